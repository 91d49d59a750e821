/* Codes by the camera: live where the browser lets a page use it, else from a photo. jsQR reads what the browser cannot. */
const canvas = document.createElement("canvas");
const detector = "BarcodeDetector" in window ? new BarcodeDetector({ formats: ["qr_code"] }) : null;

/** The text of the code in a picture, which is made smaller where it is larger than `most` pixels; empty where none is seen. */
function readPicture(source, width, height, most) {
  const scale = Math.min(1, most / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  const image = pen.getImageData(0, 0, canvas.width, canvas.height), code = jsQR(image.data, image.width, image.height);
  return code ? code.data : "";
}
async function readVideo(video) {
  if (detector) {
    try { const [code] = await detector.detect(video); return code ? code.rawValue : ""; } catch (error) { /* some have the name alone */ }
  }
  return video.videoWidth ? readPicture(video, video.videoWidth, video.videoHeight, 900) : "";
}
function take(words) {
  if (takeCode(words)) return;
  $("query").value = words;
  search(words, true);
}

async function scan() {
  const video = $("video");
  if (!window.isSecureContext || !navigator.mediaDevices) { $("photo").click(); return; }
  try { video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } }); }
  catch (error) { say("No live camera here: take a photo of the code."); $("photo").click(); return; }
  const stop = () => { video.srcObject.getTracks().forEach((track) => track.stop()); video.hidden = true; };
  video.hidden = false;
  window.scrollTo(0, 0);
  say("Hold the code in front of the camera.");
  await video.play();
  for (const end = Date.now() + 30000; Date.now() < end;) {
    const words = await readVideo(video);
    if (words) { stop(); take(words); return; }
    await new Promise((resolve) => setTimeout(resolve, 80));
  }
  stop();
  say("No code found. Type the label.");
}

async function readPhoto() {
  const [file] = $("photo").files;
  if (!file) return;
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try { await image.decode(); } catch (error) { say("That file is not a picture."); return; }
  let words = "";
  for (const most of [1000, 1800, 600]) words = words || readPicture(image, image.naturalWidth, image.naturalHeight, most);
  URL.revokeObjectURL(image.src);
  $("photo").value = "";
  if (words) take(words); else say("No code found in the photo. Move closer, or type the label.");
}

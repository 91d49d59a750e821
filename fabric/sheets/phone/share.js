/* Ticks and notes between devices: a file, or codes that another phone scans. What arrives is added; nothing is removed. */
const SIGN = "fabric-planner";

/** The ticks of a crew as a short text: a bit for each step, in base 64. */
function packTicks(crew) {
  const mine = plan.steps.filter((step) => step.crew === crew), most = Math.max(...mine.map((step) => step.number));
  const bytes = new Uint8Array((most + 7) >> 3);
  for (const step of mine) if (isDone(step)) bytes[(step.number - 1) >> 3] |= 1 << ((step.number - 1) & 7);
  return [SIGN, plan.plan, "ticks", crew, btoa(String.fromCharCode(...bytes))].join(" ");
}
function unpackTicks(crew, packed) {
  const bytes = [...atob(packed)].map((letter) => letter.charCodeAt(0));
  return bytes.flatMap((byte, at) => [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte >> bit) & 1).map((bit) => crew + "." + (8 * at + bit + 1)));
}

/** Takes a code of another phone; false where the text is no such code. */
function takeCode(words) {
  const [sign, of, kind, crew, ...rest] = words.split(" ");
  if (sign !== SIGN) return false;
  openShare(true);
  if (of !== plan.plan) { say("That code is for plan " + of + "; this page is for plan " + plan.plan + ". Nothing was added."); return true; }
  try {
    if (kind === "ticks") {
      const fresh = addTicks(unpackTicks(Number(crew), rest[0]));
      openShare(true);
      say(several(fresh, "new tick") + " of crew " + crew + " added.");
    } else if (kind === "note") {
      const fresh = addNotes([{ cable: crew, text: rest.join(" ").slice(0, 300), at: "" }]);
      openShare(true);
      say(fresh ? "The note on " + crew + " was added." : "This phone already has that note.");
    } else throw new Error(kind);
  } catch (error) { say("That code is damaged. Scan it again."); }
  return true;
}

function fileText() {
  return JSON.stringify({ made_by: SIGN, plan: plan.plan, site: plan.site, ticks: [...ticks].sort(), notes }, null, 1) + "\n";
}
function takeFile(words) {
  let read;
  try { read = JSON.parse(words); } catch (error) { read = null; }
  if (!read || read.made_by !== SIGN || !Array.isArray(read.ticks) || !Array.isArray(read.notes)) return "That file does not come from this page. Choose one that was made with 'Save a file'.";
  if (read.plan !== plan.plan) return "That file is for plan " + read.plan + "; this page is for plan " + plan.plan + ". Nothing was added.";
  const good = read.notes.filter((note) => note && typeof note.cable === "string" && typeof note.text === "string");
  const fresh = addTicks(read.ticks.filter((one) => typeof one === "string")), told = addNotes(good.map(({ cable, text, at }) => ({ cable, text: text.slice(0, 300), at: String(at || "") })));
  return several(fresh, "new tick") + " and " + several(told, "new note") + " added.";
}

function openShare(kept) {
  const box = $("share"), crews = [...new Set(plan.steps.map((step) => step.crew))];
  box.replaceChildren(make("h2", "Ticks and notes on this phone"));
  const file = make("input", undefined, { type: "file", accept: ".json,application/json", hidden: "", id: "file" });
  file.addEventListener("change", async () => {
    if (!file.files.length) return;
    const told = takeFile(await file.files[0].text());
    openShare(true);
    say(told);
  });
  box.append(row(button("Save a file", saveFile, { id: "save" }), button("Import", () => file.click()), file));
  box.append(make("p", "Send the file to the lead, or show a code: another phone that has this page scans it with Scan. Ticks and notes are added to those on the other phone; none is removed."));
  const codes = make("div", undefined, { id: "codes" });
  const showCode = (title, words) => {
    const picture = codePicture(words);
    codes.replaceChildren(make("h3", title), picture || make("p", "Too much for one code. Save a file."));
    codes.scrollIntoView();
  };
  const list = make("ol");
  for (const crew of crews) {
    const mine = plan.steps.filter((step) => step.crew === crew), done = mine.filter(isDone).length;
    list.append(entry("Crew " + crew + ": " + done + " of " + mine.length + " steps", done ? "Show the code" : "Nothing ticked on this phone", () => showCode("Ticks of crew " + crew, packTicks(crew))));
  }
  box.append(make("h3", "Progress"), list, make("h3", several(notes.length, "note")));
  const faults = make("ol");
  for (const note of notes) {
    const { found } = find(note.cable), i = found.find((one) => cableId(one) === note.cable);
    const item = entry(note.cable + ": " + note.text, note.at, () => (i === undefined ? say("That cable is not on this page.") : openLink(i)), true);
    item.append(button("Show the code", () => showCode("Note on " + note.cable, [SIGN, plan.plan, "note", note.cable, note.text].join(" "))));
    faults.append(item);
  }
  box.append(faults, codes);
  say("");
  show("share");
  mark("share:", kept);
  window.scrollTo(0, 0);
}
function saveFile() {
  const name = "ticks-" + plan.plan + ".json", link = make("a", undefined, { download: name });
  link.href = URL.createObjectURL(new Blob([fileText()], { type: "application/json" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  say("Saved as " + name + ".");
}

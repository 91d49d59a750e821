/* Joins the controls to the screens, and opens what the address names. */
let waiting = 0;
$("query").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => search($("query").value, false), 60); });
$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  search($("query").value, true);
  $("query").select();
});
$("tab-find").addEventListener("click", () => { search($("query").value, false); $("query").focus(); });
$("tab-crew").addEventListener("click", () => openCrew());
$("tab-share").addEventListener("click", () => openShare());
$("camera").addEventListener("click", scan);
$("photo").addEventListener("change", readPhoto);

function follow() {
  let wanted = location.hash.slice(1);
  try { wanted = decodeURIComponent(wanted); } catch (error) { /* taken as it is */ }
  if (!wanted) { search("", false); return; }
  if (openAddress(wanted, true)) return;
  const { found, side } = find(wanted), id = readQuery(wanted).wanted;
  const exact = found.find((i) => cableId(i).toLowerCase() === id);
  if (exact !== undefined) { openLink(exact, side, true); return; }
  search(wanted, false);
}
window.addEventListener("popstate", follow);
window.PLAN = plan;
window.PAGE = { find, findThings, hasWhole, lines, qrCode, readPicture, takeCode, takeFile, fileText, packTicks };
$("origin").textContent = plan.origin;
if (plan.contact) {
  const { name, telephone } = plan.contact, line = $("contact");
  line.append("Questions: " + name + " ");
  if (telephone) line.append(make("a", telephone, { href: "tel:" + telephone.replace(/[^+\d]/g, "") }));
  line.hidden = false;
}
document.title = plan.site + ": cables";
if (location.hash.startsWith("#step")) lastTab = "crew";
follow();
if (!location.hash) $("query").focus();

/* Ticks and notes stay on this device until they are shared. A tick is crew.step; a note belongs to a cable. */
const KEY = "fabric-planner " + plan.plan;
function load(name, fallback) {
  try { return JSON.parse(localStorage.getItem(KEY + name) || "null") || fallback; }
  catch (error) { return fallback; } // some browsers keep nothing for files
}
function keep(name, value) { try { localStorage.setItem(KEY + name, JSON.stringify(value)); } catch (error) { /* as above */ } }
const ticks = new Set(load("", []));
let notes = load(" notes", []);
let myCrew = load(" crew", 0);
function keepTicks() { keep("", [...ticks]); }
function keepNotes() { keep(" notes", notes); }
function tickOf(step) { return step.crew + "." + step.number; }
function isDone(step) { return ticks.has(tickOf(step)); }
function setDone(step, done) { if (done) ticks.add(tickOf(step)); else ticks.delete(tickOf(step)); keepTicks(); }
function sameNote(one, two) { return one.cable === two.cable && one.text === two.text; }
function addNotes(added) {
  const fresh = added.filter((one) => !notes.some((known) => sameNote(one, known)));
  notes = notes.concat(fresh);
  keepNotes();
  return fresh.length;
}
function addTicks(added) {
  const known = new Set(plan.steps.map(tickOf)), fresh = added.filter((one) => known.has(one) && !ticks.has(one));
  fresh.forEach((one) => ticks.add(one));
  keepTicks();
  return fresh.length;
}
function notesOf(i) { const id = cableId(i); return notes.filter((note) => note.cable === id); }

/** The notes of a cable, and a field for another one. */
function noteBox(i, redraw) {
  const box = make("div", undefined, { class: "notes" });
  for (const note of notesOf(i)) {
    const line = make("p", undefined, { class: "fault" });
    line.append(make("b", "Fault: "), note.text, " ", button("Remove", () => { notes = notes.filter((one) => !sameNote(one, note)); keepNotes(); redraw(); }));
    box.append(line);
  }
  const field = make("textarea", undefined, { rows: 2, "aria-label": "Fault", placeholder: "What is wrong: damaged connector, leg too short, port taken, ..." });
  const form = make("div", undefined, { hidden: "" });
  form.append(field, button("Save the note", () => {
    const words = field.value.trim().slice(0, 300);
    if (words) { addNotes([{ cable: cableId(i), text: words, at: new Date().toISOString().slice(0, 16).replace("T", " ") }]); redraw(); }
  }, { id: "save-note" }));
  box.append(button("Note a fault", (event) => { form.hidden = false; event.target.hidden = true; field.focus(); }, { id: "note" }), form);
  return box;
}

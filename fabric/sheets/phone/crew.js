/* The steps of a crew, shift by shift, and one step with everything that it takes. */
/** A step as on paper: the labels and the piece that one reads on the cable, then its act and place. */
function stepName(step) { return (step.labels ? step.labels + "  " : "") + (step.piece ? step.piece + ": " : "") + actWords(step); }
/** Pull B06 > A05 and open rack A05, but land the B end at B06 rear. */
function actWords(step) { return step.act.replace(/^land ([AB])$/, "land the $1 end") + (step.at.includes(" > ") || step.act === "open rack" ? " " : " at ") + step.at; }
function waitHead(step) { return step.waits.every((wait) => wait.earlier) ? "Wait for (should be done before this shift)" : "Wait for"; }
/** What a step waits for; where only some of it is of earlier shifts, that comes last with its own heading. */
function waitWords(step) {
  const now = step.waits.filter((wait) => !wait.earlier), before = step.waits.filter((wait) => wait.earlier);
  const words = (waits) => waits.map((wait) => wait.text).join("; ");
  return words(now) + (now.length && before.length ? "; should be done before this shift: " : "") + words(before);
}

/** Steps as buttons of any screen, with ticks as they are. */
function stepList(steps) {
  const box = make("div", undefined, { class: "plugs steps" });
  for (const step of steps) {
    const node = button(undefined, () => openStep(step), isDone(step) ? { class: "done" } : {});
    const plugs = step.side ? ": " + several(plugsOf(step.pull, step.side).length, "plug") + ", other end at " + plan.racks[step.side === "a" ? plan.pulls.b_rack[step.pull] : plan.pulls.a_rack[step.pull]].id : "";
    node.append(make("b", stepName(step)), plugs, make("br"), make("small", "Crew " + step.crew + " step " + step.number + ", " + step.shift + " " + step.from + " to " + step.to + (isDone(step) ? ", done" : "")));
    box.append(node);
  }
  return box;
}

function stepRow(step) {
  const line = make("div", undefined, { class: "step" + (isDone(step) ? " done" : ""), id: "step-" + step.number });
  const tick = make("input", undefined, { type: "checkbox", "aria-label": "Step " + step.number + " is done" });
  tick.checked = isDone(step);
  tick.addEventListener("change", () => { setDone(step, tick.checked); line.classList.toggle("done", tick.checked); countSteps(step.crew); });
  const words = button(undefined, () => openStep(step));
  words.append(make("small", step.from + " to " + step.to), make("br"), make("b", step.number + ". " + stepName(step)), make("br"), make("span", step.what));
  if (step.waits.length) words.append(make("br"), make("em", waitHead(step) + ": " + waitWords(step)));
  if (step.beside) words.append(make("br"), make("small", "Same rack: " + step.beside));
  line.append(tick, words);
  return line;
}
function countSteps(crew) {
  const mine = plan.steps.filter((step) => step.crew === crew);
  say(several(mine.length, "step") + ", " + mine.filter(isDone).length + " ticked on this phone");
}

function openCrew(crew, kept) {
  const box = $("crew"), crews = [...new Set(plan.steps.map((step) => step.crew))];
  const chosen = crews.includes(crew) ? crew : crews.includes(myCrew) ? myCrew : crews[0];
  if (chosen === undefined) { say("No steps on these sheets."); show("crew"); return; }
  myCrew = chosen;
  keep(" crew", myCrew);
  const mine = plan.steps.filter((step) => step.crew === chosen), nextOpen = () => mine.find((step) => !isDone(step)), open = nextOpen();
  const select = make("select", undefined, { "aria-label": "Crew" });
  for (const one of crews) {
    const option = make("option", "Crew " + one, { value: one });
    option.selected = one === chosen;
    select.append(option);
  }
  select.addEventListener("change", () => openCrew(Number(select.value)));
  const list = make("div");
  let shift = "";
  for (const step of mine) {
    if (step.shift !== shift) { shift = step.shift; list.append(make("h3", shift)); }
    list.append(stepRow(step));
  }
  box.replaceChildren(row(select, button("Next open step", () => goTo((nextOpen() || mine[mine.length - 1]).number), { id: "next-open" })), list);
  countSteps(chosen);
  show("crew");
  mark("crew:" + chosen, kept);
  if (open && open !== mine[0]) goTo(open.number); else window.scrollTo(0, 0);
}
function goTo(number) {
  const line = $("step-" + number);
  /* Rows that were never on the screen have a height that is only guessed: the second time it is right. */
  if (line) { line.scrollIntoView(); requestAnimationFrame(() => line.scrollIntoView()); }
}

/** A line of a step, its first word as a heading. */
function lineOf(words) {
  const at = words.indexOf(":"), line = make("p");
  line.append(make("b", words.slice(0, at + 1)), words.slice(at + 1));
  return line;
}
function openStep(step, kept) {
  const box = $("detail");
  box.replaceChildren(make("h2", step.number + ". " + stepName(step)), make("p", "Crew " + step.crew + ", " + step.shift + ", " + step.from + " to " + step.to), make("p", step.what), ...step.lines.map(lineOf));
  if (step.waits.length) {
    box.append(make("h3", waitHead(step)));
    const first = [];
    for (const wait of step.waits) first.push(...plan.steps.filter((one) => one.crew === wait.crew && wait.steps.includes(one.number)));
    box.append(first.length ? stepList(first) : make("p", waitWords(step)));
  }
  if (step.beside) box.append(make("p", "Same rack at the same time: " + step.beside));
  const mine = plan.steps.filter((one) => one.crew === step.crew), next = mine[mine.indexOf(step) + 1];
  const done = button(isDone(step) ? "Undo" : "Done" + (next ? ", next step" : ""), () => {
    const was = isDone(step);
    setDone(step, !was);
    if (was || !next) openStep(step, true); else openStep(next);
  }, { id: "done", class: isDone(step) ? "" : "main" });
  box.append(row(done, ...step.racks.map((rack) => button("Rack " + rack, () => openRack(rack)))));
  if (step.pull >= 0) box.append(...ofPull(step));
  else box.append(make("h3", "Location"), floor(new Set(step.racks), step.racks[0]));
  finish("step:" + tickOf(step), kept);
}

/** The plugs of a landing; the pieces of a pull with its route; the links of a test. */
function ofPull(step) {
  if (step.side) return [make("h3", "Plug in this order"), plugList(step.pull, step.side)];
  const mine = [];
  for (let i = links.pull.indexOf(step.pull); i >= 0; i = links.pull.indexOf(step.pull, i + 1)) mine.push(i);
  const list = make("ol");
  /* Single cables of a pull differ in length: each is taken by its kind, as on paper. */
  for (const i of mine) list.append(cableEntry(i, "", step.act === "test" || kindOf(i).legs ? "" : kindOf(i).id + ", " + kindOf(i).length + " m  "));
  const route = plan.routes[plan.pulls.route[step.pull]];
  const map = [make("h3", route ? "Map" : "Inside the rack"), floor(new Set(step.racks), step.racks[0], route)];
  if (route) map.push(row(...route.trays.map((tray) => button("Tray " + tray, () => openTray(tray)))));
  return [...(step.act === "test" ? [] : map), make("h3", several(mine.length, "link")), list];
}

/* The screens: results of a search, a cable, a rack, a kind, a tray, a piece. */
const SECTIONS = ["results", "detail", "crew", "share"];
/* The tab of the last list: what is opened from there belongs to it. */
let lastTab = "find";
function show(section) {
  for (const id of SECTIONS) $(id).hidden = id !== section;
  if (section !== "detail") lastTab = section === "results" ? "find" : section;
  for (const tab of ["find", "crew", "share"]) $("tab-" + tab).setAttribute("aria-pressed", String(tab === lastTab));
}
function say(words) { $("said").textContent = words; }
function mark(address, kept) { if (!kept) history.pushState(null, "", "#" + encodeURIComponent(address)); }

/** A button of two lines: what is read first, then the rest. */
function entry(title, rest, act, marked) {
  const node = button(undefined, act, marked ? { class: "marked" } : {});
  node.append(make("b", title), make("br"), make("small", rest));
  const item = make("li");
  item.append(node);
  return item;
}
function cableEntry(i, side, before) {
  const near = side || "a", rest = (before || "") + plugName(i, near) + "  " + endWords(i, near) + " to " + endWords(i, other(near));
  return entry(labelOf(i, near), (notesOf(i).length ? "Fault noted.  " : "") + rest, () => openLink(i, side), notesOf(i).length);
}

const HINT = "Scan a label, or type a label, rack, device, port, kind or tray. The steps are under My crew.";
function search(query, open) {
  const { found, more, side } = find(query), { things: named, all } = query.trim() ? findThings(query) : { things: [], all: 0 };
  const wanted = readQuery(query).wanted;
  if (open && found.length && !named.some((thing) => thing.name === wanted) && (found.length === 1 || lines[found[0]].split("\t").includes(wanted))) {
    openLink(found[0], side);
    return;
  }
  if (open && named.length && (named[0].name === wanted || (named.length === 1 && !found.length))) { openAddress(named[0].address); return; }
  const list = make("div");
  for (const thing of named) list.append(entry(thing.title, thing.words, () => openAddress(thing.address)));
  for (const i of found) {
    const ends = lines[i].split("\t");
    list.append(cableEntry(i, side || (hasWhole(ends[5], wanted) && !hasWhole(ends[4], wanted) ? "b" : "a")));
  }
  $("results").replaceChildren(...list.childNodes);
  say(query.trim() ? countWords(found.length, more, named.length, all) : HINT);
  show("results");
}

/** How many results a search has: all that are shown, and how many there are where some are left out. */
function countWords(cables, more, shown, all) {
  const others = all > shown ? shown + " of " + all + " other matches shown: type more to narrow them" : several(all, "other match").replace("matchs", "matches");
  if (!cables) return all ? others.replace("other ", "") : "No match.";
  const words = more ? "Over " + MOST + " cables: add U or port" : several(cables, "cable");
  return words + (all ? "; " + others : "") + (more ? "." : "");
}

/* The rack at which the phone was last: cable id and serial name no end. */
let rackHere = "";
function sideHere(i) {
  const [a, b] = ["a", "b"].map((side) => device(i, side).rack === rackHere);
  return a === b ? "" : a ? "a" : "b";
}

function endBox(i, side, here) {
  const end = make("div", undefined, { class: here ? "end here" : "end" }), d = device(i, side);
  end.append(make("small", (here ? "You are here: " : "") + side.toUpperCase() + " end"), make("br"),
    make("b", d.rack + "  U" + d.u + "  " + d.id + "  " + plugPort(i, side)), make("br"), make("span", "Label " + labelOf(i, side)), make("br"),
    make("small", plan.models[d.model].name + ", ports at the " + d.face), make("br"), button("Rack " + d.rack, () => openRack(d.rack)));
  if (!here) end.append(" ", button("I'm at this end", () => openLink(i, side), { class: "at" }));
  return end;
}

function openLink(i, named, kept) {
  const box = $("detail"), kind = kindOf(i), side = named || sideHere(i), near = side || "a", sides = [near, other(near)];
  box.replaceChildren(make("h2", labelOf(i, near)), make("p", cableId(i) + "  " + legName(i), { id: "names" }));
  const ends = make("div", undefined, { class: "ends" });
  for (const one of sides) ends.append(endBox(i, one, one === side));
  if (side) rackHere = device(i, side).rack;
  box.append(ends, noteBox(i, () => openLink(i, side, true)));
  let next = links.pull.indexOf(links.pull[i], i + 1);
  while (next >= 0 && plugName(next, near) === plugName(i, near)) next = links.pull.indexOf(links.pull[i], next + 1);
  if (next >= 0) box.append(button("Next leg of this pull: " + labelOf(next, near) + "  " + plugName(next, near), () => openLink(next, side), { id: "next" }));
  const facts = make("p", kind.form + " ");
  box.append(make("h3", "Cable"), facts);
  facts.append(kind.id + ", " + kind.media + ", " + links.length[i] + " m");
  box.append(row(button("Kind " + kind.id, () => openKind(kind.id)), ...(kind.legs ? [button("Trunk " + serialOf(i), () => openPiece(serialOf(i)))] : [])));
  box.append(make("h3", "Steps"), stepList(plan.steps.filter((step) => step.pull === links.pull[i]).sort(byTime)));
  const route = plan.routes[plan.pulls.route[links.pull[i]]];
  box.append(make("h3", route ? "Route: " + route.words : "Inside the rack"), floor(new Set(sides.map((one) => device(i, one).rack)), side ? device(i, side).rack : "", route));
  if (route) box.append(row(...route.trays.map((tray) => button("Tray " + tray, () => openTray(tray)))));
  for (const one of sides) box.append(make("h3", "Faceplate of " + device(i, one).id), faceplate(links[one][i], port(i, one).group, port(i, one)));
  box.append(...faceNotes(sides.map((one) => [links[one][i], port(i, one).group])));
  say("");
  show("detail");
  scrollFaces(box);
  mark(cableId(i) + (side ? "." + side.toUpperCase() : ""), kept);
  window.scrollTo(0, 0);
}

/** The plugs of one side of a pull in the order of landing; what is one plug for several links comes once. */
function plugsOf(pull, side) {
  const found = [], seen = new Set();
  for (let i = links.pull.indexOf(pull); i >= 0; i = links.pull.indexOf(pull, i + 1)) {
    const name = plugName(i, side);
    if (!seen.has(name)) { seen.add(name); found.push(i); }
  }
  return found;
}
function spareOf(pull) {
  return plan.pieces.pull.flatMap((one, piece) => (one === pull && plan.pieces.spare[piece] ? [piece] : []));
}
function plugList(pull, side) {
  const box = make("div", undefined, { class: "plugs" });
  for (const i of plugsOf(pull, side)) {
    const d = device(i, side), node = button(undefined, () => openLink(i, side), notesOf(i).length ? { class: "marked" } : {});
    node.append(make("b", labelOf(i, side) + " \u2192 " + plugPort(i, side)), make("br"), make("small", (kindOf(i).legs && !isHead(i, side) ? "Leg " + links.leg[i] : plugName(i, side)) + " into U" + d.u + "  " + d.id));
    box.append(node);
  }
  for (const piece of spareOf(pull)) box.append(make("p", "Spare legs " + plan.pieces.spare[piece] + " of " + plan.pieces.serial[piece] + ": leave the caps on, coil and tie them on the side of the rack where the trunk comes in.", { class: "spare" }));
  return box;
}

/** A rack: its devices from top to bottom, its steps in order of time with the plugs of each landing, its spare legs. */
function openRack(id, lit, kept) {
  const rack = plan.racks.find((one) => one.id === id), box = $("detail");
  if (!rack) { say("No match."); show("results"); return; }
  rackHere = id;
  box.replaceChildren(make("h2", "Rack " + id), make("p", "Row " + rack.row + (rack.room ? ", room " + rack.room : "")));
  const steps = plan.steps.filter((step) => step.racks.includes(id)).sort(byTime), landings = steps.filter((step) => step.side);
  if (landings.length) box.append(make("h3", "Landing order: tap a row to see its plugs"), stepList(landings));
  const rest = make("details");
  rest.append(make("summary", "All work in this rack: " + several(steps.length, "step")), stepList(steps));
  box.append(rest);
  const spare = plan.pieces.spare.flatMap((legs, piece) => (legs && racksOf(piece).includes(id) ? [piece] : []));
  if (spare.length) box.append(make("h3", "Spare legs: caps on, coiled on the side where the trunk comes in"), row(...spare.map((piece) => button(plan.pieces.serial[piece] + "  legs " + plan.pieces.spare[piece], () => openPiece(plan.pieces.serial[piece])))));
  box.append(make("h3", "Devices, top to bottom"));
  const mine = plan.devices.map((one, number) => number).filter((number) => plan.devices[number].rack === id);
  mine.sort((a, b) => parseFloat(plan.devices[b].u) - parseFloat(plan.devices[a].u));
  for (const number of mine) box.append(deviceBox(number, plan.devices[number].id === lit));
  box.append(make("h3", "Location"), floor(new Set([id]), id));
  say("");
  show("detail");
  scrollFaces(box);
  mark((lit ? "device:" + lit : "rack:" + id), kept);
  const wanted = lit && box.querySelector("details[open]");
  if (wanted) wanted.scrollIntoView(); else window.scrollTo(0, 0);
}
const order = new Map(plan.steps.map((step, number) => [step, number]));
function byTime(one, two) { return one.at_s - two.at_s || order.get(one) - order.get(two); }
function deviceBox(number, open) {
  const d = plan.devices[number], box = make("details"), head = make("summary");
  head.append(make("b", "U" + d.u + "  " + d.id), make("br"), make("small", plan.models[d.model].name + ", ports at the " + d.face));
  box.append(head);
  const fill = () => {
    if (box.children.length > 1) return;
    const used = [];
    for (let i = 0; i < count; i++) for (const side of ["a", "b"]) if (links[side][i] === number) used.push([i, side]);
    used.sort((a, b) => port(...a).cage - port(...b).cage || port(...a).mpo - port(...b).mpo);
    const groups = [...new Set(used.map((one) => port(...one).group))];
    for (const group of groups) box.append(faceplate(number, group));
    box.append(...faceNotes(groups.map((group) => [number, group])));
    const list = make("div", undefined, { class: "plugs" });
    for (const [i, side] of used) {
      const node = button(undefined, () => openLink(i, side));
      node.append(make("b", labelOf(i, side) + " \u2192 " + portWords(i, side)), make("br"), make("small", plugName(i, side)));
      list.append(node);
    }
    box.append(used.length ? list : make("p", "No cables in this plan."));
  };
  box.addEventListener("toggle", fill);
  if (open) { fill(); box.open = true; }
  return box;
}

function openKind(id, kept) {
  const number = plan.kinds.findIndex((kind) => kind.id === id), kind = plan.kinds[number], box = $("detail");
  if (!kind) { say("No match."); show("results"); return; }
  const pieces = plan.pieces.kind.flatMap((one, piece) => (one === number ? [piece] : []));
  box.replaceChildren(make("h2", "Kind " + id), make("p", kind.form + ", " + kind.media + ", " + kind.length + " m" + (kind.legs ? ", " + several(kind.legs, "leg") : "") + (kind.is_custom ? ", made to order" : ", from stock") + ": " + several(pieces.length, "piece")));
  const list = make("ol");
  for (const piece of pieces.slice(0, 500)) list.append(entry(plan.pieces.serial[piece], racksOf(piece).join(" to "), () => openPiece(plan.pieces.serial[piece])));
  box.append(list);
  finish("kind:" + id, kept);
}
function openTray(name, kept) {
  const tray = plan.trays.find((one) => one.name === name) || plan.trays.find((one) => one.parts.includes(name)), box = $("detail");
  if (!tray) { say("No match."); show("results"); return; }
  const routes = new Set(tray.routes);
  const steps = plan.steps.filter((step) => step.pull >= 0 && (step.act === "pull") && routes.has(plan.pulls.route[step.pull])).sort(byTime);
  box.replaceChildren(make("h2", "Tray " + tray.name), make("p", (tray.parts.length ? "Parts: " + tray.parts.join(", ") + ". " : "") + several(steps.length, "pull") + ", in pulling order"), stepList(steps));
  finish("tray:" + tray.name, kept);
}
function openPiece(serial, leg, kept) {
  const piece = plan.pieces.serial.indexOf(serial), box = $("detail");
  if (piece < 0) { say("No match."); show("results"); return; }
  const kind = plan.kinds[plan.pieces.kind[piece]], pull = plan.pieces.pull[piece], spare = plan.pieces.spare[piece], [a, b] = racksOf(piece);
  const mine = [];
  for (let i = links.assembly.indexOf(piece); i >= 0; i = links.assembly.indexOf(piece, i + 1)) mine.push(i);
  box.replaceChildren(make("h2", serial), make("p", kind.form + " " + kind.id + ", " + kind.media + ", " + kind.length + " m, from " + a + " (A end) to " + b + " (B end)"));
  if (leg && leg <= kind.legs && !mine.some((i) => links.leg[i] === leg)) box.append(make("p", "Leg " + leg + " is spare: it goes into no port.", { class: "here" }));
  if (spare) box.append(make("p", "Spare legs " + spare + ": leave the caps on, coil and tie them at both ends, on the side of the rack where the trunk comes in.", { class: "spare" }));
  box.append(row(button("Rack " + a, () => openRack(a)), button("Rack " + b, () => openRack(b)), button("Kind " + kind.id, () => openKind(kind.id))));
  box.append(make("h3", "Steps"), stepList(plan.steps.filter((step) => step.pull === pull).sort(byTime)), make("h3", several(mine.length, "link")));
  const list = make("ol");
  for (const i of mine) list.append(cableEntry(i));
  box.append(list);
  finish("piece:" + serial + (leg ? ":" + leg : ""), kept);
}
function finish(address, kept) { say(""); show("detail"); mark(address, kept); window.scrollTo(0, 0); }

/** The screen of an address behind the mark; false where it names none. */
function openAddress(address, kept) {
  const [, kind, name, number] = /^(rack|device|kind|tray|piece|step|crew|share):(.*?)(?::(\d+))?$/.exec(address) || [];
  if (kind === "rack") openRack(name + (number ? ":" + number : ""), "", kept);
  else if (kind === "device") { const one = plan.devices.find((each) => each.id === name); if (one) openRack(one.rack, name, kept); else return false; }
  else if (kind === "kind") openKind(name, kept);
  else if (kind === "tray") openTray(name, kept);
  else if (kind === "piece") openPiece(name, Number(number || 0), kept);
  else if (kind === "step") { const one = plan.steps.find((step) => tickOf(step) === name); if (one) openStep(one, kept); else return false; }
  else if (kind === "crew") openCrew(Number(name), kept);
  else if (kind === "share") openShare(kept);
  else return false;
  return true;
}

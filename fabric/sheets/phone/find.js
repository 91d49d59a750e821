"use strict";
/* Finds a cable by any text on it, and the racks, devices, kinds, trays and pieces of a plan. */
const $ = (id) => document.getElementById(id);
const stored = $("data");
const plan = stored ? JSON.parse(stored.textContent) : window.PLAN;
if (stored) stored.textContent = "";
const links = plan.links;
const MOST = 60; // results that are shown
const MOST_THINGS = 12; // racks, devices, kinds, trays and pieces that are shown
const LOOKED_AT = 3000; // lines that are looked at: a query with more hits says too little

/* One long text with a line for each link: a search is one pass over it. */
const count = links.a.length;
const lines = new Array(count);
for (let i = 0; i < count; i++) {
  lines[i] = [cableId(i), legName(i), links.label_a[i], links.label_b[i], endWords(i, "a"), endWords(i, "b")].join("\t").toLowerCase();
}
const starts = new Uint32Array(count + 1);
for (let i = 0, at = 0; i < count; i++) { starts[i] = at; at += lines[i].length + 1; starts[i + 1] = at; }
const text = lines.concat("").join("\n");

function two(number) { return String(number).padStart(2, "0"); }
function cableId(i) { return "C-" + plan.networks[links.network[i]] + "-" + links.code[i]; }
function serialOf(i) { return plan.pieces.serial[links.assembly[i]]; }
function kindOf(i) { return plan.kinds[links.kind[i]]; }
function legName(i) { return links.leg[i] ? serialOf(i) + "." + two(links.leg[i]) : serialOf(i); }
function labelOf(i, side) { return side === "a" ? links.label_a[i] : links.label_b[i]; }
function device(i, side) { return plan.devices[links[side][i]]; }
function port(i, side) { return plan.ports[links[side + "_port"][i]]; }
function other(side) { return side === "a" ? "b" : "a"; }
function portWords(i, side) { const name = port(i, side).printed; return /^\d+$/.test(name) ? "port " + name : name; }
function endWords(i, side) { const d = device(i, side); return d.rack + " U" + d.u + " " + d.id + " " + port(i, side).printed; }
/* One end of a splitter, and both ends of a straight cable, are one plug for all its links. */
function isHead(i, side) { const kind = kindOf(i); return kind.is_straight || (kind.is_splitter && side === "b"); }
function plugName(i, side) { return !isHead(i, side) ? legName(i) : kindOf(i).is_straight ? serialOf(i) : serialOf(i) + " head"; }
function plugPort(i, side) {
  if (!isHead(i, side)) return portWords(i, side);
  const place = port(i, side);
  return "cage " + place.cage + (place.mpo ? " MPO " + place.mpo : "");
}
function several(number, noun) { return number + " " + noun + (number === 1 ? "" : "s"); }

function lineAt(position) {
  let low = 0, high = count - 1;
  while (low < high) { const middle = (low + high + 1) >> 1; if (starts[middle] <= position) low = middle; else high = middle - 1; }
  return low;
}

/** The text of a label, code or address as it is looked for, and the end that a code names. */
function readQuery(query) {
  let wanted = query.trim().toLowerCase();
  const hash = wanted.lastIndexOf("#");
  if (wanted.includes("://") && hash >= 0) wanted = wanted.slice(hash + 1);
  else if (wanted.includes("://")) wanted = wanted.slice(wanted.lastIndexOf("/") + 1);
  const side = /^(c-.+-[0-9a-z]+)\.([ab])$/.exec(wanted);
  return side ? { wanted: side[1], side: side[2] } : { wanted, side: "" };
}

function isPart(letter) { return letter !== undefined && letter !== "" && /[a-z0-9]/.test(letter); }
/** Whether a line has a word that no other letter or digit touches: 9/1, but not 19/1. */
function hasWhole(line, word) {
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
    if (!isPart(line[at - 1]) && !isPart(line[at + word.length])) return true;
  }
  return false;
}

const WHOLE = 2; // rank up to which every word stands whole at one end
/** The smaller, the nearer a line is to a query; undefined where it lacks a word. */
function rankOf(line, wanted, words) {
  if (!words.every((word) => line.includes(word))) return undefined;
  const fields = line.split("\t");
  if (fields.includes(wanted)) return 0;
  if (words.length > 1 && hasWhole(line, wanted)) return 1;
  if (fields.some((field) => words.every((word) => hasWhole(field, word)))) return 2;
  if (words.every((word) => hasWhole(line, word))) return 3;
  return fields.some((field) => field.startsWith(wanted)) ? 4 : 5;
}

/** Links whose line has every word of a query, the nearest first; `side` where the query is the label of one end. */
function find(query) {
  const { wanted, side } = readQuery(query), words = wanted.split(/\s+/).filter(Boolean);
  if (!words.length) return { found: [], more: false, side: "" };
  const first = words.reduce((a, b) => (b.length > a.length ? b : a));
  const ranks = new Map();
  for (const looked of words.length > 1 ? [wanted, first] : [first]) {
    for (let at = text.indexOf(looked), hits = 0; at >= 0 && hits < LOOKED_AT; hits++) {
      const i = lineAt(at), rank = rankOf(lines[i], wanted, words);
      if (rank !== undefined && !ranks.has(i)) ranks.set(i, rank);
      at = text.indexOf(looked, starts[i + 1]);
    }
  }
  /* Where one end has every word whole, ends that have them in longer names (11/1 for 1/1) are not meant. */
  const whole = [...ranks.values()].some((rank) => rank <= WHOLE);
  const all = [...ranks.keys()].filter((i) => !whole || ranks.get(i) <= WHOLE).sort((a, b) => ranks.get(a) - ranks.get(b) || a - b);
  const best = all.length ? all[0] : -1;
  const label = best < 0 ? "" : labelOf(best, "a").toLowerCase() === wanted ? "a" : labelOf(best, "b").toLowerCase() === wanted ? "b" : "";
  return { found: all.slice(0, MOST), more: all.length > MOST, side: side || label };
}

/* Everything but cables: a title, words that are searched, the address of its screen. Made at the first search. */
let things;
function listThings() {
  if (things) return things;
  things = [];
  const add = (title, words, address) => things.push({ title, words, address, name: title.split(" ")[1].toLowerCase(), line: (title + " " + words).toLowerCase() });
  for (const rack of plan.racks) add("Rack " + rack.id, "row " + rack.row, "rack:" + rack.id);
  for (const one of plan.devices) if (one.rack) add("Device " + one.id, one.rack + " U" + one.u + " " + plan.models[one.model].name, "device:" + one.id);
  for (const kind of plan.kinds) add("Kind " + kind.id, kind.form + " " + kind.media + " " + kind.length + " m", "kind:" + kind.id);
  for (const tray of plan.trays) add("Tray " + tray.name, tray.parts.join(" "), "tray:" + tray.name);
  plan.pieces.serial.forEach((serial, number) => {
    const kind = plan.kinds[plan.pieces.kind[number]], spare = plan.pieces.spare[number];
    if (kind.legs || kind.is_splitter) add("Piece " + serial, kind.form + " " + kind.id + " " + racksOf(number).join(" to ") + (spare ? ", spare legs " + spare : ""), "piece:" + serial);
  });
  return things;
}
function racksOf(piece) {
  const pull = plan.pieces.pull[piece];
  return [plan.racks[plan.pulls.a_rack[pull]].id, plan.racks[plan.pulls.b_rack[pull]].id];
}

/** The things that a query names, those of exactly that name first, and how many there are. A number behind a serial is a
    leg of the piece. */
function findThings(query) {
  const wanted = readQuery(query).wanted, words = wanted.split(/\s+/).filter(Boolean);
  if (!words.length) return { things: [], all: 0 };
  const leg = /^([a-z0-9]+)\.(\d+)$/.exec(wanted);
  const hits = [];
  for (const thing of listThings()) {
    if (leg && thing.name === leg[1] && thing.address.startsWith("piece:")) hits.push([0, { ...thing, address: thing.address + ":" + Number(leg[2]) }]);
    else if (thing.name === wanted) hits.push([0, thing]);
    else if (words.every((word) => hasWhole(thing.line, word))) hits.push([1, thing]);
    else if (words.length === 1 && thing.name.startsWith(wanted)) hits.push([2, thing]);
  }
  return { things: hits.sort((a, b) => a[0] - b[0]).slice(0, MOST_THINGS).map((hit) => hit[1]), all: hits.length };
}

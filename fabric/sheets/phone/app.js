"use strict";
/* Finds a cable by any text on it and shows where it goes. Text of the plan reaches the page as text only. */
(() => {
  const plan = window.PLAN;
  const links = plan.links;
  const MOST = 60; // results that are shown
  const LOOKED_AT = 3000; // lines that are looked at: a query with more hits says too little
  const $ = (id) => document.getElementById(id);

  /* One long text with a line for each link: a search is one pass over it. */
  const count = links.a.length;
  const lines = new Array(count);
  for (let i = 0; i < count; i++) {
    lines[i] = [cableId(i), legName(i), labelOf(i, "a"), labelOf(i, "b"), endWords(i, "a"), endWords(i, "b")]
      .join("\t").toLowerCase();
  }
  const starts = new Uint32Array(count + 1);
  for (let i = 0, at = 0; i < count; i++) { starts[i] = at; at += lines[i].length + 1; starts[i + 1] = at; }
  const text = lines.join("\n") + "\n";

  function cableId(i) { return "C-" + plan.networks[links.network[i]] + "-" + links.code[i]; }
  function legName(i) { const s = plan.serials[links.assembly[i]]; return links.leg[i] ? s + "." + String(links.leg[i]).padStart(2, "0") : s; }
  function labelOf(i, side) { return side === "a" ? links.label_a[i] : links.label_b[i]; }
  function device(i, side) { return plan.devices[links[side][i]]; }
  function port(i, side) { return plan.ports[links[side + "_port"][i]]; }
  function portWords(i, side) { const name = port(i, side).printed; return /^\d+$/.test(name) ? "port " + name : name; }
  function endWords(i, side) { const d = device(i, side); return d.rack + " U" + d.u + " " + d.id + " " + port(i, side).printed; }

  function lineAt(position) {
    let low = 0, high = count - 1;
    while (low < high) { const middle = (low + high + 1) >> 1; if (starts[middle] <= position) low = middle; else high = middle - 1; }
    return low;
  }

  /** Links whose line has every word of a query, those that begin with it first. */
  function find(query) {
    let wanted = query.trim().toLowerCase();
    const hash = wanted.lastIndexOf("#");
    if (wanted.includes("://") && hash >= 0) wanted = wanted.slice(hash + 1);
    else if (wanted.includes("://")) wanted = wanted.slice(wanted.lastIndexOf("/") + 1);
    const words = wanted.split(/\s+/).filter(Boolean);
    if (!words.length) return { found: [], more: false };
    const first = words.reduce((a, b) => (b.length > a.length ? b : a));
    const exact = [], begins = [], others = [];
    for (let at = text.indexOf(first), hits = 0; at >= 0 && hits < LOOKED_AT; hits++) {
      const i = lineAt(at), line = lines[i];
      if (words.every((word) => line.includes(word))) {
        const fields = line.split("\t");
        if (fields.includes(wanted)) exact.push(i);
        else if (fields.some((field) => field.startsWith(wanted))) begins.push(i);
        else if (others.length <= MOST) others.push(i);
      }
      at = text.indexOf(first, starts[i + 1]);
    }
    const all = exact.concat(begins, others);
    return { found: all.slice(0, MOST), more: all.length > MOST };
  }

  function make(tag, words, attributes) {
    const node = document.createElement(tag);
    if (words !== undefined) node.textContent = words;
    for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
    return node;
  }
  function draw(tag, attributes, words) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (words !== undefined) node.textContent = words;
    return node;
  }

  function show(section) {
    for (const id of ["results", "detail", "crew"]) $(id).hidden = id !== section;
    $("tab-crew").setAttribute("aria-pressed", String(section === "crew"));
    $("tab-find").setAttribute("aria-pressed", String(section !== "crew"));
  }

  function search(query, open) {
    const { found, more } = find(query);
    const list = $("results");
    list.replaceChildren();
    $("said").textContent = !query.trim() ? "" : !found.length ? "No match." :
      more ? "Over " + MOST + " matches: add U or port." : found.length + (found.length === 1 ? " cable" : " cables");
    if (open && found.length && (found.length === 1 || lines[found[0]].split("\t").includes(query.trim().toLowerCase()))) {
      openLink(found[0]);
      return;
    }
    for (const i of found) {
      const item = make("li"), button = make("button", undefined, { type: "button" });
      button.append(make("b", labelOf(i, "a")), make("br"), make("small", cableId(i) + "  " + legName(i) + "  " + endWords(i, "a") + " to " + endWords(i, "b")));
      button.addEventListener("click", () => openLink(i));
      item.append(button);
      list.append(item);
    }
    show("results");
  }

  function openLink(i, keep) {
    const box = $("detail"), kind = plan.kinds[links.kind[i]];
    box.replaceChildren(make("h2", cableId(i) + "  " + legName(i)));
    box.append(make("p", kind.name + ", " + kind.media + ", " + links.length[i] + " m"));
    const ends = make("div", undefined, { class: "ends" });
    for (const side of ["a", "b"]) {
      const end = make("div", undefined, { class: "end" }), d = device(i, side);
      end.append(make("small", side.toUpperCase() + " end"), make("br"), make("b", d.rack + "  U" + d.u + "  " + d.id + "  " + portWords(i, side)),
        make("br"), make("span", "label " + labelOf(i, side)), make("br"), make("small", plan.models[d.model].name + ", ports at the " + d.face));
      ends.append(end);
    }
    box.append(ends, make("h3", "Steps"));
    const steps = plan.steps_of_pull[links.pull[i]] || [];
    const row = make("div", undefined, { class: "row" });
    for (const number of steps) {
      const step = plan.steps[number];
      const button = make("button", step.act + ": crew " + step.crew + " step " + step.number + ", " + step.start, { type: "button" });
      button.addEventListener("click", () => openCrew(step.crew, number));
      row.append(button);
    }
    box.append(row);
    const next = links.pull.indexOf(links.pull[i], i + 1);
    if (next >= 0) {
      const button = make("button", "Next of this pull: " + legName(next) + "  " + labelOf(next, "a"), { type: "button", id: "next" });
      button.addEventListener("click", () => openLink(next));
      box.append(button);
    }
    const route = plan.routes[links.route[i]];
    box.append(make("h3", route ? "Route: " + route.words : "Inside the rack"), floor(i, route));
    for (const side of ["a", "b"]) {
      box.append(make("h3", "Faceplate of " + device(i, side).id + ", by number"), faceplate(i, side));
    }
    $("said").textContent = "";
    show("detail");
    for (const face of box.querySelectorAll(".face")) {
      const lit = face.querySelector(".lit");
      if (lit) face.scrollLeft = Number(lit.getAttribute("x")) / 1000 * face.scrollWidth - face.clientWidth / 2;
    }
    if (!keep) history.pushState(null, "", "#" + encodeURIComponent(cableId(i)));
    window.scrollTo(0, 0);
  }

  function floor(i, route) {
    const box = make("div", undefined, { class: "floor", id: "floor" });
    const svg = new DOMParser().parseFromString(plan.floor, "image/svg+xml").documentElement;
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    for (const side of ["a", "b"]) {
      const rack = svg.getElementById("rack-" + device(i, side).rack);
      if (rack) { rack.setAttribute("fill", "#ffd23f"); }
    }
    if (route) {
      for (const [colour, width] of [["#000000", 150], ["#ff3b00", 90]]) {
        svg.append(draw("polyline", { points: route.points, fill: "none", stroke: colour, "stroke-width": width, "stroke-linejoin": "round", class: "lit" }));
      }
    }
    const shown = document.importNode(svg, true);
    /* What is between both racks first; a touch shows the whole floor. */
    const whole = svg.getAttribute("viewBox"), near = route ? around(route.points) : whole;
    shown.setAttribute("viewBox", near);
    box.append(shown);
    box.addEventListener("click", () => shown.setAttribute("viewBox", shown.getAttribute("viewBox") === near ? whole : near));
    return box;
  }

  function around(points) {
    const xs = [], ys = [], room = 3500; // millimetres to every side
    for (const point of points.split(" ")) { const [x, y] = point.split(",").map(Number); xs.push(x); ys.push(y); }
    const left = Math.min(...xs) - room, top = Math.min(...ys) - room;
    return [left, top, Math.max(...xs) + room - left, Math.max(...ys) + room - top].join(" ");
  }

  function faceplate(i, side) {
    const model = plan.models[device(i, side).model], place = port(i, side);
    const group = model.groups.find((one) => one.name === place.group);
    const box = make("div", undefined, { class: "face" });
    if (!group) return box;
    const wide = Math.max(8, ...group.cages.map((cage) => cage.column + 1)), tall = 22 + 26 * Math.max(...group.cages.map((cage) => cage.connectors.length));
    const rows = 1 + Math.max(...group.cages.map((cage) => cage.row)), floors = 1 + Math.max(...group.cages.map((cage) => cage.line));
    const size = 1000 / wide;
    const svg = draw("svg", { viewBox: "0 0 1000 " + floors * (rows * tall + 8), role: "img" });
    for (const cage of group.cages) {
      const x = cage.column * size, y = cage.line * (rows * tall + 8) + cage.row * tall;
      svg.append(draw("rect", { x, y, width: size, height: tall, fill: "#fff", stroke: "#000" }), draw("text", { x: x + size / 2, y: y + 17, "text-anchor": "middle", "font-size": 16, "font-weight": "bold" }, cage.number));
      cage.connectors.forEach((one, number) => {
        const lit = cage.number === place.cage && (one.mpo === place.mpo || place.mpo === 0);
        const lies = plan.standing.find((plug) => plug.device === links[side][i] && plug.group === group.name && plug.cage === cage.number && (plug.mpo === one.mpo || plug.mpo === 0));
        const words = lies ? lies.cable : one.printed;
        const top = y + 22 + 26 * number;
        svg.append(draw("rect", { x: x + 2, y: top, width: size - 4, height: 24, fill: lit ? "#ff3b00" : lies ? "#fff" : "#e4e7ea", stroke: lies ? "#000" : "none", "stroke-width": 2, class: lit ? "lit" : lies ? "lies" : "" }),
          draw("text", { x: x + 5, y: top + 16, "font-size": Math.min(13, 1.7 * (size - 8) / Math.max(words.length, 1)), fill: lit ? "#fff" : "#000" }, words));
      });
    }
    box.append(svg);
    return box;
  }

  /* Ticks stay on this device; the paper is what counts. */
  const KEY = "fabric-planner " + plan.plan;
  let ticks = new Set();
  try { ticks = new Set(JSON.parse(localStorage.getItem(KEY) || "[]")); } catch (error) { /* Some browsers keep nothing for files. */ }
  function tickOf(number) { const step = plan.steps[number]; return step.crew + "." + step.number; }
  function keepTicks() { try { localStorage.setItem(KEY, JSON.stringify([...ticks])); } catch (error) { /* as above */ } }

  function openCrew(crew, at) {
    const box = $("crew"), crews = [...new Set(plan.steps.map((step) => step.crew))];
    const chosen = crew || Number(box.dataset.crew) || crews[0];
    box.dataset.crew = chosen;
    const mine = plan.steps.map((step, number) => number).filter((number) => plan.steps[number].crew === chosen);
    const undone = mine.findIndex((number) => !ticks.has(tickOf(number)));
    const from = Math.max(0, at === undefined ? (undone < 0 ? mine.length - 1 : undone) - 2 : mine.indexOf(at) - 2);
    const select = make("select", undefined, { "aria-label": "Crew" });
    for (const one of crews) {
      const option = make("option", "Crew " + one, { value: one });
      option.selected = one === chosen;
      select.append(option);
    }
    select.addEventListener("change", () => openCrew(Number(select.value)));
    box.replaceChildren(select);
    for (const number of mine.slice(from, from + 40)) {
      const step = plan.steps[number];
      const label = make("label", undefined, { class: "step" + (ticks.has(tickOf(number)) ? " done" : "") }), tick = make("input", undefined, { type: "checkbox" });
      tick.checked = ticks.has(tickOf(number));
      tick.addEventListener("change", () => {
        if (tick.checked) ticks.add(tickOf(number)); else ticks.delete(tickOf(number));
        label.classList.toggle("done", tick.checked);
        keepTicks();
      });
      const words = make("span", "");
      words.append(make("b", step.number + ". " + step.act + "  " + step.at), make("br"), step.what, make("br"), make("small", step.start + (step.waits_for ? "; wait for: " + step.waits_for : "") + (step.beside ? "; same rack: " + step.beside : "")));
      label.append(tick, words);
      box.append(label);
    }
    $("said").textContent = mine.length + " steps, " + mine.filter((number) => ticks.has(tickOf(number))).length + " ticked on this device";
    show("crew");
  }

  async function scan() {
    const video = $("video"), detector = new BarcodeDetector({ formats: ["qr_code"] });
    try { video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }); }
    catch (error) { $("said").textContent = "The camera cannot be used: " + error.message; return; }
    video.hidden = false;
    await video.play();
    const stop = () => { video.srcObject.getTracks().forEach((track) => track.stop()); video.hidden = true; };
    for (let end = Date.now() + 30000; Date.now() < end;) {
      const [code] = await detector.detect(video);
      if (code) { stop(); $("query").value = code.rawValue; search(code.rawValue, true); return; }
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    stop();
    $("said").textContent = "No code found.";
  }

  let waiting = 0;
  $("query").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => search($("query").value, false), 60); });
  $("form").addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); search($("query").value, true); $("query").select(); });
  $("tab-find").addEventListener("click", () => { show("results"); $("query").focus(); });
  $("tab-crew").addEventListener("click", () => openCrew());
  if (window.isSecureContext && "BarcodeDetector" in window && navigator.mediaDevices) {
    $("camera").hidden = false;
    $("camera").addEventListener("click", scan);
  }
  function follow() {
    let wanted = location.hash.slice(1);
    try { wanted = decodeURIComponent(wanted); } catch (error) { /* taken as it is */ }
    if (!wanted) { show("results"); return; }
    const { found } = find(wanted);
    const exact = found.find((i) => cableId(i).toLowerCase() === wanted.trim().toLowerCase());
    if (exact !== undefined) { openLink(exact, true); return; }
    search(wanted, false);
  }
  window.addEventListener("popstate", follow);
  window.PAGE = { find, lines };
  $("origin").textContent = plan.origin;
  document.title = plan.site + ": cables";
  follow();
  $("query").focus();
})();

/* Pieces of the page: elements, the floor with a route, faceplates. Text of the plan reaches the page as text only. */
function make(tag, words, attributes) {
  const node = document.createElement(tag);
  if (words !== undefined) node.textContent = words;
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  return node;
}
function button(words, act, attributes) {
  const node = make("button", words, { type: "button", ...attributes });
  node.addEventListener("click", act);
  return node;
}
function row(...nodes) { const box = make("div", undefined, { class: "row" }); box.append(...nodes); return box; }
function draw(tag, attributes, words) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (words !== undefined) node.textContent = words;
  return node;
}

/** The floor with some racks lit, and a route where there is one. What is near comes first; a touch shows the whole floor. */
function floor(racks, here, route) {
  const box = make("div", undefined, { class: "floor", id: "floor" });
  const svg = new DOMParser().parseFromString(plan.floor, "image/svg+xml").documentElement;
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  for (const id of racks) {
    const rack = svg.getElementById("rack-" + id);
    if (rack) rack.setAttribute("class", id === here ? "lit here" : "lit");
  }
  if (route) {
    svg.append(draw("polyline", { points: route.points, class: "under" }), draw("polyline", { points: route.points, class: "lit" }));
  }
  const shown = document.importNode(svg, true);
  const whole = svg.getAttribute("viewBox"), near = route ? around(route.points) : rackView(svg, racks) || whole;
  shown.setAttribute("viewBox", near);
  box.append(shown);
  box.addEventListener("click", () => shown.setAttribute("viewBox", shown.getAttribute("viewBox") === near ? whole : near));
  return box;
}
function rackView(svg, racks) {
  const points = [...racks].map((id) => svg.getElementById("rack-" + id)).filter(Boolean).map((rack) => rack.getAttribute("points"));
  return points.length ? around(points.join(" ")) : "";
}
function around(points) {
  const xs = [], ys = [], room = 3500; // millimetres to every side
  for (const point of points.split(" ")) { const [x, y] = point.split(",").map(Number); xs.push(x); ys.push(y); }
  const left = Math.min(...xs) - room, top = Math.min(...ys) - room;
  return [left, top, Math.max(...xs) + room - left, Math.max(...ys) + room - top].join(" ");
}

/** The cages of one group of a device as door sheets draw them, connectors two in a row; `place` is lit. */
function faceplate(number, groupName, place) {
  const group = plan.models[plan.devices[number].model].groups.find((one) => one.name === groupName);
  const box = make("div", undefined, { class: "face" });
  if (!group) return box;
  const wide = Math.max(8, ...group.cages.map((cage) => cage.column + 1)), tall = 26 + 26 * Math.ceil(Math.max(...group.cages.map((cage) => cage.connectors.length)) / 2);
  const rows = 1 + Math.max(...group.cages.map((cage) => cage.row)), floors = 1 + Math.max(...group.cages.map((cage) => cage.line));
  const size = 1000 / wide;
  const svg = draw("svg", { viewBox: "0 0 1000 " + floors * (rows * tall + 8), role: "img" });
  for (const cage of group.cages) {
    const x = cage.column * size, y = cage.line * (rows * tall + 8) + cage.row * tall;
    svg.append(draw("rect", { x, y, width: size, height: tall, class: "cage" }), draw("text", { x: x + size / 2, y: y + 18, "text-anchor": "middle", "font-size": 18, "font-weight": "bold" }, cage.number));
    cage.connectors.forEach((one, line) => {
      const lit = place && cage.number === place.cage && (one.mpo === place.mpo || place.mpo === 0);
      const lies = plan.standing.find((plug) => plug.device === number && plug.group === group.name && plug.cage === cage.number && (plug.mpo === one.mpo || plug.mpo === 0));
      const words = lies ? lies.cable : one.printed, across = Math.min(2, cage.connectors.length), part = (size - 4) / across;
      const left = x + 2 + (line % across) * part, top = y + 24 + 26 * Math.floor(line / across);
      svg.append(draw("rect", { x: left, y: top, width: part, height: 24, class: lit ? "lit" : lies ? "lies" : "port" }),
        draw("text", { x: left + 2, y: top + 17, "font-size": Math.min(15, 1.5 * (part - 4) / Math.max(words.length, 1)), class: lit ? "on" : "" }, words));
    });
  }
  /* Names of connectors side by side stay readable: the box scrolls. */
  svg.style.minWidth = Math.max(640, wide * (group.cages.some((cage) => cage.connectors.length > 1) ? 64 : 40)) + "px";
  box.append(svg);
  if (group.places) box.append(make("small", group.places));
  return box;
}
function scrollFaces(box) {
  for (const face of box.querySelectorAll(".face")) {
    const lit = face.querySelector("rect.lit");
    if (lit) face.scrollLeft = Number(lit.getAttribute("x")) / 1000 * face.scrollWidth - face.clientWidth / 2;
  }
}

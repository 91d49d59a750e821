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

const READ_PX = 10; // least height of the names of racks and trays on a map
const NAME_MM = 140; // their height on the floor, the lower of both
const SCREEN_PX = 360; // width of a map on a small phone

/** The floor with some racks lit, and a route where there is one. What is near comes first, and scrolls where its names
    would be too small; a touch shows the whole floor. */
function floor(racks, here, route) {
  const box = make("div", undefined, { class: "floor", id: "floor" });
  const svg = new DOMParser().parseFromString(plan.floor, "image/svg+xml").documentElement;
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  for (const id of racks) {
    const rack = svg.getElementById("rack-" + id);
    if (rack) rack.setAttribute("class", id === here ? "lit here" : "lit");
  }
  const names = [...svg.querySelectorAll("text")];
  if (route) {
    /* Below the names, which stay readable on their ground. */
    const before = names.find((one) => one.hasAttribute("paint-order")) || null;
    for (const name of ["under", "lit"]) svg.insertBefore(draw("polyline", { points: route.points, class: name }), before);
  }
  const shown = document.importNode(svg, true), texts = [...shown.querySelectorAll("text")];
  const whole = svg.getAttribute("viewBox"), wanted = new Set(route ? route.trays.concat(...racks) : racks);
  const near = withNames(route ? around(route.points) : rackView(svg, racks) || whole, texts, wanted);
  const view = (chosen) => {
    const [left, top, wide, tall] = chosen.split(" ").map(Number), isNear = chosen === near;
    shown.setAttribute("viewBox", chosen);
    const least = Math.ceil(wide * READ_PX / NAME_MM), scrolls = isNear && least > SCREEN_PX;
    shown.style.width = scrolls ? least + "px" : "";
    box.classList.toggle("scrolls", scrolls);
    /* A name that the edge of the picture cuts says something else. */
    for (const one of texts) {
      const [x, y, right, low] = frameOf(one);
      one.style.visibility = isNear && (x < left || y < top || right > left + wide || low > top + tall) ? "hidden" : "";
    }
    return scrolls ? [left, top, least / wide] : null;
  };
  box.append(shown);
  const scale = view(near);
  box.addEventListener("click", () => view(shown.getAttribute("viewBox") === near ? whole : near));
  if (!scale) return box;
  const out = make("div"), [left, top, px] = scale;
  const goToRack = (id) => {
    const rack = shown.getElementById("rack-" + id);
    if (!rack) return;
    view(near);
    const points = rack.getAttribute("points").split(" ").map((point) => point.split(",").map(Number));
    const middle = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
    box.scrollTo((middle[0] - left) * px - box.clientWidth / 2, (middle[1] - top) * px - box.clientHeight / 2);
  };
  out.append(row(...[...racks].map((id) => button("Show " + id, () => goToRack(id), { class: "show" }))), box);
  requestAnimationFrame(() => goToRack(here || [...racks][0]));
  return out;
}
/** The place of a text on the floor: left, top, right, bottom. */
function frameOf(one) {
  const [x, y, size] = ["x", "y", "font-size"].map((name) => Number(one.getAttribute(name)));
  const wide = widthOf(one.textContent, one.getAttribute("font-weight") === "bold") * size;
  const back = { middle: wide / 2, end: wide }[one.getAttribute("text-anchor")] || 0;
  return one.hasAttribute("transform") ? [x - 0.9 * size, y + back - wide, x + 0.2 * size, y + back] : [x - back, y - 0.9 * size, x - back + wide, y + 0.2 * size];
}
/** A view, larger where it cuts one of the names that matter. */
function withNames(view, texts, wanted) {
  const [left, top, wide, tall] = view.split(" ").map(Number), found = [left, top, left + wide, top + tall];
  for (const one of texts) {
    const frame = frameOf(one), [x, y, right, low] = frame;
    if (!wanted.has(one.textContent) || x > left + wide || right < left || y > top + tall || low < top) continue;
    frame.forEach((edge, side) => { found[side] = (side < 2 ? Math.min : Math.max)(found[side], edge + (side < 2 ? -60 : 60)); });
  }
  return [found[0], found[1], found[2] - found[0], found[3] - found[1]].join(" ");
}
/** The width of a text in ems, in the font of the map or in another one. */
const pen = document.createElement("canvas").getContext("2d");
const MAP_FONT = "Helvetica, Arial, sans-serif", FACE_FONT = "system-ui, sans-serif";
function widthOf(words, bold, font) {
  pen.font = (bold ? "bold " : "") + "100px " + (font || MAP_FONT);
  return pen.measureText(words).width / 100;
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
  if (plan.models[plan.devices[number].model].groups.length > 1) box.append(make("b", "Group " + groupName));
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
        draw("text", { x: left + 2, y: top + 17, "font-size": Math.min(15, (part - 4) / Math.max(widthOf(words, lit, FACE_FONT), 0.1)), class: lit ? "on" : "" }, words));
    });
  }
  /* Names of connectors side by side stay readable: the box scrolls. */
  svg.style.minWidth = Math.max(640, wide * (group.cages.some((cage) => cage.connectors.length > 1) ? 64 : 40)) + "px";
  box.append(svg);
  return box;
}
/** What is to be known of some faceplates, given by device and group, each note once. */
function faceNotes(faces) {
  const groups = faces.map(([number, name]) => plan.models[plan.devices[number].model].groups.find((one) => one.name === name));
  return [...new Set(groups.map((group) => group && group.places).filter(Boolean))].map((note) => make("p", note, { class: "soft face-note" }));
}
function scrollFaces(box) {
  for (const face of box.querySelectorAll(".face")) {
    const lit = face.querySelector("rect.lit");
    if (lit) face.scrollLeft = Number(lit.getAttribute("x")) / 1000 * face.scrollWidth - face.clientWidth / 2;
  }
}

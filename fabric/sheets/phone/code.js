/* QR codes of short texts (ISO/IEC 18004): bytes, low correction, versions 1 to 20, always the same mask. */
const CHECKS = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28]; // check bytes of a block, by version
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];
const MASK = 1; // every second row is turned
const LONGEST = 850; // bytes of a text in the largest code

const powers = new Uint8Array(255), logs = new Uint8Array(256);
for (let i = 0, x = 1; i < 255; i++) { powers[i] = x; logs[x] = i; x = x < 128 ? x << 1 : (x << 1) ^ 0x11d; }
function times(a, b) { return a && b ? powers[(logs[a] + logs[b]) % 255] : 0; }

/** Bytes that fit a version, check bytes included: all modules but those of the patterns. */
function roomOf(version) {
  const marks = version < 2 ? 0 : Math.floor(version / 7) + 2;
  let modules = (16 * version + 128) * version + 64;
  if (marks) modules -= (25 * marks - 10) * marks - 55;
  if (version >= 7) modules -= 36;
  return modules >> 3;
}

/** The check bytes of one block. */
function checkBytes(block, degree) {
  let divisor = [1];
  for (let i = 0; i < degree; i++) {
    const next = new Array(divisor.length + 1).fill(0);
    divisor.forEach((one, at) => { next[at] ^= one; next[at + 1] ^= times(one, powers[i]); });
    divisor = next;
  }
  const left = [...block, ...new Array(degree).fill(0)];
  for (let i = 0; i < block.length; i++) {
    const factor = left[i];
    if (factor) divisor.forEach((one, at) => { left[i + at] ^= times(one, factor); });
  }
  return left.slice(block.length);
}

/** The bytes of a code in their order on it; null where the text is too long. */
function codeBytes(bytes) {
  let version = 1;
  const data = (v) => roomOf(v) - CHECKS[v - 1] * BLOCKS[v - 1];
  const head = (v) => (v < 10 ? 12 : 20); // bits of mode and length
  while (version <= 20 && data(version) * 8 < bytes.length * 8 + head(version)) version++;
  if (version > 20) return null;
  const bits = [];
  const put = (value, width) => { for (let i = width - 1; i >= 0; i--) bits.push((value >> i) & 1); };
  put(4, 4);
  put(bytes.length, head(version) - 4);
  bytes.forEach((one) => put(one, 8));
  put(0, Math.min(4, data(version) * 8 - bits.length));
  while (bits.length % 8) bits.push(0);
  const words = [];
  for (let i = 0; i < bits.length; i += 8) words.push(parseInt(bits.slice(i, i + 8).join(""), 2));
  for (let pad = 0xec; words.length < data(version); pad ^= 0xec ^ 0x11) words.push(pad);
  const many = BLOCKS[version - 1], short = Math.floor(words.length / many), long = words.length % many;
  const blocks = [], checks = [];
  for (let i = 0, at = 0; i < many; i++) {
    const size = short + (i >= many - long ? 1 : 0);
    blocks.push(words.slice(at, at + size));
    checks.push(checkBytes(blocks[i], CHECKS[version - 1]));
    at += size;
  }
  const mixed = [];
  for (let i = 0; i <= short; i++) for (const block of blocks) if (i < block.length) mixed.push(block[i]);
  for (let i = 0; i < CHECKS[version - 1]; i++) for (const check of checks) mixed.push(check[i]);
  return { version, bytes: mixed };
}

/** The modules of a code, row by row, true is dark; null where the text is too long. */
function qrCode(words) {
  const made = codeBytes([...new TextEncoder().encode(words)]);
  if (!made) return null;
  const { version, bytes } = made, size = 17 + 4 * version;
  const dark = Array.from({ length: size }, () => new Array(size).fill(undefined));
  const set = (x, y, value) => { if (x >= 0 && y >= 0 && x < size && y < size) dark[y][x] = Boolean(value); };
  for (let i = 0; i < size; i++) { set(6, i, i % 2 === 0); set(i, 6, i % 2 === 0); }
  for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
    for (let y = -4; y <= 4; y++) for (let x = -4; x <= 4; x++) { const far = Math.max(Math.abs(x), Math.abs(y)); set(cx + x, cy + y, far !== 2 && far !== 4); }
  }
  const many = version < 2 ? 0 : Math.floor(version / 7) + 2, marks = many ? [6] : [];
  const apart = many ? Math.ceil((version * 4 + 4) / (many * 2 - 2)) * 2 : 0;
  for (let at = size - 7; marks.length < many; at -= apart) marks.splice(1, 0, at);
  marks.forEach((cy, row) => marks.forEach((cx, column) => {
    if ((!row && !column) || (!row && column === many - 1) || (row === many - 1 && !column)) return;
    for (let y = -2; y <= 2; y++) for (let x = -2; x <= 2; x++) set(cx + x, cy + y, Math.max(Math.abs(x), Math.abs(y)) !== 1);
  }));
  drawFormat(set, size, version);
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) for (const x of [right, right - 1]) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
      if (dark[y][x] !== undefined) continue;
      const value = bit < bytes.length * 8 ? (bytes[bit >> 3] >> (7 - (bit & 7))) & 1 : 0;
      dark[y][x] = Boolean(value ^ (y % 2 === 0 ? 1 : 0));
      bit++;
    }
  }
  return dark;
}

/** The modules that say correction, mask and version. */
function drawFormat(set, size, version) {
  const kind = (1 << 3) | MASK; // low correction
  let rest = kind;
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  const bits = ((kind << 10) | rest) ^ 0x5412, at = (i) => (bits >> i) & 1;
  for (let i = 0; i <= 5; i++) set(8, i, at(i));
  set(8, 7, at(6)); set(8, 8, at(7)); set(7, 8, at(8));
  for (let i = 9; i < 15; i++) set(14 - i, 8, at(i));
  for (let i = 0; i < 8; i++) set(size - 1 - i, 8, at(i));
  for (let i = 8; i < 15; i++) set(8, size - 15 + i, at(i));
  set(8, size - 8, 1);
  if (version < 7) return;
  let more = version;
  for (let i = 0; i < 12; i++) more = (more << 1) ^ ((more >> 11) * 0x1f25);
  const word = (version << 12) | more;
  for (let i = 0; i < 18; i++) {
    const far = size - 11 + (i % 3), near = Math.floor(i / 3);
    set(far, near, (word >> i) & 1);
    set(near, far, (word >> i) & 1);
  }
}

/** A code as a picture, dark on white with its white border in light and dark alike. */
function codePicture(words) {
  const dark = qrCode(words);
  if (!dark) return null;
  const size = dark.length + 8, parts = [];
  dark.forEach((line, y) => line.forEach((one, x) => { if (one) parts.push("M" + (x + 4) + " " + (y + 4) + "h1v1h-1z"); }));
  const svg = draw("svg", { viewBox: "0 0 " + size + " " + size, class: "code", role: "img", "shape-rendering": "crispEdges" });
  svg.append(draw("rect", { width: size, height: size, fill: "#fff" }), draw("path", { d: parts.join(""), fill: "#000" }));
  return svg;
}

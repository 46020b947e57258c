// The picture as SVG, drawn again from places and filters, so that it is sharp in print; and as PNG made from that.
const SVG = "http://www.w3.org/2000/svg";
const shape = (tag, attributes, text) => {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
};
const around = (corners, turn) => Array.from({ length: corners }, (_, i) => turn + (2 * Math.PI * i) / corners).map((a) => [Math.cos(a), Math.sin(a)]);
const UP = -Math.PI / 2;
const star = around(10, UP).map(([x, y], i) => (i % 2 ? [x * 0.5, y * 0.5] : [x, y]));
const outlines = {
  square: around(4, UP / 2).map(([x, y]) => [x * 1.3, y * 1.3]), diamond: around(4, UP), triangle: around(3, UP), triangleDown: around(3, -UP), hexagon: around(6, 0), star,
};
function symbol(kind, x, y, size, border_) {
  const { shape: form, color } = data.looks[kind];
  const look = { fill: color, stroke: border_ ?? border(kind), "stroke-width": 1.5 };
  if (form === "dot") return shape("circle", { cx: x, cy: y, r: size, ...look });
  return shape("polygon", { points: outlines[form].map(([a, b]) => `${(x + a * size).toFixed(1)},${(y + b * size).toFixed(1)}`).join(" "), ...look });
}

function svgOf() {
  const where = network.getPositions(ranked.map((node) => node.id)), most = busiest(), top = heaviest();
  const across = (axis) => Object.values(where).map((at) => at[axis]);
  const [left, right, upper, lower] = [Math.min(...across("x")), Math.max(...across("x")), Math.min(...across("y")), Math.max(...across("y"))];
  const letter = Math.max(LETTER, (right - left) / 110), room = letter * ROOM, frame = 60;
  const box = [left - (ranked.some((n) => n.side === "left") ? room : room / 2) - frame, upper - 3.5 * 40 - frame, right - left + 1.7 * room + 2 * frame, lower - upper + 3.5 * 40 + 3 * frame];
  const svg = shape("svg", { xmlns: SVG, viewBox: box.map(Math.round).join(" "), "font-family": FONT.replaceAll('"', "'"), fill: "#1b2733" });
  svg.append(shape("title", {}, heading()), shape("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: "#fff" }));
  svg.append(shape("text", { x: box[0] + frame, y: box[1] + frame, "font-size": letter * 1.6, "font-weight": 700 }, heading()));
  links.forEach((edge, i) => {
    if (!lively[i]) return;
    const [a, b] = ends(i).map((id) => where[id]);
    const line = { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: stroke(edge), "stroke-width": widthOf(edge, lively[i], top).toFixed(1), "stroke-opacity": 0.4 };
    svg.append(shape("line", { ...line, ...(dashes(edge) ? { "stroke-dasharray": dashes(edge).join(" ") } : {}) }));
  });
  for (const node of ranked) svg.append(symbol(node.kind, where[node.id].x, where[node.id].y, sizeOf(node, most)));
  for (const one of labels(ranked, (id) => where[id], letter, 1, most)) {
    const text = { x: one.left.toFixed(1), y: (one.middle + letter * 0.36).toFixed(1), "font-size": letter.toFixed(1) };
    svg.append(shape("text", { ...text, stroke: "#fff", "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" }, one.text));
  }
  for (const one of data.captions) svg.append(shape("text", { x: one.x - 8, y: one.y - letter * 2, "font-size": letter * 1.2, "font-weight": 700, fill: "#0b5cad" }, label(one)));
  let x = box[0] + frame;
  for (const kind of present(Object.keys(data.looks), tally(ranked.map((node) => node.kind)))) {
    svg.append(symbol(kind, x, lower + frame * 1.3, letter * 0.6), shape("text", { x: x + letter, y: lower + frame * 1.3 + letter * 0.36, "font-size": letter }, say("kind", kind)));
    x += letter * (wide(say("kind", kind)) + 3);
  }
  return svg;
}

const WIDE = 3508; // pixels of A4 across at 300 dpi
function savePng() {
  const svg = svgOf(), [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number), image = new Image();
  svg.setAttribute("width", WIDE);
  svg.setAttribute("height", Math.round((WIDE * height) / width));
  image.addEventListener("load", () => {
    const canvas = make("canvas", undefined, { width: WIDE, height: Math.round((WIDE * height) / width) });
    canvas.getContext("2d").drawImage(image, 0, 0);
    canvas.toBlob((blob) => save(`policykg-${data.view}.png`, "image/png", [blob]));
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
}
const saveSvg = () => save(`policykg-${data.view}.svg`, "image/svg+xml", [new XMLSerializer().serializeToString(svgOf())]);
window.addEventListener("beforeprint", () => el("print").replaceChildren(...(ranked.length ? [svgOf()] : [])));

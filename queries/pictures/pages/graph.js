// The picture: places are fixed, so nothing moves until it is dragged. An edge stands for tasks, or for a relation.
const drawn = read("nodes"), links = read("edges");
const byId = new Map(drawn.map((node) => [node.id, node]));
Object.assign(state, { query: "", document: "", region: "", theme: "", from: null, to: null, kinds: new Set(), roles: new Set(), levels: new Set(), least: 1 });

const dash = { lead: false, joint: false, support: [8, 6], oversee: [2, 5] };
const strokes = { lead: "#9a3412", joint: "#0b5cad", support: "#6b7785", oversee: "#6b7785", relation: "#1b2733", tasks: "#7b8ea3" };
const rolesOf = (task, bearer) => data.tasks[task].bearers.filter((b) => b.bearer === bearer).map((b) => b.role);
const edgeRole = (edge) => {
  const ends = [edge.from, edge.to];
  if (edge.relation || !ends.some((id) => byId.get(id).kind === "task")) return null;
  const bearer = ends.find((id) => data.names[id]);
  return bearer ? rolesOf(edge.tasks[0], bearer)[0] : null;
};
const stroke = (edge) => strokes[edgeRole(edge) ?? (edge.relation ? "relation" : "tasks")];
const dashes = (edge) => (edge.relation ? [4, 4] : dash[edgeRole(edge)] ?? false);
const border = (kind) => data.looks[kind].outline;
const columns = data.captions.length > 0;
const small = new Set(["task", "section", "document", "policy", "function"]);

const title = (node) => node.text ?? (node.kind === "task" ? `${word("number")} ${node.zh}` : label(node));
// vis shows a title that is a string as text, not as markup
const hint = (node) => {
  if (node.kind !== "task") return label(node);
  const task = data.tasks[node.id];
  return `${titled(task)} · ${word("number")} ${task.key}\n${cut(task.text, 60)}`;
};
const painted = (kind) => {
  const background = data.looks[kind].color;
  return { background, border: border(kind), highlight: { background, border: "#f0a202" }, hover: { background, border: "#f0a202" } };
};
const nodes = new vis.DataSet(drawn.map((node) => ({
  id: node.id, x: node.x, y: node.y, shape: node.shape, zh: node.zh, color: painted(node.kind),
})));
const edges = new vis.DataSet(links.map((edge, i) => ({ id: i, from: edge.from, to: edge.to, dashes: dashes(edge) })));
const network = new vis.Network(el("picture"), { nodes, edges }, data.options);

// What is visible follows from the filters: an edge lives while a task or the relation that it stands for does.
const matches = (text) => folded(text).includes(state.query);
const named = (node) => node.kind !== "task" && (matches(node.zh) || matches(node.en));
const told = (task) => matches(task.text) || matches(task.section) || matches(task.key) || matches(titled(task));
const bound = (task, node) => !data.names[node.id] || rolesOf(task, node.id).some((role) => state.roles.has(role));
const wanted = (node) => state.kinds.has(node.kind) && (!node.level || state.levels.has(node.level));
const there = (node, task) => inRegion(node.region ?? task?.region, state.region);
const dueThen = (task) => (state.from === null && state.to === null) || yearsOf(task).some((year) => year >= (state.from ?? 0) && year <= (state.to ?? 9999));
function live(edge) {
  const ends = [byId.get(edge.from), byId.get(edge.to)];
  if (!ends.every(wanted)) return null;
  const sought = ends.some(named);
  if (edge.relation) return sought && state.from === null && state.to === null && !state.theme && ends.every((end) => there(end)) && (!state.document || ends.some((end) => end.id === state.document)) ? [] : null;
  const kept = edge.tasks.filter((id) => {
    const task = data.tasks[id];
    return (!state.document || task.document === state.document) && ends.every((end) => bound(id, end) && there(end, task)) && (!state.theme || task.theme === state.theme) && dueThen(task) && (sought || told(task));
  });
  return kept.length >= state.least ? kept : null;
}

let lively = [], weights = new Map(), ranked = [];
function apply() {
  lively = links.map(live);
  const reached = new Map();
  lively.forEach((tasks, i) => {
    for (const end of tasks ? [links[i].from, links[i].to] : []) {
      if (!reached.has(end)) reached.set(end, new Set());
      tasks.forEach((task) => reached.get(end).add(task));
    }
  });
  weights = new Map([...reached].map(([id, tasks]) => [id, tasks.size]));
  if (state.chosen !== null && !weights.has(state.chosen)) state.chosen = null;
  show();
  fill();
}

const ends = (i) => [links[i].from, links[i].to];
const widthOf = (edge, tasks, heaviest) => {
  const role = edgeRole(edge);
  return role ? (role === "lead" ? 3 : 2) : edge.relation ? 2 : 1 + 13 * (tasks.length / Math.max(heaviest, 8));
};
const heaviest = () => lively.reduce((most, tasks) => Math.max(most, tasks?.length ?? 0), 1);
const sizeOf = (node, most) => (small.has(node.kind) ? 9 : 10 + (columns ? 6 : 20) * Math.sqrt((weights.get(node.id) ?? 0) / most));
const busiest = () => [...weights.values()].reduce((most, count) => Math.max(most, count), 1);

function draw() {
  const near = new Set([state.chosen]);
  lively.forEach((tasks, i) => { if (tasks && ends(i).includes(state.chosen)) ends(i).forEach((end) => near.add(end)); });
  const most = busiest(), top = heaviest();
  nodes.update(drawn.map((node) => ({
    id: node.id, hidden: !weights.has(node.id), title: hint(node), size: sizeOf(node, most),
    opacity: state.chosen === null || near.has(node.id) ? 1 : 0.15,
  })));
  edges.update(links.map((edge, i) => {
    const bright = state.chosen === null || ends(i).includes(state.chosen);
    return {
      id: i, hidden: !lively[i], width: lively[i] ? widthOf(edge, lively[i], top) : 1,
      color: { color: stroke(edge), highlight: stroke(edge), hover: stroke(edge), opacity: bright ? (columns && state.chosen === null ? 0.35 : 0.55) : 0.06 },
    };
  }));
  const rank = (node) => (near.has(node.id) ? 1e6 : 0) + (node.id === state.chosen ? 1e9 : 0) + weights.get(node.id);
  ranked = drawn.filter((node) => weights.has(node.id)).sort((a, b) => rank(b) - rank(a));
  near.delete(null);
  faint = near.size ? near : null;
}

// Labels: where two would overlap, the node with more tasks keeps its own. `at` gives a node's place, `size` the letters'.
const ROOM = 18; // characters; in columns, as many as fit before the next
const GAP = columns ? Math.min(...data.captions.slice(1).map((caption, i) => caption.x - data.captions[i].x)) : Infinity;
let faint = null;
const wide = (text) => [...text].reduce((sum, c) => sum + (c > "\u2e80" ? 1 : 0.58), 0);
function labels(shown, at, letter, scale, most, edge = Infinity) {
  const rows = new Map(), high = letter * 1.25, found = [], end = data.captions.at(-1)?.x;
  const room = columns && Number.isFinite(GAP) ? Math.max(6, Math.min(30, Math.floor((GAP * scale - 2 * letter) / letter))) : ROOM;
  for (const node of shown) {
    const { x, y } = at(node.id);
    const radius = sizeOf(node, most) * scale, side = node.side ?? (columns ? "right" : "below");
    const aside = (side === "left" && edge < Infinity ? x : edge - x) - radius - 4; // up to the edge of the screen
    const text = cut(title(node), node.x === end || side === "left" ? Math.max(6, Math.min(ROOM, Math.floor(aside / letter))) : room);
    const length = wide(text) * letter;
    const left = side === "right" ? x + radius + 4 : side === "left" ? x - radius - 4 - length : x - length / 2;
    const middle = side === "below" ? y + radius + high / 2 + 1 : y;
    const rank = Math.floor((middle - high / 2) / high), next = Math.floor((middle + high / 2) / high);
    const boxes = [rank, next].flatMap((row) => rows.get(row) ?? []);
    if (boxes.some((box) => Math.abs(box.middle - middle) < high && left < box.left + box.length && box.left < left + length)) continue;
    const box = { id: node.id, text, left, middle, length };
    for (const row of new Set([rank, next])) rows.set(row, [...(rows.get(row) ?? []), box]);
    found.push(box);
  }
  return found;
}
const LETTER = 13;
const FONT = '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';
function lettered() {
  const scale = network.getScale(), canvas = network.canvas.frame.canvas, ratio = network.canvas.pixelRatio ?? 1;
  const here = new Map(), size = [canvas.width / ratio, canvas.height / ratio], where = network.getPositions();
  const onScreen = ranked.filter((node) => {
    if (!where[node.id]) return false; // hidden a moment ago
    const at = network.canvasToDOM(where[node.id]);
    here.set(node.id, at);
    return at.x > -200 && at.y > -30 && at.x < size[0] + 200 && at.y < size[1] + 30;
  });
  return labels(onScreen, (id) => here.get(id), LETTER, scale, busiest(), size[0]);
}
network.on("afterDrawing", (ctx) => {
  const scale = network.getScale();
  const write = (text, left, middle, size, weight) => {
    const at = network.DOMtoCanvas({ x: left, y: middle });
    Object.assign(ctx, { font: `${weight} ${size / scale}px ${FONT}`, textAlign: "left", textBaseline: "middle", lineJoin: "round", lineWidth: 3.5 / scale, strokeStyle: "#ffffffe0" });
    ctx.strokeText(text, at.x, at.y);
    ctx.fillText(text, at.x, at.y);
  };
  ctx.fillStyle = "#1b2733";
  for (const box of lettered()) {
    ctx.globalAlpha = faint && !faint.has(box.id) ? 0.25 : 1;
    write(box.text, box.left, box.middle, LETTER, box.id === state.chosen ? "700" : "400");
  }
  ctx.globalAlpha = 1;
  ctx.fillStyle = "#0b5cad";
  for (const caption of data.captions) {
    const at = network.canvasToDOM(caption);
    write(cut(label(caption), Math.max(4, Math.floor((GAP * scale) / 15) - 1)), at.x - 8, Math.max(at.y - 30, 14), 15, "700");
  }
});

// The whole picture, with room for the labels at its sides.
function fit() {
  const shown = ranked.length ? ranked : drawn, where = Object.values(network.getPositions(shown.map((node) => node.id)));
  const [left, right] = [Math.min(...where.map((at) => at.x)), Math.max(...where.map((at) => at.x))];
  const [upper, lower] = [Math.min(...where.map((at) => at.y)), Math.max(...where.map((at) => at.y))];
  const { clientWidth: across, clientHeight: down } = el("picture");
  const room = columns ? Math.min(250, across * 0.22) : 70;
  const before = columns && !shown.some((node) => node.side === "left") ? 30 : room, after = room;
  const scale = Math.min(2, Math.max(60, across - before - after) / Math.max(1, right - left), (down - 100) / Math.max(1, lower - upper));
  network.moveTo({ position: { x: (left + right + (after - before) / scale) / 2, y: (upper + lower - 30 / scale) / 2 }, scale });
}

const MOST_LISTED = 300;
function fill() {
  const shown = [...weights.keys()].map((id) => byId.get(id));
  shown.sort((a, b) => weights.get(b.id) - weights.get(a.id) || (title(a) < title(b) ? -1 : 1));
  el("count").textContent = `${word("shown")} ${shown.length} ${word("of")} ${drawn.length} ${word("nodes")}`;
  el("list").replaceChildren(...shown.slice(0, MOST_LISTED).map((node) => {
    const row = button(undefined, () => { network.focus(node.id, { scale: Math.max(network.getScale(), 0.6), animation: false }); choose(node.id); });
    row.append(make("span", cut(title(node), 40)), make("span", node.kind === "task" ? "" : weights.get(node.id)));
    row.dataset.id = node.id;
    const item = make("li");
    item.append(row);
    return item;
  }));
  if (shown.length > MOST_LISTED) el("list").append(make("li", `${word("more")} ${shown.length - MOST_LISTED}`, { class: "where" }));
  mark();
}
function mark() {
  for (const row of el("list").querySelectorAll("button")) {
    if (row.dataset.id === state.chosen) row.setAttribute("aria-current", "true"); else row.removeAttribute("aria-current");
  }
}

// The panel.
function choose(id) {
  state.chosen = id;
  show();
  mark();
}

function show() {
  const node = byId.get(state.chosen);
  if (node) network.selectNodes([node.id]); else network.unselectAll();
  tell(node ? about(node) : []);
  draw();
}

// The panel takes room only while it says something.
function tell(parts) {
  el("panel").replaceChildren(...parts);
  el("panel").scrollTop = 0;
  el("panel").hidden = !parts.length;
  el("hint").hidden = parts.length > 0;
}

function jumps(heading, others) {
  const list = make("ul", undefined, { class: "links" });
  for (const [other, text] of others) {
    const item = make("li");
    item.append(button(text, () => choose(other.id)));
    list.append(item);
  }
  return [make("h4", heading), list];
}

function about(node) {
  const close = button(word("close"), () => choose(null));
  close.className = "close";
  const made = [close, make("p", title(node), { class: "name" })];
  if (node.kind === "task") return [...made, card(node.id)];
  const tasks = new Set(), partners = [], relations = [];
  lively.forEach((shared, i) => {
    if (!shared || !ends(i).includes(node.id)) return;
    shared.forEach((task) => tasks.add(task));
    const other = byId.get(links[i].from === node.id ? links[i].to : links[i].from);
    if (links[i].relation) relations.push([other, `${say("relation", links[i].relation)} ${cut(label(other), 40)}`]);
    else if (other.kind !== "task") partners.push([other, shared.length]);
  });
  partners.sort((a, b) => b[1] - a[1]);
  const facts = [say("kind", node.kind), node.level && say("level", node.level), node.number, node.issued, `${word("shared")} ${tasks.size}`];
  made.push(make("p", facts.filter(Boolean).join(" · "), { class: "facts" }));
  if (relations.length) made.push(...jumps(word("relations"), relations));
  if (partners.length) made.push(...jumps(word(data.view === "colead" ? "partners" : "joined"), partners.map(([other, count]) => [other, `${cut(title(other), 40)} ${count}`])));
  return [...made, ...Object.keys(data.tasks).filter((task) => tasks.has(task)).map(card)];
}

network.on("click", (event) => {
  if (event.nodes.length) { choose(event.nodes[0]); return; }
  choose(null);
  if (!event.edges.length) return;
  const edge = links[event.edges[0]];
  const relation = edge.relation ? [make("p", `${label(byId.get(edge.from))} — ${say("relation", edge.relation)} — ${label(byId.get(edge.to))}`)] : [];
  tell([...relation, ...lively[event.edges[0]].map(card)]);
});

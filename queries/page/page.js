"use strict";
// All text of the documents reaches the page through textContent: it is data and never markup.
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const data = read("data"), drawn = read("nodes"), links = read("edges");
  const el = (id) => document.getElementById(id);
  const byId = new Map(drawn.map((node) => [node.id, node]));
  const state = { language: "zh", query: "", document: "", kinds: new Set(), roles: new Set(), least: 1, chosen: null };

  const say = (section, code) => (data.words[section]?.[code] ?? { zh: code, en: code })[state.language];
  const word = (code) => say("page", code);
  const label = (node) => (state.language === "en" && node.en) || node.zh;
  const make = (tag, text, attributes = {}) => {
    const made = document.createElement(tag);
    if (text !== undefined && text !== null) made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const button = (text, act) => {
    const made = make("button", text, { type: "button" });
    made.addEventListener("click", act);
    return made;
  };

  // The picture: positions are fixed, so nothing moves until it is dragged.
  const dash = { lead: false, joint: false, support: [8, 6], oversee: [2, 5] };
  const strokes = { lead: "#9a3412", joint: "#0b5cad", support: "#6b7785", oversee: "#6b7785" };
  const rolesOf = (task, bearer) => data.tasks[task].bearers.filter((b) => b.bearer === bearer).map((b) => b.role);
  const edgeRole = (edge) => {
    if (data.view !== "tasks") return null;
    return rolesOf(edge.tasks[0], byId.get(edge.from).kind === "task" ? edge.to : edge.from)[0];
  };
  // vis shows a title that is a string as text, not as markup
  const hint = (node) => {
    if (node.kind !== "task") return label(node);
    const task = data.tasks[node.id];
    return `${task.title} · ${word("number")} ${task.key}\n${task.text.slice(0, 60)}${task.text.length > 60 ? "…" : ""}`;
  };
  const nodes = new vis.DataSet(drawn.map((node) => ({ ...node, label: node.zh })));
  const edges = new vis.DataSet(links.map((edge, i) => ({ ...edge, id: i, dashes: dash[edgeRole(edge)] ?? false })));
  const network = new vis.Network(el("picture"), { nodes, edges }, data.options);

  // What is visible follows from the filters: an edge lives while a task that it stands for does.
  const folded = (text) => (text ?? "").normalize("NFKC").toLowerCase();
  const matches = (text) => folded(text).includes(state.query);
  const named = (node) => node.kind !== "task" && (matches(node.zh) || matches(node.en));
  const told = (task) => matches(task.text) || matches(task.section) || matches(task.key) || matches(task.title);
  const bound = (task, node) => node.kind === "task" || rolesOf(task, node.id).some((role) => state.roles.has(role));
  const live = (edge) => {
    const ends = [byId.get(edge.from), byId.get(edge.to)];
    if (!ends.every((end) => state.kinds.has(end.kind))) return [];
    const wanted = ends.some(named);
    const kept = edge.tasks.filter((id) => {
      const task = data.tasks[id];
      return (!state.document || task.document === state.document) && ends.every((end) => bound(id, end)) && (wanted || told(task));
    });
    return kept.length >= state.least ? kept : [];
  };

  let lively = new Map(), weights = new Map();
  function apply() {
    lively = new Map(links.map((edge, i) => [i, live(edge)]));
    const reached = new Map();
    for (const [i, tasks] of lively) {
      for (const end of tasks.length ? [links[i].from, links[i].to] : []) {
        if (!reached.has(end)) reached.set(end, new Set());
        tasks.forEach((task) => reached.get(end).add(task));
      }
    }
    weights = new Map([...reached].map(([id, tasks]) => [id, tasks.size]));
    if (state.chosen !== null && !weights.has(state.chosen)) choose(null);
    draw();
    fill();
  }

  function draw() {
    const near = new Set([state.chosen]);
    for (const [i, tasks] of lively) {
      if (tasks.length && [links[i].from, links[i].to].includes(state.chosen)) near.add(links[i].from).add(links[i].to);
    }
    const most = Math.max(1, ...weights.values()), heaviest = Math.max(1, ...[...lively.values()].map((t) => t.length));
    nodes.update(drawn.map((node) => {
      const share = Math.sqrt((weights.get(node.id) ?? 0) / most);
      const task = node.kind === "task";
      return {
        id: node.id, hidden: !weights.has(node.id), title: hint(node), size: task ? 9 : 10 + 20 * share,
        opacity: state.chosen === null || near.has(node.id) ? 1 : 0.15,
      };
    }));
    edges.update(links.map((edge, i) => {
      const count = lively.get(i).length;
      const bright = state.chosen === null || edge.from === state.chosen || edge.to === state.chosen;
      const role = edgeRole(edge);
      return {
        id: i, hidden: count === 0, width: role ? (role === "lead" ? 3 : 2) : 1 + 13 * (count / heaviest),
        color: { color: strokes[role] ?? "#7b8ea3", opacity: bright ? 0.55 : 0.06 },
      };
    }));
    letter(near);
  }

  // Labels keep one size on the screen whatever the zoom; where two would overlap, the node with more tasks keeps its own.
  const LETTER = 13;
  function letter(first) {
    const scale = network.getScale(), taken = [];
    const rank = (node) => (first.has(node.id) ? 1e6 : 0) + (node.id === state.chosen ? 1e9 : 0) + weights.get(node.id);
    const shown = drawn.filter((node) => weights.has(node.id)).sort((a, b) => rank(b) - rank(a));
    const where = network.getPositions(shown.map((node) => node.id));
    nodes.update(shown.map((node) => {
      const text = label(node), at = network.canvasToDOM(where[node.id]);
      const half = (LETTER * [...text].reduce((sum, c) => sum + (c > "\u2e80" ? 1 : 0.6), 0)) / 2;
      const top = at.y + nodes.get(node.id).size * scale;
      const box = [at.x - half, top, at.x + half, top + LETTER * 1.6];
      const free = taken.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
      if (free) taken.push(box);
      return { id: node.id, label: free ? text : "", font: { size: LETTER / scale, vadjust: -LETTER / scale / 4 } };
    }));
  }
  let waiting = null;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(draw, 60); };
  for (const event of ["zoom", "dragEnd", "resize"]) network.on(event, soon);

  function fill() {
    const shown = [...weights.keys()].map((id) => byId.get(id));
    shown.sort((a, b) => weights.get(b.id) - weights.get(a.id) || (label(a) < label(b) ? -1 : 1));
    el("count").textContent = `${word("shown")} ${shown.length} ${word("of")} ${drawn.length} ${word("nodes")}`;
    el("list").replaceChildren(...shown.map((node) => {
      const row = button(undefined, () => { network.focus(node.id, { scale: Math.max(network.getScale(), 0.6), animation: false }); choose(node.id); });
      const name = node.kind === "task" ? `${word("number")} ${node.zh}` : label(node);
      row.append(make("span", name), make("span", node.kind === "task" ? "" : weights.get(node.id)));
      if (node.id === state.chosen) row.setAttribute("aria-current", "true");
      const item = make("li");
      item.append(row);
      return item;
    }));
  }

  // The panel.
  function place(part) {
    const at = [part.source];
    for (const name of ["page", "table", "row"]) if (part[name] !== null) at.push(`${word(name)} ${part[name]}`);
    return [...at, `${word("characters")} ${part.start}–${part.end}`].join(" · ");
  }

  function bearers(task) {
    const list = make("ol", undefined, { class: "bearers" });
    for (const bearer of task.bearers) {
      const row = make("li", undefined, bearer.bearer === state.chosen ? { class: "self" } : {});
      row.append(make("span", label(data.names[bearer.bearer])), make("span", say("role", bearer.role), { class: `role ${bearer.role}` }));
      if (bearer.scope) row.append(make("span", `${word("scope")} ${bearer.scope}`, { class: "where" }));
      list.append(row);
    }
    return list;
  }

  function bullets(texts) {
    const list = make("ul", undefined, { class: "plain" });
    list.append(...texts.map((text) => make("li", text)));
    return list;
  }

  function card(id) {
    const task = data.tasks[id], made = make("article");
    made.append(make("h3", `${task.title} · ${word("number")} ${task.key}`));
    if (task.section) made.append(make("p", task.section, { class: "where" }));
    made.append(make("p", task.text), make("h4", word("bearers")), bearers(task));
    const due = task.deadlines.map((d) => `${d.surface}（${say("type", d.type)}${d.date ? " " + d.date : ""}）`);
    const figure = (t) => (t.value === null ? `${t.least}–${t.most}` : t.value);
    const aims = task.targets.map((t) => `${t.indicator} ${t.comparator === "range" ? "" : t.comparator} ${figure(t)} ${t.unit ?? ""}`);
    if (due.length) made.append(make("h4", word("deadlines")), bullets(due));
    if (aims.length) made.append(make("h4", word("targets")), bullets(aims));
    made.append(make("h4", word("words")));
    for (const part of task.evidence) {
      const quote = make("blockquote", part.quote);
      quote.append(make("cite", place(part)));
      made.append(quote);
    }
    made.append(make("p", `${word("id")}: ${id}`, { class: "where" }));
    return made;
  }

  function choose(id) {
    state.chosen = id;
    if (id === null) network.unselectAll(); else network.selectNodes([id]);
    show();
  }

  function show() {
    const panel = el("panel"), node = byId.get(state.chosen);
    panel.scrollTop = 0;
    panel.replaceChildren(...(node ? about(node) : [make("p", word("hint"), { class: "hint" })]));
    draw();
    for (const row of el("list").querySelectorAll("button")) row.removeAttribute("aria-current");
  }

  function about(node) {
    const close = button(word("close"), () => choose(null));
    close.className = "close";
    if (node.kind === "task") return [close, make("p", `${word("number")} ${node.zh}`, { class: "name" }), card(node.id)];
    const tasks = new Set(), partners = new Map();
    for (const [i, shared] of lively) {
      if (!shared.length || ![links[i].from, links[i].to].includes(node.id)) continue;
      shared.forEach((task) => tasks.add(task));
      const other = byId.get(links[i].from === node.id ? links[i].to : links[i].from);
      if (other.kind !== "task") partners.set(other, shared.length);
    }
    const made = [close, make("p", label(node), { class: "name" }), make("p", `${say("kind", node.kind)} · ${word("shared")} ${tasks.size}`, { class: "facts" })];
    if (partners.size) {
      const list = make("ul", undefined, { class: "links" });
      for (const [other, count] of [...partners].sort((a, b) => b[1] - a[1])) {
        const item = make("li");
        item.append(button(`${label(other)} ${count}`, () => choose(other.id)));
        list.append(item);
      }
      made.push(make("h4", word("partners")), list);
    }
    return [...made, ...Object.keys(data.tasks).filter((task) => tasks.has(task)).map(card)];
  }

  network.on("click", (event) => {
    if (event.nodes.length) { choose(event.nodes[0]); return; }
    choose(null);
    if (event.edges.length) el("panel").replaceChildren(...lively.get(event.edges[0]).map(card));
  });

  // The filters, which are the legend as well.
  const SVG = "http://www.w3.org/2000/svg";
  function swatch(tag, attributes) {
    const svg = document.createElementNS(SVG, "svg"), shape = document.createElementNS(SVG, tag);
    svg.setAttribute("viewBox", "0 0 26 16");
    svg.setAttribute("aria-hidden", "true");
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    svg.append(shape);
    return svg;
  }
  const corners = {
    square: "7,2 19,2 19,14 7,14", triangle: "13,1 21,15 5,15", diamond: "13,0 21,8 13,16 5,8",
    triangleDown: "5,1 21,1 13,15", hexagon: "9,1 17,1 21,8 17,15 9,15 5,8",
  };
  const kindSwatch = (kind) => {
    const { shape, color } = data.looks[kind];
    return shape === "dot" ? swatch("circle", { cx: 13, cy: 8, r: 7, fill: color }) : swatch("polygon", { points: corners[shape], fill: color });
  };
  const roleSwatch = (role) => swatch("line", {
    x1: 0, y1: 8, x2: 26, y2: 8, "stroke-width": role === "lead" ? 4 : 2.5, stroke: strokes[role], "stroke-dasharray": (dash[role] || []).join(" ") || "none",
  });

  function boxes(id, section, codes, chosen, picture, counts) {
    el(id).replaceChildren(...codes.map((code) => {
      const row = make("label"), box = make("input", undefined, { type: "checkbox", value: code });
      box.checked = chosen.has(code);
      box.addEventListener("change", () => { if (box.checked) chosen.add(code); else chosen.delete(code); apply(); });
      row.append(box, picture(code), make("span", say(section, code)), make("span", counts.get(code)));
      return row;
    }));
  }

  const tally = (items) => items.reduce((counts, item) => counts.set(item, (counts.get(item) ?? 0) + 1), new Map());
  const kindCounts = tally(drawn.map((node) => node.kind));
  const roleCounts = tally(Object.values(data.tasks).flatMap((task) => task.bearers.filter((b) => byId.has(b.bearer)).map((b) => b.role)));
  const present = (order, counts) => order.filter((code) => counts.has(code));
  const kinds = present(Object.keys(data.looks), kindCounts), roles = present(Object.keys(dash), roleCounts);

  function speak() {
    document.documentElement.lang = state.language;
    for (const part of document.querySelectorAll("[data-word]")) part.textContent = word(part.dataset.word);
    el("title").textContent = word(data.view);
    el("language").textContent = state.language === "zh" ? "English" : "中文";
    boxes("kinds", "kind", kinds, state.kinds, kindSwatch, kindCounts);
    boxes("roles", "role", roles, state.roles, data.view === "tasks" ? roleSwatch : () => "", roleCounts);
    const titles = new Map(Object.values(data.tasks).map((task) => [task.document, task.title]));
    const choices = [["", word("all")], ...[...titles].map(([id, title]) => [id, `${title}（${id.replace("document/", "")}）`])];
    el("document").replaceChildren(...choices.map(([value, text]) => make("option", text, { value })));
    el("document").value = state.document;
    el("omitted").hidden = !data.omitted;
    el("omitted").textContent = `${word("omitted")} ${data.omitted}`;
    apply();
    show();
  }

  function reset() {
    Object.assign(state, { query: "", document: "", kinds: new Set(kinds), roles: new Set(roles), least: 1, chosen: null });
    el("search").value = "";
    el("least").value = "1";
    el("least-value").textContent = "1";
    network.unselectAll();
    network.fit({ animation: false });
    speak();
  }

  // What is on screen, as a table for a spreadsheet: no text may act as a formula there.
  function save() {
    const cell = (value) => `"${String(value ?? "").replace(/^(?=[=+\-@\t\r])/, "'").replaceAll('"', '""')}"`;
    const shown = new Set([...lively.values()].flat());
    const rows = Object.entries(data.tasks).filter(([id]) => shown.has(id)).map(([id, task]) => [
      task.title, task.key, task.section, task.text,
      task.bearers.map((b) => `${label(data.names[b.bearer])}（${say("role", b.role)}）`).join("、"),
      task.deadlines.map((d) => d.surface).join("；"), task.targets.map((t) => t.surface).join("；"), id,
    ]);
    const head = ["document", "number", "section", "tasks", "bearers", "deadlines", "targets", "id"].map(word);
    const text = [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
    const link = make("a", undefined, { href: URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" })), download: `policykg-${data.view}.csv` });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  el("search").addEventListener("input", (event) => { state.query = folded(event.target.value.trim()); apply(); });
  el("document").addEventListener("change", (event) => { state.document = event.target.value; apply(); });
  el("least").addEventListener("input", (event) => { state.least = Number(event.target.value); el("least-value").textContent = event.target.value; apply(); });
  el("fit").addEventListener("click", () => { network.fit({ animation: false }); draw(); });
  el("save").addEventListener("click", save);
  el("reset").addEventListener("click", reset);
  el("language").addEventListener("click", () => { state.language = state.language === "zh" ? "en" : "zh"; speak(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && event.target.tagName !== "INPUT") { event.preventDefault(); el("search").focus(); }
    if (event.key === "Escape") choose(null);
  });
  el("least").max = String(Math.max(1, ...links.map((edge) => edge.tasks.length)));
  el("weights").hidden = data.view === "tasks";
  reset();
  window.policykg = { network, nodes, edges };
})();

// The shelf on the left, a document or an answer in the middle, and on the right what was chosen.
const TABS = ["documents", "bearers", "due", "questions"];
Object.assign(state, { tab: "documents", query: "", document: Object.keys(data.documents)[0], answer: null, task: null, day: null });
const bearerOf = new Map(Object.values(data.tasks).flatMap((task) => task.bearers.map((b) => [b.id, b.bearer])));
const tasksOf = new Map(), owed = new Map(), dues = [];
for (const [id, task] of Object.entries(data.tasks)) {
  tasksOf.set(task.document, [...(tasksOf.get(task.document) ?? []), id]);
  for (const bearer of new Set(task.bearers.map((b) => b.bearer))) owed.set(bearer, [...(owed.get(bearer) ?? []), id]);
  for (const one of task.deadlines) if (one.latest && !["ongoing", "from"].includes(one.type)) dues.push({ ...one, task: id });
}
dues.sort((a, b) => (a.latest < b.latest ? -1 : a.latest > b.latest ? 1 : 0));

// The source's text, with tasks shaded and the words of facts underlined where they stand. Offsets count characters.
const KIND = { assignment: "bearer", deadline: "deadline", target: "target" };
function marked(letters, offset, ids) {
  const inside = (start, end) => start < offset + letters.length && end > offset;
  const tasks = [], facts = [];
  for (const id of ids) {
    for (const part of data.tasks[id].evidence) if (inside(part.start, part.end)) tasks.push({ start: part.start, end: part.end, id });
    for (const fact of data.spans[id] ?? []) if (inside(fact.start, fact.end)) facts.push({ ...fact, task: id });
  }
  const cuts = [...new Set([offset, offset + letters.length, ...[...tasks, ...facts].flatMap((one) => [one.start, one.end])])];
  const bounds = cuts.filter((cut_) => cut_ >= offset && cut_ <= offset + letters.length).sort((a, b) => a - b);
  const covering = (all, start, end) => all.filter((one) => one.start <= start && one.end >= end).sort((a, b) => a.end - a.start - (b.end - b.start))[0];
  return bounds.slice(1).map((end, i) => {
    const start = bounds[i], text = letters.slice(start - offset, end - offset).join("");
    const task = covering(tasks, start, end), fact = covering(facts, start, end);
    if (!task && !fact) return document.createTextNode(text);
    const made = make("span", text, { class: "task", "data-task": (fact ?? task).task ?? task.id });
    if (fact) { made.classList.add(KIND[fact.what]); made.dataset.fact = fact.id; }
    if (made.dataset.task === state.task) made.classList.add("chosen");
    if (fact && state.chosen && bearerOf.get(fact.id) === state.chosen) made.classList.add("same");
    return made;
  });
}

function paper(id) {
  const about = data.documents[id], made = make("article", undefined, { class: "paper" }), ids = tasksOf.get(id) ?? [];
  const facts = [about.number, about.issued, about.level && say("level", about.level), `${word("shared")} ${ids.length}`];
  const legend = make("p", undefined, { class: "legend where" });
  for (const kind of ["bearer", "deadline", "target"]) legend.append(make("span", word(`${kind}s`), { class: kind }));
  made.append(make("h2", about.zh), make("p", facts.filter(Boolean).join(" · "), { class: "facts" }), legend);
  const source = make("div", undefined, { class: "source" });
  if (about.text !== null) source.append(...marked([...about.text], 0, ids));
  else {
    const seen = new Set();
    for (const task of ids) for (const part of data.tasks[task].evidence) {
      const where = `${part.start}-${part.end}`;
      if (seen.has(where)) continue;
      seen.add(where);
      const passage = make("p", undefined, { class: "passage" });
      passage.append(...marked([...(part.quote ?? data.tasks[task].text)], part.start, ids));
      source.append(passage);
    }
  }
  made.append(source);
  return made;
}

const owner = (id) => (id.startsWith("task/") ? id.split("/").slice(0, 3).join("/") : id);
const paperOf = (id) => (/^(task|document)\//.test(id) ? `document/${id.split("/")[1]}` : null);
function follow(id) {
  if (data.tasks[owner(id)]) openTask(owner(id));
  else if (data.names[id]) openBearer(id);
  else if (data.documents[paperOf(id)]) openDocument(paperOf(id));
  else if (data.home && paperOf(id)) location.assign(`explorer?about=${encodeURIComponent(paperOf(id).slice("document/".length))}#${id}`);
}

function answer(one) {
  const made = make("div"), table = make("table"), rows = one.rows[state.language] ?? one.rows.zh;
  const line = (cells, tag) => {
    const row = make("tr");
    cells.forEach((value, i) => {
      const cell = make(tag, tag === "td" && one.ids.includes(i) ? undefined : value);
      if (tag === "td" && one.ids.includes(i) && value) cell.append(button(value, () => follow(value)));
      row.append(cell);
    });
    return row;
  };
  table.append(line(one.heads[state.language], "th"), ...rows.map((cells) => line(cells, "td")));
  made.append(make("h2", one[state.language]));
  if (data.editor?.[one.name]) made.append(make("a", word("ineditor"), { href: data.editor[one.name] }));
  made.append(table);
  if (one.more) made.append(make("p", `${word("leftout")} ${one.more}`, { class: "where" }));
  return made;
}

// The panel: a task, all that a bearer owes, or all that falls due around a day.
function counterparts(id) {
  const others = data.tasks[id].counterparts ?? [];
  if (!others.length) return [];
  return [make("h4", word("counterparts")), bullets(others.map((other) => button(`${titled(data.tasks[other])} · ${word("number")} ${data.tasks[other].key}`, () => openTask(other))))];
}
function about() {
  if (state.day) {
    const year = state.day.latest.slice(0, 4), near = dues.filter((one) => one.latest.startsWith(year));
    const rows = near.map((one) => {
      const row = button(`${one.latest} ${one.action ?? one.surface} · ${cut(titled(data.tasks[one.task]), 16)} ${data.tasks[one.task].key}`, () => openTask(one.task));
      if (one.latest === state.day.latest) row.style.fontWeight = "700";
      return row;
    });
    return [make("p", `${word("due")}: ${state.day.latest}`, { class: "name" }), make("p", `${word("dueyear")} ${year}: ${near.length}`, { class: "facts" }), bullets(rows)];
  }
  if (state.chosen) {
    const bearer = data.names[state.chosen], ids = owed.get(state.chosen) ?? [];
    const facts = [say("kind", bearer.kind), bearer.level && say("level", bearer.level), `${word("shared")} ${ids.length}`];
    return [make("p", label(bearer), { class: "name" }), make("p", facts.filter(Boolean).join(" · "), { class: "facts" }), ...ids.map(card)];
  }
  if (state.task) return [card(state.task), ...counterparts(state.task)];
  return [make("p", word("explore"), { class: "hint" })];
}

const matches = (text) => folded(text).includes(state.query);
const anyTask = (ids) => ids.some((id) => matches(data.tasks[id].text) || matches(data.tasks[id].section));
const shelves = {
  documents: () => Object.entries(data.documents).filter(([id, one]) => matches(one.zh) || anyTask(tasksOf.get(id) ?? []))
    .map(([id, one]) => [id, one.zh, (tasksOf.get(id) ?? []).length, () => openDocument(id)]),
  bearers: () => [...owed].filter(([id]) => matches(data.names[id].zh) || matches(data.names[id].en)).sort((a, b) => b[1].length - a[1].length)
    .map(([id, ids]) => [id, label(data.names[id]), ids.length, () => openBearer(id)]),
  due: () => dues.filter((one) => matches(one.latest) || matches(one.action ?? one.surface) || matches(data.tasks[one.task].text))
    .map((one) => [one.id, one.action ?? one.surface, one.latest, () => openDay(one)]),
  questions: () => data.answers.filter((one) => matches(one.zh) || matches(one.en) || matches(one.name))
    .map((one) => [one.name, one[state.language], one.rows && one.rows.zh.length + one.more, () => openAnswer(one)]),
};

function show() {
  translate();
  el("title").textContent = document.title = say("view", "explorer");
  counted();
  el("tabs").replaceChildren(...TABS.map((code) => {
    const tab = button(word(code), () => { state.tab = code; state.query = el("search").value = ""; show(); });
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-selected", String(state.tab === code));
    return tab;
  }));
  fill();
  const page = state.answer ? answer(state.answer) : paper(state.document);
  el("text").replaceChildren(page);
  el("panel").replaceChildren(...about());
  el("panel").scrollTop = 0;
  el("text").querySelector(".chosen")?.scrollIntoView({ block: "center" });
}
function fill() {
  el("search").setAttribute("placeholder", word("search"));
  el("list").replaceChildren(...shelves[state.tab]().map(([id, text, count, act]) => {
    const row = button(undefined, act), item = make("li");
    row.append(make("span", text), make("span", count));
    if ([state.document, state.chosen, state.day?.id, state.answer?.name].includes(id)) row.setAttribute("aria-current", "true");
    item.append(row);
    return item;
  }));
}

// A page that is served asks for an answer when it is opened; a single file has them all.
const openAnswer = async (one) => {
  if (!one.rows) Object.assign(one, await (await fetch(`answer?about=${encodeURIComponent(one.name)}`)).json());
  Object.assign(state, { answer: one });
  show();
};
const openDocument = (id) => { Object.assign(state, { document: id, answer: null, task: null, chosen: null, day: null }); show(); };
const openTask = (id) => { Object.assign(state, { document: data.tasks[id].document, answer: null, task: id, chosen: null, day: null }); show(); };
const openBearer = (id) => { Object.assign(state, { chosen: id, task: null, day: null }); show(); };
const openDay = (one) => { Object.assign(state, { document: data.tasks[one.task].document, answer: null, task: one.task, chosen: null, day: one }); show(); };
leads.bearer = openBearer;
leads.deadline = openDay;

el("text").addEventListener("click", (event) => {
  const part = event.target.closest("[data-task]");
  if (!part) return;
  const task = data.tasks[part.dataset.task], fact = part.dataset.fact;
  const bearer = task.bearers.find((one) => one.id === fact), due = task.deadlines.find((one) => one.id === fact && one.latest);
  state.task = part.dataset.task;
  if (bearer) openBearer(bearer.bearer); else if (due) openDay({ ...due, task: state.task }); else openTask(state.task);
});
el("search").addEventListener("input", (event) => { state.query = folded(event.target.value.trim()); fill(); });
el("language").addEventListener("click", () => { state.language = state.language === "zh" ? "en" : "zh"; show(); });
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !["INPUT", "SELECT"].includes(event.target.tagName)) { event.preventDefault(); el("search").focus(); }
  if (event.key === "Escape") { Object.assign(state, { chosen: null, task: null, day: null }); show(); }
});
show();
const addressed = () => follow(decodeURIComponent(location.hash.slice(1)));
window.addEventListener("hashchange", addressed);
addressed();

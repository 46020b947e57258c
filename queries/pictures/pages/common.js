// What all pages share. All text of the documents reaches a page through textContent: it is data and never markup.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const data = read("data");
const el = (id) => document.getElementById(id);
const state = { language: "zh", chosen: null };

const say = (section, code) => (data.words[section]?.[code] ?? { zh: code, en: code })[state.language];
const word = (code) => say("page", code);
const label = (thing) => (state.language === "en" && thing.en) || thing.zh;
const titled = (task) => data.titles[task.document];
const cut = (text, most) => ([...text].length > most ? [...text].slice(0, most - 1).join("") + "…" : text);
const folded = (text) => (text ?? "").normalize("NFKC").toLowerCase();
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
const bullets = (items) => {
  const list = make("ul", undefined, { class: "plain" });
  for (const item of items) {
    const row = make("li");
    row.append(item);
    list.append(row);
  }
  return list;
};
const tally = (items) => items.reduce((counts, item) => counts.set(item, (counts.get(item) ?? 0) + 1), new Map());

// Each part with a data-word says it in the language chosen.
function translate() {
  document.documentElement.lang = state.language;
  for (const part of document.querySelectorAll("[data-word]")) part.textContent = word(part.dataset.word);
  el("language").textContent = state.language === "zh" ? "English" : "中文";
}

function save(name, type, parts) {
  const link = make("a", undefined, { href: URL.createObjectURL(new Blob(parts, { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// A table for a spreadsheet: no text may act as a formula there; -5 is none.
function saveTable(name, rows) {
  const cell = (value) => `"${String(value ?? "").replace(/^(?=[=+\-@\t\r\n＝＋－＠].)(?!-?[\d.]+$)/su, "'").replaceAll('"', '""')}"`;
  save(name, "text/csv", ["\ufeff", rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n"]);
}

// A task with all that was read of it. A page may make its bearers and deadlines lead on.
const leads = { bearer: null, deadline: null, correct: null };

function place(part) {
  const at = [part.source];
  for (const name of ["page", "table", "row"]) if (part[name] !== undefined) at.push(`${word(name)} ${part[name]}`);
  return [...at, `${word("characters")} ${part.start}–${part.end}`].join(" · ");
}

function bearers(task) {
  const list = make("ol", undefined, { class: "bearers" });
  for (const bearer of task.bearers) {
    const row = make("li", undefined, bearer.bearer === state.chosen ? { class: "self" } : {});
    const name = label(data.names[bearer.bearer]);
    row.append(leads.bearer ? button(name, () => leads.bearer(bearer.bearer)) : make("span", name));
    row.append(make("span", say("role", bearer.role), { class: `role ${bearer.role}` }));
    if (bearer.scope) row.append(make("span", `${word("scope")} ${bearer.scope}`, { class: "where" }));
    if (leads.correct) row.append(leads.correct("assignment", bearer));
    list.append(row);
  }
  return list;
}

const dated = (d) => `${d.surface}（${say("type", d.type)}${d.date ? " " + d.date : ""}）`;
const figure = (t) => (t.value === undefined ? `${t.least}–${t.most}` : t.value);
const aim = (t) => `${t.indicator} ${t.comparator === "range" ? "" : t.comparator} ${figure(t)} ${t.unit ?? ""}`;

function card(id) {
  const task = data.tasks[id], made = make("article");
  made.append(make("h3", `${titled(task)} · ${word("number")} ${task.key}`));
  if (task.section) made.append(make("p", task.section, { class: "where" }));
  made.append(make("p", task.text), make("h4", word("ordered")), bearers(task));
  const mendable = (kind, fact, text) => {
    const row = make("span");
    row.append(text);
    if (leads.correct) row.append(leads.correct(kind, fact));
    return row;
  };
  const due = task.deadlines.map((d) => mendable("deadline", d, leads.deadline && d.latest ? button(dated(d), () => leads.deadline({ ...d, task: id })) : dated(d)));
  if (due.length) made.append(make("h4", word("deadlines")), bullets(due));
  if (task.targets.length) made.append(make("h4", word("targets")), bullets(task.targets.map((t) => mendable("target", t, aim(t)))));
  made.append(make("h4", word("words")));
  for (const part of task.evidence) {
    const quote = make("blockquote", part.quote ?? task.text);
    quote.append(make("cite", place(part)));
    made.append(quote);
  }
  made.append(make("p", `${word("id")}: ${id}`, { class: "where" }));
  return made;
}

// A task's line of a table: what is filtered can be saved.
const HEAD = ["document", "number", "section", "tasks", "bearers", "deadlines", "targets", "id"];
const taskRow = (id) => {
  const task = data.tasks[id];
  return [
    titled(task), task.key, task.section, task.text,
    task.bearers.map((b) => `${label(data.names[b.bearer])}（${say("role", b.role)}）`).join("、"),
    task.deadlines.map((d) => d.surface).join("；"), task.targets.map((t) => t.surface).join("；"), id,
  ];
};
const saveTasks = (name, ids) => saveTable(name, [HEAD.map(word), ...ids.map(taskRow)]);

const yearsOf = (task) => task.deadlines.map((d) => d.latest ?? d.earliest).filter(Boolean).map((day) => Number(day.slice(0, 4)));
const inRegion = (id, region) => !region || !id || (data.regions[id] ?? "").startsWith(data.regions[region]);
const choices = (id, first, options, value) => {
  el(id).replaceChildren(...[["", first], ...options].map(([code, text]) => make("option", text, { value: code })));
  el(id).value = value;
};
function documentChoices(id, value) {
  const titles = new Map(Object.values(data.tasks).map((task) => [task.document, titled(task)]));
  choices(id, word("all"), [...titles].map(([code, title]) => [code, `${title}（${code.replace("document/", "")}）`]), value);
}

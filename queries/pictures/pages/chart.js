// The chart, its table below, and on the right the tasks behind the mark or row that was chosen.
let drawn = null;
const share = (value) => `${(100 * value).toFixed(1)}%`;

async function draw() {
  const options = { mode: "vega-lite", ast: true, actions: false, renderer: "svg", hover: false, loader: { load: () => Promise.reject(new Error("offline")) } };
  const made = await window.vegaEmbed(el("chart"), data.specs[state.language], options);
  drawn?.finalize();
  drawn = made;
  drawn.view.addEventListener("click", (event, item) => choose(item?.datum?.row ?? null));
  mark();
}

function fill() {
  const [heads, ...rows] = data.table[state.language];
  const line = (cells, tag) => {
    const row = make("tr");
    cells.forEach((value, n) => row.append(make(tag, tag === "td" && data.shares.includes(n) ? share(value) : value, tag === "th" ? { scope: "col" } : typeof value === "number" ? { class: "number" } : {})));
    return row;
  };
  const head = make("thead"), body = make("tbody"), top = line(heads, "th");
  top.append(make("th", word("words"), { scope: "col" }));
  head.append(top);
  rows.forEach((cells, n) => {
    const row = line(cells, "td"), last = make("td"), open = button(word("show"), () => choose(n));
    open.setAttribute("aria-label", `${word("words")}: ${cells.filter((value) => value !== null).join(" ")}`);
    last.append(open);
    row.append(last);
    body.append(row);
  });
  el("table").replaceChildren(make("caption", say("view", data.view), { class: "facts" }), head, body);
}

function mark() {
  drawn?.view.signal("chosen", state.chosen ?? -1).run();
  [...el("table").querySelectorAll("tbody tr")].forEach((row, n) => {
    if (n === state.chosen) row.setAttribute("aria-current", "true"); else row.removeAttribute("aria-current");
  });
}

function choose(row) {
  state.chosen = row;
  mark();
  const parts = [];
  if (row !== null) {
    const [heads, ...rows] = data.table[state.language], close = button(word("close"), () => choose(null));
    close.className = "close";
    const said = rows[row].map((value, n) => [heads[n], data.shares.includes(n) ? share(value) : value]).filter(([, value]) => value !== null);
    parts.push(close, make("p", said.map(([head, value]) => `${head} ${value}`).join(" · "), { class: "facts" }));
    parts.push(...data.ids[row].map((id) => (data.tasks[id] ? card(id) : make("p", `policykg why ${id}`, { class: "where" }))));
  }
  el("panel").replaceChildren(...parts);
  el("panel").scrollTop = 0;
  el("panel").hidden = !parts.length;
}

function speak() {
  translate();
  el("title").textContent = document.title = say("view", data.view);
  fill();
  choose(state.chosen);
  return draw();
}

const DPI = 300 / 72;
el("save").addEventListener("click", () => {
  const [heads, ...rows] = data.table[state.language];
  saveTable(`policykg-${data.view}.csv`, [[...heads, word("id")], ...rows.map((cells, n) => [...cells, data.ids[n].join(" ")])]);
});
el("svg").addEventListener("click", async () => save(`policykg-${data.view}.svg`, "image/svg+xml", [await drawn.view.toSVG()]));
el("png").addEventListener("click", async () => (await drawn.view.toCanvas(DPI)).toBlob((blob) => save(`policykg-${data.view}.png`, "image/png", [blob])));
el("print").addEventListener("click", () => window.print());
el("language").addEventListener("click", () => { state.language = state.language === "zh" ? "en" : "zh"; speak(); });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null); });
speak().then(() => document.documentElement.setAttribute("data-drawn", ""));

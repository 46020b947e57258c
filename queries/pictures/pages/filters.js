// The filters, which are the legend as well.
function swatch(tag, attributes) {
  const svg = shape("svg", { viewBox: "0 0 26 16", "aria-hidden": "true" });
  svg.append(tag === "symbol" ? symbol(attributes.kind, 13, 8, 6) : shape(tag, attributes));
  return svg;
}
const kindSwatch = (kind) => swatch("symbol", { kind });
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
  el(id).parentElement.hidden = codes.length < 2;
}

const kindCounts = tally(drawn.map((node) => node.kind));
const levelCounts = tally(drawn.filter((node) => node.level).map((node) => node.level));
const roleCounts = tally(Object.values(data.tasks).flatMap((task) => task.bearers.filter((b) => byId.has(b.bearer)).map((b) => b.role)));
const present = (order, counts) => order.filter((code) => counts.has(code));
const kinds = present(Object.keys(data.looks), kindCounts), roles = present(Object.keys(dash), roleCounts);
const levels = present(Object.keys(data.words.level), levelCounts);
const years = [...new Set(Object.values(data.tasks).flatMap(yearsOf))].sort();
const heading = () => say("view", data.view) + (data.subject ? (state.language === "zh" ? "：" : ": ") + label(data.subject) : "");
const roled = links.some(edgeRole);

function speak() {
  translate();
  el("title").textContent = document.title = heading();
  boxes("kinds", "kind", kinds, state.kinds, kindSwatch, kindCounts);
  boxes("roles", "role", roles, state.roles, roled ? roleSwatch : () => "", roleCounts);
  boxes("levels", "level", levels, state.levels, () => "", levelCounts);
  documentChoices("document", state.document);
  choices("region", word("allregions"), Object.entries(data.regions), state.region);
  choices("theme", word("allthemes"), Object.entries(data.themes).map(([code, name]) => [code, label(name)]), state.theme);
  el("notes").hidden = !data.notes.length;
  el("notes").replaceChildren(...data.notes.map((note) => make("li", label(note))));
  el("omitted").hidden = !data.omitted;
  el("omitted").textContent = `${word("omitted")} ${data.omitted}`;
  apply();
}

function reset() {
  Object.assign(state, { query: "", document: "", region: "", theme: "", from: null, to: null, kinds: new Set(kinds), roles: new Set(roles), levels: new Set(levels), least: 1, chosen: null });
  for (const id of ["search", "from", "to"]) el(id).value = "";
  el("least").value = "1";
  el("least-value").textContent = "1";
  speak();
  fit();
}

const filter = (id, event, act) => el(id).addEventListener(event, () => { act(el(id).value); apply(); });
filter("search", "input", (value) => { state.query = folded(value.trim()); });
filter("document", "change", (value) => { state.document = value; });
filter("theme", "change", (value) => { state.theme = value; });
filter("region", "change", (value) => { state.region = value; });
for (const end of ["from", "to"]) {
  filter(end, "input", (value) => { state[end] = /^\d{4}$/.test(value) ? Number(value) : null; });
  el(end).setAttribute("min", years[0] ?? 2000);
  el(end).setAttribute("max", years.at(-1) ?? 2100);
  el(end).setAttribute("placeholder", (end === "from" ? years[0] : years.at(-1)) ?? "");
}
filter("least", "input", (value) => { state.least = Number(value); el("least-value").textContent = value; });
for (const [id, act] of Object.entries({
  fit, svg: saveSvg, png: savePng, reset,
  save: () => { const shown = new Set(lively.flatMap((tasks) => tasks ?? [])); saveTasks(`policykg-${data.view}.csv`, Object.keys(data.tasks).filter((id) => shown.has(id))); },
  language: () => { state.language = state.language === "zh" ? "en" : "zh"; speak(); },
})) el(id).addEventListener("click", act);
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target.tagName !== "INPUT") { event.preventDefault(); el("search").focus(); }
  if (event.key === "Escape") choose(null);
});
el("least").max = String(links.reduce((most, edge) => Math.max(most, edge.tasks?.length ?? 0), 1));
el("weights").hidden = roled || el("least").max === "1";
el("periods").hidden = !years.length;
el("regions").hidden = Object.keys(data.regions).length < 2;
reset();
window.policykg = { network, nodes, edges, labels: () => lettered().map((box) => box.text), svg: () => new XMLSerializer().serializeToString(svgOf()) };

// The editor of the Oxigraph server (YASGUI), told to ask nobody but this server.
Yasgui.Yasqe.defaults.autocompleters = ["variables"];
const endpoint = `${data.home}query`;
const yasgui = new Yasgui(el("editor"), {
  requestConfig: { endpoint },
  copyEndpointOnNewTab: true,
  endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [], renderItem: (item, source) => { source.textContent = item.value.endpoint; } },
});

const SIMPLE = { selectedPlugin: "table", pluginsConfig: { table: { compact: true } } }; // 6, and not "6"^^<http://www.w3.org/…>
const opened = (one) => yasgui.addTab(true, { ...Yasgui.Tab.getDefaults(), name: one.name, yasqe: { value: one.query }, yasr: { settings: SIMPLE }, requestConfig: { ...Yasgui.defaults.requestConfig, endpoint } }).query();
const matches = (text) => folded(text).includes(state.query ?? "");
function show() {
  translate();
  el("title").textContent = document.title = say("view", "editor");
  el("list").replaceChildren(...data.questions.filter((one) => matches(one.zh) || matches(one.en) || matches(one.name)).map((one) => {
    const item = make("li");
    item.append(button(label(one), () => opened(one)));
    return item;
  }));
}
el("search").addEventListener("input", (event) => { state.query = folded(event.target.value.trim()); show(); });
el("language").addEventListener("click", () => { state.language = state.language === "zh" ? "en" : "zh"; show(); });

// An id of the graph in an answer leads to the explorer: its address elsewhere says nothing of it.
el("editor").addEventListener("click", (event) => {
  const address = event.target.closest("a[href]")?.getAttribute("href");
  if (!address?.startsWith(data.base)) return;
  event.preventDefault();
  event.stopPropagation();
  window.open(`explorer#${address.slice(data.base.length)}`, "_blank", "noopener");
}, true);
show();

// Corrections: gathered here, downloaded as the file that `policykg review apply` takes.
const corrections = [];
const ACTIONS = { assignment: ["bearer", "role", "different"], deadline: ["date"], target: ["value", "date"] };
const today = () => { const now = new Date(); return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-"); };
let who = "";

function field(name, control) {
  const row = make("label", word(name));
  row.append(control);
  return row;
}

function mending(kind, fact) {
  const form = make("form", undefined, { class: "correction" });
  const action = make("select"), why = make("input", undefined, { name: "why", required: "" });
  action.append(...ACTIONS[kind].map((code) => make("option", say("action", code), { value: code })));
  let value = null;
  const author = make("input", undefined, { name: "who", required: "", value: who });
  const shown = () => {
    value = make(action.value === "role" ? "select" : "input", undefined, { name: "value", required: "" });
    if (action.value === "role") value.append(...["lead", "joint", "support", "oversee"].map((code) => make("option", say("role", code), { value: code })));
    form.querySelector("[data-value]").replaceChildren(field("value", value));
  };
  const values = make("div", undefined, { "data-value": "" });
  form.append(field("action", action), values, field("why", why), field("who", author), make("button", word("note"), { type: "submit" }));
  action.addEventListener("change", shown);
  shown();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    who = author.value;
    corrections.push({ id: fact.id, action: action.value, value: value.value, was: fact.surface, who, when: today(), why: why.value });
    form.replaceWith(make("p", `✓ ${say("action", action.value)}: ${value.value}`, { class: "where" }));
    counted();
  });
  return form;
}

leads.correct = (kind, fact) => {
  const open = button(word("correct"), () => { open.after(mending(kind, fact)); open.disabled = true; });
  open.className = "mend";
  open.setAttribute("aria-label", `${word("correct")}: ${fact.surface}`);
  return open;
};

function counted() {
  el("download").hidden = !corrections.length;
  el("download").textContent = `${word("corrections")} ${corrections.length}`;
}
el("download").addEventListener("click", () => saveTable("corrections.csv", [data.columns, ...corrections.map((one) => data.columns.map((name) => one[name]))]));

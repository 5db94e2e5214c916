// Which columns a table shows: chosen by the person, kept in the address (`cols=nodes:kind.role,events:place`) and, for
// the next page, on this device. The first column always stands: it says what a row is about.
import { h } from "./dom.js";
import { store } from "./kept.js";
import { float } from "./menu.js";
import { word } from "./words.js";

const KEPT = "desk.cols";

const read = (written) => new Map(written.split(",").filter(Boolean).map((one) => [one.split(":")[0], (one.split(":")[1] ?? "").split(".").filter(Boolean)]));
const usual = (columns) => columns.slice(1).filter((column) => !column.extra).map((column) => column.name);

/** What was chosen: the address first, else this device. */
export const asked = (selection) => selection.cols || store("localStorage")?.getItem(KEPT) || "";

/** Those of `columns` that are shown. */
export function visible(columns, kind, written) {
  const names = read(written).get(kind) ?? usual(columns);
  return columns.filter((column, i) => i === 0 || names.includes(column.name));
}

/** `written` with one column of a kind put in or taken out; what is as usual is not written. */
export function turned(columns, kind, written, name, on) {
  const all = read(written);
  const shown = new Set(visible(columns, kind, written).slice(1).map((column) => column.name));
  if (on) shown.add(name);
  else shown.delete(name);
  const names = columns.map((column) => column.name).filter((one) => shown.has(one));
  if (names.join() === usual(columns).join()) all.delete(kind);
  else all.set(kind, names);
  return [...all].map(([one, list]) => `${one}:${list.join(".")}`).join(",");
}

export function keep(written) {
  if (written) store("localStorage")?.setItem(KEPT, written);
  else store("localStorage")?.removeItem(KEPT);
}

/** Boxes to tick, beside the button; `turn(name, on)` with each. */
export function openColumns(at, columns, shown, turn) {
  const box = (column) => {
    const field = h("input", { type: "checkbox", value: column.name, checked: shown.includes(column), onchange: () => turn(column.name, field.checked) });
    return h("label", { class: "choice" }, field, word(`column.${column.name}`));
  };
  const picker = h("div", { class: "menu picker", popover: "auto", role: "group", "aria-label": word("table.columns") }, h("p", { class: "menu-head", text: word("table.columns") }), ...columns.slice(1).map(box));
  return float(picker, at, "input");
}

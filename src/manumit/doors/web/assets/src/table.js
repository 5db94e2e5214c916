// <m-table>: everything graph, map and timeline show, as rows: sorted, filtered by typing, moved through by keys,
// copied as CSV. It is their equal, not their footnote.
import { actionKey } from "./actions.js";
import { asked, keep, openColumns, turned, visible } from "./column-choice.js";
import { KINDS } from "./columns.js";
import { csv } from "./csv.js";
import { button, h } from "./dom.js";
import { View } from "./stage.js";
import { language, number, word } from "./words.js";

const PAGE = 100; // rows made at once; more come when one scrolls near the end
const FAR = 2000; // rows that are made to reach what is chosen; further down, one scrolls or filters

export class TableView extends View {
  kind = "nodes";
  sorted = null; // {name of a column, down}
  sought = "";
  since = null;
  until = null;

  build() {
    const switches = Object.keys(KINDS).map((kind) => button(word(`table.${kind}`), () => this.#turn(kind), { "data-kind": kind }));
    this.kinds = h("div", { class: "segments", role: "group", "aria-label": word("table.kinds") }, ...switches);
    this.field = h("input", { type: "search", placeholder: word("table.filter"), "aria-label": word("table.filter"), oninput: () => ((this.sought = this.field.value), this.fill()) });
    this.count = h("span", { class: "quiet", role: "status" });
    this.body = h("tbody");
    this.headRow = h("tr");
    this.box = h("div", { class: "table-box", tabindex: 0, role: "region", "aria-label": word("table.label") }, h("table", { class: "table" }, h("thead", {}, this.headRow), this.body, (this.end = h("tfoot"))));
    this.append(h("div", { class: "table-head" }, this.kinds, this.field, button(word("table.columns"), (event) => this.#pick(event.currentTarget), { "data-columns": true }), button(word("table.copy"), () => this.copy()), this.count), this.box);
    this.body.addEventListener("click", (event) => this.#click(event));
    this.box.addEventListener("keydown", (event) => this.#key(event));
    this.box.addEventListener("scroll", () => this.box.scrollTop + this.box.clientHeight > this.box.scrollHeight - 400 && this.#more(), { passive: true });
    this.collator = new Intl.Collator(language(), { numeric: true, sensitivity: "base" });
    this.#turn(this.kind);
    new ResizeObserver(() => this.stale && this.fill()).observe(this);
  }

  #turn(kind) {
    this.kind = kind;
    this.sorted = null;
    for (const one of this.kinds.children) one.setAttribute("aria-pressed", String(one.dataset.kind === kind));
    this.#column();
    this.fill();
  }

  #column() {
    this.cols = asked(this.selection);
    this.all = KINDS[this.kind].columns(this.scene);
    this.columns = visible(this.all, this.kind, this.cols);
    if (this.sorted && !this.columns.some((column) => column.name === this.sorted.name)) this.sorted = null;
  }

  #pick(at) {
    const turn = (name, on) => {
      const cols = turned(this.all, this.kind, this.cols, name, on);
      keep(cols);
      this.selection.look("cols", cols);
      this.follow(); // also where the address said nothing and still does
    };
    openColumns(at.getBoundingClientRect(), this.all, this.columns, turn);
  }

  /** What the filter and the window leave, in order. */
  rows() {
    const wanted = this.sought.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const inTime = (item) => (item.atMs !== undefined ? this.selection.meets(item.atMs, item.endMs ?? item.atMs) : item.fromMs !== undefined ? this.selection.meets(item.fromMs, item.untilMs) : true);
    const fits = (item) => {
      if (!wanted.length) return true;
      const text = this.columns.map((column) => column.of(item)).join(" ").toLocaleLowerCase();
      return wanted.every((one) => text.includes(one));
    };
    const found = KINDS[this.kind].items(this.scene).filter((item) => !this.chart.hidden.has(item.id) && inTime(item) && fits(item));
    if (!this.sorted) return found;
    const { of } = this.columns.find((column) => column.name === this.sorted.name);
    const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : this.collator.compare(a ?? "", b ?? ""));
    return found.map((item) => [of(item), item]).sort(([a], [b]) => (this.sorted.down ? compare(b, a) : compare(a, b))).map(([, item]) => item);
  }

  /** A table that is not seen is not made. */
  fill() {
    if (!this.offsetParent) return void (this.stale = true);
    this.stale = false;
    const held = this.body.contains(document.activeElement) ? document.activeElement.closest("tr")?.dataset.id : null;
    this.shown = this.rows();
    this.headRow.replaceChildren(...this.columns.map((column, i) => this.#heading(column, i)));
    this.body.replaceChildren();
    this.made = 0;
    this.#more();
    this.count.textContent = word("table.count", { n: number(this.shown.length) });
    this.#light();
    if (held) (this.body.querySelector(`[data-id="${CSS.escape(held)}"]`) ?? this.box).focus({ preventScroll: true });
  }

  #heading(column, i) {
    const sort = this.sorted?.name === column.name ? (this.sorted.down ? "descending" : "ascending") : null;
    const turn = () => ((this.sorted = { name: column.name, down: sort ? !this.sorted.down : Boolean(column.number) }), this.fill(), this.headRow.children[i].firstElementChild.focus());
    return h("th", { scope: "col", class: column.number ? "number" : null, "aria-sort": sort }, h("button", { type: "button", class: "sort", onclick: turn, text: word(`column.${column.name}`) }));
  }

  #more() {
    const next = this.shown.slice(this.made, this.made + PAGE);
    this.made += next.length;
    this.body.append(...next.map((item) => this.#row(item)));
    this.end.replaceChildren(...(this.made < this.shown.length ? [h("tr", {}, h("td", { colspan: this.columns.length }, button(word("table.more", { n: number(this.shown.length - this.made) }), () => (this.#more(), this.#light()))))] : []));
  }

  #row(item) {
    const cells = this.columns.map((column, i) => {
      const shown = column.shown?.(item) ?? column.of(item);
      return h(i ? "td" : "th", { class: column.number ? "number" : null, scope: i ? null : "row" }, shown);
    });
    return h("tr", { "data-id": item.id, tabindex: -1 }, ...cells);
  }

  #light() {
    const lit = this.scene.lit(this.selection);
    const { lit: isLit } = KINDS[this.kind];
    const first = this.shown.findIndex((item) => isLit(lit, item));
    while (first < FAR && this.made <= first) this.#more();
    for (const row of this.body.children) row.classList.toggle("chosen", isLit(lit, { id: row.dataset.id }));
  }

  follow() {
    if (!this.offsetParent) return void (this.stale = true);
    if (asked(this.selection) !== this.cols) this.#column(), (this.stale = true);
    if (this.stale) return this.fill();
    const { since, until } = this.selection;
    if (since !== this.since || until !== this.until) {
      Object.assign(this, { since, until });
      return this.fill();
    }
    this.#light();
    const [first] = this.body.getElementsByClassName("chosen");
    if (first && !this.contains(document.activeElement)) first.scrollIntoView({ block: "nearest" });
  }

  grown() {
    this.#column();
    this.fill();
  }

  charted() {
    this.fill();
  }

  #item(row) {
    return KINDS[this.kind].items(this.scene).find((item) => item.id === row.dataset.id);
  }

  #click(event) {
    const row = event.target.closest("tr");
    if (!row || String(getSelection())) return;
    row.focus({ preventScroll: true });
    this.#choose(row, event.shiftKey || event.ctrlKey || event.metaKey);
  }

  #choose(row, add) {
    const choice = KINDS[this.kind].choice(this.#item(row));
    if (add) this.selection.toggle(choice, { by: this });
    else this.selection.choose(choice, { by: this });
  }

  #key(event) {
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    const here = document.activeElement.closest("tbody tr");
    if (event.target.closest("button") && event.key === "Enter") return;
    if (step && !event.ctrlKey && !event.metaKey) {
      const row = here ? (step > 0 ? here.nextElementSibling : here.previousElementSibling) : this.body.firstElementChild;
      row?.focus();
      if (row) this.#choose(row, event.shiftKey);
      event.preventDefault();
    } else if (event.key === " " && here) {
      this.#choose(here, true);
      event.preventDefault();
    } else if (event.key === "Enter" && here) {
      const url = KINDS[this.kind].link?.(this.stage, { id: here.dataset.id });
      if (url) location.assign(url);
    } else actionKey(event, this.stage, (here ?? this.box).getBoundingClientRect());
  }

  async copy() {
    const text = csv([this.columns.map((column) => word(`column.${column.name}`)), ...this.shown.map((item) => this.columns.map((column) => column.of(item)))]);
    try {
      await navigator.clipboard.writeText(text);
      this.stage.tell(word("table.copied", { n: number(this.shown.length) }));
    } catch {
      this.stage.tell(word("table.copy.failed"));
    }
  }
}

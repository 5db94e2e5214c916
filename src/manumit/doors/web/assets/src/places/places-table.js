// The cells as rows: what the map shows and more, sorted, moved through by keys, each row a choice on the map.
import { button, h } from "../dom.js";
import { language, number, word } from "../words.js";

const PAGE = 100; // rows made at once
const SMALL = 0.001; // below it a rate is not written out

export class PlacesTable {
  /** `choose(cells, add)` is called with places of cells. */
  constructor(data, choose) {
    this.data = data;
    this.choose = choose;
    this.sorted = { name: data.expected ? "expected" : "seen", down: true };
    this.collator = new Intl.Collator(language());
    this.orders = new Map(); // of all cells, by column and direction: sorted once
    this.columns = columns(data);
    this.headRow = h("tr", {}, ...this.columns.map((one) => h("th", { scope: "col", class: one.number ? "number" : null, "data-name": one.name }, h("button", { type: "button", class: "sort", text: word(`places.${one.name}`), onclick: () => this.#sort(one.name) }))));
    this.body = h("tbody", { onclick: (event) => this.#click(event), onkeydown: (event) => this.#key(event) });
    this.more = button("", () => ((this.rows += PAGE), this.fill()));
    this.heading = h("h2", { id: "places-cells", text: word("places.cells") });
    this.count = h("span", { class: "quiet", role: "status" });
    this.box = h("section", { class: "section", "aria-labelledby": "places-cells" }, h("div", { class: "spread" }, this.heading, this.count), h("div", { class: "table-box places-table", tabindex: 0, role: "group", "aria-labelledby": "places-cells" }, h("table", { class: "table" }, h("thead", {}, this.headRow), this.body)), h("p", { class: "actions" }, this.more));
    this.rows = PAGE;
    this.chosen = new Set();
  }

  #sort(name) {
    const first = this.columns.find((one) => one.name === name).number;
    this.sorted = { name, down: this.sorted.name === name ? !this.sorted.down : Boolean(first) };
    this.fill();
  }

  /** Chosen cells alone, where some are. */
  show(chosen) {
    this.chosen = chosen;
    this.fill();
  }

  fill() {
    const { name, down } = this.sorted;
    const column = this.columns.find((one) => one.name === name);
    const held = this.body.contains(document.activeElement) ? document.activeElement.dataset.at : null;
    const cells = this.chosen.size ? this.#sorted([...this.chosen], column, down) : this.#all(column, down);
    for (const one of this.headRow.children) one.setAttribute("aria-sort", one.dataset.name !== name ? "none" : down ? "descending" : "ascending");
    this.body.replaceChildren(...cells.slice(0, this.rows).map((i) => this.#row(i)));
    this.count.textContent = word("table.count", { n: number(cells.length) });
    const left = cells.length - this.rows;
    this.more.textContent = word("table.more", { n: number(Math.max(0, left)) });
    this.more.hidden = left <= 0;
    if (held) this.body.querySelector(`[data-at="${held}"]`)?.focus({ preventScroll: true });
  }

  #all(column, down) {
    const key = `${column.name} ${down}`;
    if (!this.orders.has(key)) this.orders.set(key, this.#sorted(this.data.cells.map((_, i) => i), column, down));
    return this.orders.get(key);
  }

  /** What is hidden comes last either way. Words are compared once each, not once a cell. */
  #sorted(cells, column, down) {
    const values = cells.map((i) => column.of(i));
    const words = [...new Set(values.filter((one) => typeof one === "string"))];
    const ranked = column.name === "cell" ? words.sort() : words.sort(this.collator.compare);
    const ranks = new Map(ranked.map((one, rank) => [one, rank]));
    const keys = values.map((one) => (one == null ? null : (ranks.get(one) ?? one) * (down ? -1 : 1)));
    const order = cells.map((_, at) => at).sort((a, b) => (keys[a] == null || keys[b] == null ? (keys[a] == null) - (keys[b] == null) : keys[a] - keys[b]) || cells[a] - cells[b]);
    return order.map((at) => cells[at]);
  }

  #row(i) {
    const chosen = this.chosen.has(i);
    const [first, ...rest] = this.columns;
    const name = h("th", { scope: "row" }, h("button", { type: "button", class: "linked", "data-at": i, "aria-pressed": String(chosen) }, h("bdi", { text: first.of(i) })), this.data.thin[i] && h("span", { class: "badge", text: word("places.thin") }));
    return h("tr", { class: chosen ? "chosen" : null }, name, ...rest.map((one) => h("td", { class: one.number ? "number" : null, text: one.shown(i) })));
  }

  #click(event) {
    const pressed = event.target.closest("button[data-at]");
    if (pressed) this.choose([Number(pressed.dataset.at)], true);
  }

  #key(event) {
    const step = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = [...this.body.querySelectorAll("button[data-at]")];
    const here = all.indexOf(document.activeElement);
    if (!step || here < 0) return;
    all[Math.max(0, Math.min(all.length - 1, here + step))].focus();
    event.preventDefault();
  }
}

function columns(data) {
  const told = (value, options = { maximumFractionDigits: 1 }) => (value == null ? "" : number(value, options));
  const seen = { name: "seen", number: true, of: (i) => data.seen[i], shown: (i) => (data.hidden[i] ? word("places.hidden") : told(data.seen[i])) };
  const expected = { name: "expected", number: true, of: (i) => data.expected[i], shown: (i) => told(data.expected[i], { maximumFractionDigits: 2 }) };
  const between = { name: "between", number: true, of: (i) => data.high[i], shown: (i) => (data.high[i] == null ? "" : word("legend.range", { low: number(data.low[i]), high: number(data.high[i]) })) };
  const kind = { name: "class", of: (i) => data.classes[data.class[i]], shown: (i) => data.classes[data.class[i]] };
  const q = { name: "q", number: true, of: (i) => data.q[i], shown: (i) => (data.q[i] != null && data.q[i] < SMALL ? `\u200e< ${number(SMALL)}` : told(data.q[i], { maximumSignificantDigits: 2 })) };
  const visit = { name: "visit", of: (i) => (data.visit[i] ? data.visits[data.visit[i]] : null), shown: (i) => (data.visit[i] ? data.visits[data.visit[i]] : "") };
  return [{ name: "cell", of: (i) => data.cells[i] }, seen, ...(data.expected ? [expected, between] : []), kind, ...(data.visit ? [visit] : []), ...(data.q.some((one) => one != null) ? [q] : [])];
}

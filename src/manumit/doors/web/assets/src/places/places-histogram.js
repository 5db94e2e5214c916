// How the values lie: a bar for each of as many equal steps (on a logarithmic scale where the largest is far from the smallest), each a button
// that chooses its cells.
import { h } from "../dom.js";
import { number, word } from "../words.js";

const BINS = 10;
const FAR = 30; // times the smallest value from which the scale is logarithmic

/** [{low, high, cells}]: places of cells by value; hidden ones are in none. */
export function bins(values) {
  const known = values.flatMap((value, i) => (typeof value === "number" && value > 0 ? [[value, i]] : []));
  if (!known.length) return [];
  const low = known.reduce((least, [value]) => Math.min(least, value), Infinity);
  const high = known.reduce((most, [value]) => Math.max(most, value), 0);
  if (low === high) return [{ low, high, cells: known.map(([, i]) => i) }];
  if (high - low < BINS && known.every(([value]) => Number.isInteger(value))) return counted(known, low, high);
  const [to, from] = high / low > FAR ? [Math.log, Math.exp] : [(x) => x, (x) => x];
  const width = (to(high) - to(low)) / BINS;
  const edge = (i) => from(to(low) + i * width);
  const found = Array.from({ length: BINS }, (_, i) => ({ low: edge(i), high: edge(i + 1), cells: [] }));
  for (const [value, i] of known) found[Math.min(BINS - 1, Math.floor((to(value) - to(low)) / width))].cells.push(i);
  return found;
}

/** Whole numbers that are few: a bar each. */
function counted(known, low, high) {
  const found = Array.from({ length: high - low + 1 }, (_, i) => ({ low: low + i, high: low + i, cells: [] }));
  for (const [value, i] of known) found[value - low].cells.push(i);
  return found;
}

export class PlacesHistogram {
  constructor(choose) {
    this.choose = choose;
    this.bars = h("div", { class: "places-bars", role: "group", "aria-label": word("places.histogram") });
    this.ends = [0, 1].map(() => h("span", { class: "quiet small", "aria-hidden": "true" }));
    this.box = h("div", { class: "places-histogram" }, h("span", { class: "quiet small", text: word("places.histogram") }), this.ends[0], this.bars, this.ends[1]);
  }

  show({ values }, chosen) {
    const found = bins(values);
    this.box.hidden = found.length < 2;
    const most = Math.max(...found.map((one) => one.cells.length), 1);
    const held = [...this.bars.children].indexOf(document.activeElement);
    const short = (value) => number(value, { maximumSignificantDigits: 2 });
    this.bars.replaceChildren(...found.map((one) => this.#bar(one, most, chosen, short)));
    for (const [i, value] of [found[0]?.low, found.at(-1)?.high].entries()) this.ends[i].textContent = value == null ? "" : short(value);
    this.bars.children[held]?.focus();
  }

  #bar({ low, high, cells }, most, chosen, short) {
    const words = `${low === high ? short(low) : word("legend.range", { low: short(low), high: short(high) })}: ${number(cells.length)} ${word("places.cells")}`;
    const all = cells.length > 0 && cells.every((cell) => chosen.has(cell));
    const bar = h("span");
    bar.style.inlineSize = `${(100 * cells.length) / most}%`;
    return h("button", { type: "button", "aria-label": words, title: words, "aria-pressed": String(all), disabled: !cells.length, onclick: () => this.choose(cells, true) }, bar);
  }
}

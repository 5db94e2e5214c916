// What the colours of the hexagons mean: how many events, from the fewest to the most; and what is hatched.
import { h } from "./dom.js";
import { swatch } from "./map-list.js";
import { number, word } from "./words.js";

/** "3" or "4 to 9", as the language writes a range. */
export const range = ([low, high]) => (low === high ? number(low) : word("legend.range", { low: number(low), high: number(high) }));

/** [{colour?, unsure, text}] of a drawn map. */
export function legendEntries({ hexagons, classes }) {
  const unsure = hexagons.filter((one) => one.unsure).reduce((sum, one) => sum + one.events.length, 0);
  const entries = classes.map(({ limits, colour }) => ({ colour, unsure: false, text: range(limits) }));
  if (unsure) entries.push({ unsure: true, text: word("legend.unsure", { n: number(unsure) }) });
  return entries;
}

export function mapLegend(drawn) {
  const entries = legendEntries(drawn);
  const items = entries.map(({ text, ...look }) => h("li", {}, swatch({ ...look, ring: true }), text));
  return h("div", { class: "map-legend" }, drawn.classes.length > 0 && h("span", { class: "quiet", text: word("legend.counts") }), h("ul", { class: "legend", "aria-label": word("legend.colours") }, ...items));
}

// What a layer of the map says of each cell, and what its colours mean: classes of about equally many cells for numbers,
// five standings for hot and cold, where to go. Nothing here draws.
import { classes, colour } from "../hexagons.js";
import { number, word } from "../words.js";

const FEW = 2; // classes that tell too little apart
export const LAYERS = ["stands", "expected", "seen", "visit"];
const STANDINGS = ["hot", "whole", "was", "none", "cold"]; // darkest first; "none" has no colour

export const available = (data) => LAYERS.filter((name) => name === "stands" || data[name]);

/** Events seen in one step of time, one number a cell. */
export function seenIn(data, period) {
  const [cells, periods, counts] = data.periods;
  const found = new Array(data.cells.length).fill(0);
  cells.forEach((cell, i) => periods[i] === period && (found[cell] = counts[i]));
  return found;
}

/** {values, keys: of each cell the place of its class, null without one; entries: [{text, colour, cells, hollow}]}.
    Steps of time have one scale, so that two of them can be compared. */
export function layer(data, name, inks, period = null) {
  if (name === "stands") return standings(data, inks);
  if (name === "visit") return visits(data, inks);
  const values = period == null ? data[name] : seenIn(data, period);
  const scale = period == null ? values : data.periods[2];
  const limits = parted(scale.filter((value) => value > 0));
  const zero = period != null || values.some((value) => value === 0);
  const shift = zero ? 1 : 0;
  const keys = values.map((value) => (value == null ? null : value === 0 ? 0 : shift + limits.findIndex(([, high]) => value <= high)));
  const entries = limits.map((one, i) => ({ text: range(one), colour: colour(inks, i, limits.length), hollow: false }));
  if (zero) entries.unshift({ text: number(0), colour: inks.paper, hollow: true });
  return counted({ values, keys, entries });
}

/** Classes of about equally many cells; where most cells have one number, of about equally many numbers. */
function parted(values) {
  const found = classes(values);
  return found.length > FEW ? found : classes([...new Set(values)]);
}

function standings(data, inks) {
  const shades = { hot: inks.evidence6, whole: inks.evidence5, was: inks.evidence4, none: inks.paper, cold: inks.evidence2 };
  const entries = STANDINGS.map((name) => ({ text: data.standings[name], colour: shades[name], hollow: name === "none" }));
  return counted({ values: data.stands, keys: data.stands.map((name) => STANDINGS.indexOf(name)), entries });
}

const WHY = ["forecast", "chance", ""]; // why one is to go there

function visits(data, inks) {
  const shades = [inks.evidence6, inks.evidence3, inks.paper];
  const entries = WHY.map((why, i) => ({ text: data.visits[why], colour: shades[i], hollow: !why }));
  return counted({ values: data.visit, keys: data.visit.map((why) => WHY.indexOf(why)), entries });
}

function counted(found) {
  for (const one of found.entries) one.cells = 0;
  for (const key of found.keys) if (key != null) found.entries[key].cells++;
  return found;
}

const short = (value) => number(value, { maximumSignificantDigits: 3 });
const range = ([low, high]) => (low === high ? short(low) : word("legend.range", { low: short(low), high: short(high) }));

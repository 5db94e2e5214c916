// Words for people come from the page (<script type="application/json" id="words">), never from here; numbers, days and
// countries are written by Intl in the page's language.
let book = null;

export function block(id) {
  const found = document.getElementById(id);
  return found ? JSON.parse(found.textContent) : null;
}

/** The sentence for `key` with its {holes} filled; a missing key shows itself, so that it is seen and mended. */
export function word(key, values = {}) {
  book ??= block("words") ?? {};
  return (book[key] ?? key).replace(/\{(\w+)\}/g, (hole, name) => (name in values ? values[name] : hole));
}

export const language = () => document.documentElement.lang || undefined;
export const rightToLeft = () => document.documentElement.dir === "rtl";

const writers = new Map();

function writer(kind, options) {
  const key = kind.name + JSON.stringify(options) + language();
  if (!writers.has(key)) writers.set(key, new kind(language(), options));
  return writers.get(key);
}

export const number = (value, options = {}) => writer(Intl.NumberFormat, options).format(value);
export const share = (value) => number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A moment (ms, UTC) on the clock of its place; `zone` is minutes east of UTC. */
export function moment(ms, zone = 0, options = { dateStyle: "medium", timeStyle: "short" }) {
  return writer(Intl.DateTimeFormat, { ...options, timeZone: "UTC" }).format(ms + zone * 60_000);
}

export const day = (ms, zone = 0) => moment(ms, zone, { dateStyle: "medium" });

export function zoneName(minutes) {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? "\u2212" : "+"}${hours}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}

export function country(code) {
  try {
    return writer(Intl.DisplayNames, { type: "region" }).of(code);
  } catch {
    return code;
  }
}

/** Words bound to fixed bands of probability: the glossary's. */
export function likely(probability) {
  if (probability == null) return "";
  const band = probability >= 0.95 ? "almost" : probability >= 0.7 ? "probably" : probability >= 0.3 ? "possibly" : "unlikely";
  return word(`likely.${band}`);
}

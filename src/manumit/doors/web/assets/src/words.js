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
/** 0.843 as 84 of a hundred: two digits are all one can stand by, and nothing is certain (1 to 99). */
export const hundredth = (value) => number(Math.min(99, Math.max(1, Math.round(100 * value))));
export const ofHundred = (value) => word("of.hundred", { n: hundredth(value) });

/** A moment (ms, UTC) on the clock of its place; `zone` is minutes east of UTC. */
export function moment(ms, zone = 0, options = { dateStyle: "medium", timeStyle: "short" }) {
  return writer(Intl.DateTimeFormat, { ...options, timeZone: "UTC" }).format(ms + zone * 60_000);
}

/** From day to day, written as the language writes a range. */
export function days(from, until, zone = 0) {
  const [one, two] = [from, until].map((ms) => ms + zone * 60_000);
  return writer(Intl.DateTimeFormat, { dateStyle: "medium", timeZone: "UTC" }).formatRange(Math.min(one, two), Math.max(one, two));
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

/** The glossary's two words for probability; no stronger one is used. */
export const likely = (probability) => (probability == null ? "" : word(probability >= 0.75 ? "likely.probably" : "likely.possibly"));

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

const SHORT = { month: "short", timeZone: "UTC" };
const two = (value) => String(value).padStart(2, "0");

/** The twelve months as pages write them: "Jan", "Feb" ... (in the words; without them as the language does). */
function months() {
  book ??= block("words") ?? {};
  return book.months?.split("|") ?? Array.from({ length: 12 }, (_, at) => writer(Intl.DateTimeFormat, SHORT).format(Date.UTC(2000, at)));
}

/** A day as pages write it, in parts: ["31", "Jan", "2024"]. */
function written(ms) {
  const at = new Date(ms);
  return [String(at.getUTCDate()), months()[at.getUTCMonth()], String(at.getUTCFullYear())];
}

/** A day (ms, UTC) in its place: "31 Jan 2024"; `zone` is minutes east of UTC. */
export const day = (ms, zone = 0) => written(ms + zone * 60_000).join(" ");
/** Parts of it: "31 Jan", "Jan 2024", "2024". */
export const dayOfMonth = (ms, zone = 0) => written(ms + zone * 60_000).slice(0, 2).join(" ");
export const monthOfYear = (ms, zone = 0) => written(ms + zone * 60_000).slice(1).join(" ");
export const year = (ms, zone = 0) => written(ms + zone * 60_000)[2];

/** The clock of a place: "21:40". */
export function clock(ms, zone = 0) {
  const at = new Date(ms + zone * 60_000);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/** A moment: "31 Jan 2024, 21:40". */
export const moment = (ms, zone = 0) => `${day(ms, zone)}, ${clock(ms, zone)}`;

/** From day to day, what both share told once: "1\u201331 Jan 2024", "3 Mar \u2013 2 Apr 2024". */
export function days(from, until, zone = 0) {
  const [first, last] = [Math.min(from, until), Math.max(from, until)].map((ms) => written(ms + zone * 60_000));
  if (first.join() === last.join()) return last.join(" ");
  if (first[2] !== last[2]) return `${first.join(" ")} \u2013 ${last.join(" ")}`;
  if (first[1] !== last[1]) return `${first[0]} ${first[1]} \u2013 ${last.join(" ")}`;
  return `${first[0]}\u2013${last.join(" ")}`;
}

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

// The question that the server answers (services/support/directory/search.py), asked of the pack that a phone keeps:
// whom a service takes comes first, then open now, language, distance, cost. Nothing is left out in silence.
import { hoursOf } from "./weeks.js";

const EARTH = 6371; // km
const [WALK, RIDE] = [2, 15]; // km
const STATES = ["open", "unknown", "closed"];
const SPEAKS = ["yes", "interpreter", "unknown", "no"];
const DISTANCES = ["walk", "ride", "unknown", "far"];
const COSTS = ["free", "", "paid"];
const GRID = 100; // cells of 0.01 degrees, about a kilometre

export const coarse = (degrees) => Math.round(degrees * GRID) / GRID;

const radians = (degrees) => (degrees * Math.PI) / 180;

export function kilometres([lat, lon], [lat2, lon2]) {
  const up = Math.sin(radians(lat2 - lat) / 2) ** 2;
  const along = Math.sin(radians(lon2 - lon) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(Math.min(1, up + Math.cos(radians(lat)) * Math.cos(radians(lat2)) * along)));
}

/** The town of that name in the pack: {lat, lon, country, town}, or null. */
export function townOf(pack, name, country) {
  const wanted = name.trim().toLocaleLowerCase();
  for (const [key, [lat, lon]] of Object.entries(pack.towns ?? {})) {
    const [town, code] = key.split("/");
    if (town.toLocaleLowerCase() === wanted && (!country || code === country)) return { lat, lon, country: code, town };
  }
  return null;
}

/** {found: [{one, fit, hours, speaks, distance}], out: [{one, because}]} for a wish at a moment (milliseconds). */
export function seek(pack, wish, now) {
  const today = new Date(now).toISOString().slice(0, 10);
  const first = Date.parse(pack.date) / 86_400_000 - 1;
  const country = wish.country || wish.near?.country || "";
  const need = pack.needs.indexOf(wish.need);
  const [found, out] = [[], []];
  for (const one of pack.services) {
    if (one.until < today || (need >= 0 && !one.needs.includes(need))) continue;
    if (country && one.in?.length && !one.in.includes(country)) continue;
    const told = { one, hours: hoursOf(one.open, first, now), speaks: speaks(pack, one, wish.language), away: away(pack, one, wish.near) };
    const because = Object.entries(without(told, wish)).filter(([, out]) => out).map(([reason]) => reason);
    if (because.length) out.push({ one, because });
    else found.push({ ...told, sure: isSure(pack, one, wish) });
  }
  const rank = (it) => [it.sure ? 0 : 1, STATES.indexOf(it.hours.state), it.speaks, it.away, COSTS.indexOf(it.one.cost ?? "")];
  const byName = (a, b) => (a.one.name < b.one.name ? -1 : a.one.name > b.one.name ? 1 : a.one.id < b.one.id ? -1 : 1);
  found.sort((a, b) => {
    const [one, other] = [rank(a), rank(b)];
    const at = one.findIndex((part, index) => part !== other[index]);
    return at < 0 ? byName(a, b) : one[at] - other[at];
  });
  const condition = (it) => ["age", "gender", "children"].includes(it.because[0]);
  out.sort((a, b) => condition(a) - condition(b) || byName(a, b));
  return {
    found: found.map((it) => ({ ...it, fit: it.sure ? "yes" : "perhaps", speaks: SPEAKS[it.speaks], distance: DISTANCES[it.away] })),
    out,
  };
}

function without({ one, hours, speaks, away }, wish) {
  const [youngest, oldest] = [one.ages?.[0] ?? 0, one.ages?.[1] ?? 150];
  const only = one.gender === "women" || one.gender === "men";
  return {
    age: wish.age !== null && (wish.age < youngest || wish.age > oldest),
    gender: Boolean(wish.gender) && only && one.gender !== wish.gender,
    children: wish.children && one.kids === "no",
    closed: wish.open && hours.state === "closed",
    hours: wish.open && hours.state === "unknown",
    language: wish.speaks && speaks > 1,
    cost: wish.free && one.cost !== "free" && Boolean(one.cost),
    far: Boolean(wish.near && wish.reach) && !one.phone && away !== 2 && away > (wish.reach === "walk" ? 0 : 1),
    travel: wish.calls && !one.phone,
    steps: wish.level && !one.level,
  };
}

function isSure(pack, one, wish) {
  const only = one.gender === "women" || one.gender === "men";
  const shelter = one.needs.includes(pack.needs.indexOf("shelter"));
  return !(one.ask || (one.ages && wish.age === null) || (only && !wish.gender) || (wish.children && !one.kids && shelter));
}

function speaks(pack, one, language) {
  if (!language) return 2;
  if (one.lang?.includes(language) || one.tel?.some((phone) => phone.lang?.includes(language))) return 0;
  if (one.talks || one.needs.includes(pack.needs.indexOf("interpreter"))) return 1;
  return one.lang?.length ? 3 : 2;
}

/** 0 a walk, 1 a ride, 2 unknown, 3 far; where only the town is known, as of all that is secret, never a walk. */
function away(pack, one, near) {
  if (!near) return 2;
  let least = 9;
  for (const spot of one.at ?? []) {
    const point = spot.p ?? pack.towns?.[`${spot.city}/${spot.cc ?? ""}`];
    if (!point) continue;
    const km = kilometres([near.lat, near.lon], point);
    least = Math.min(least, km <= WALK && spot.p ? 0 : km <= RIDE ? 1 : 3);
  }
  return least === 9 ? 2 : least;
}

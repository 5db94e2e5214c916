// Open now, by the tables of hours that a pack carries: [{z: zone, w: seven days from Monday, x: {days after the first: day}}],
// a day being [minute it opens, minutes open, ...] with -1 at its end where the service does not say enough.
const DAY = 1440;
const AHEAD = 14;

/** The day (since 1970) and the minute that clocks show in a zone; an old phone that does not know the zone throws. */
export function clock(zone, now) {
  const offset = /^([+-])(\d\d):(\d\d)$/.exec(zone);
  if (offset || zone === "UTC" || !zone) {
    const ahead = offset ? Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
    const minutes = Math.floor(now / 60_000) + ahead;
    return { day: Math.floor(minutes / DAY), minute: ((minutes % DAY) + DAY) % DAY };
  }
  const parts = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" };
  const told = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", calendar: "gregory", numberingSystem: "latn", ...parts }).formatToParts(now);
  const at = Object.fromEntries(told.map((one) => [one.type, Number(one.value)]));
  return { day: Date.UTC(at.year, at.month - 1, at.day) / 86_400_000, minute: at.hour * 60 + at.minute };
}

/** {state, until, next}: `until` and `next` are what clocks there show, in milliseconds as if it were UTC, with their zone. */
export function hoursOf(weeks, first, now) {
  let unsure = !weeks?.length;
  let next = null;
  for (const week of weeks ?? []) {
    let here;
    try {
      here = clock(week.z, now);
    } catch {
      unsure = true;
      continue;
    }
    const told = (ahead) => week.x?.[here.day + ahead - first] ?? week.w[(here.day + ahead + 3) % 7]; // day 0 was a Thursday
    if (told(0).length % 2) unsure = true;
    const spans = [];
    for (let ahead = -1; ahead < AHEAD; ahead++) {
      const day = told(ahead);
      for (let at = 0; at + 1 < day.length; at += 2) spans.push([day[at] + ahead * DAY, day[at] + ahead * DAY + day[at + 1]]);
    }
    spans.sort((one, other) => one[0] - other[0]);
    const wall = (minutes) => ({ at: (here.day * DAY + minutes) * 60_000, today: minutes >= 0 && minutes < DAY, zone: week.z });
    let end = here.minute;
    for (const [begins, ends] of spans) if (begins <= end && end < ends) end = ends; // openings that touch are one
    if (end > here.minute) return { state: "open", until: end < (AHEAD - 1) * DAY ? wall(end) : null, next: null };
    const coming = spans.find(([begins]) => begins > here.minute);
    next ??= coming ? wall(coming[0]) : null;
  }
  return { state: unsure ? "unknown" : "closed", until: null, next };
}

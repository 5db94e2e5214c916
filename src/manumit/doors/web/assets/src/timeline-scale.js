// Time along a line: where a moment stands, which ticks are readable, when it is night.
import { clock, dayOfMonth, monthOfYear, rightToLeft, year } from "./words.js";

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const NIGHT = { from: 22, to: 6 }; // hours on the clock of the place
const STEPS = [
  [HOUR, clock], [3 * HOUR, clock], [6 * HOUR, (ms, zone) => `${dayOfMonth(ms, zone)}, ${clock(ms, zone)}`], [DAY, dayOfMonth], [2 * DAY, dayOfMonth], [7 * DAY, dayOfMonth], [14 * DAY, dayOfMonth],
];
const MONTHS = [1, 2, 3, 6, 12, 24, 60, 120];
const APART = 84; // px between tick labels

export class Scale {
  /** `zone`: minutes east of UTC of the clock shown. */
  constructor(since, until, width, zone = 0) {
    Object.assign(this, { since, until: Math.max(until, since + 1), width, zone, back: rightToLeft() });
  }

  x(ms) {
    const along = ((ms - this.since) / (this.until - this.since)) * this.width;
    return this.back ? this.width - along : along;
  }

  ms(x) {
    const along = this.back ? this.width - x : x;
    return this.since + (along / this.width) * (this.until - this.since);
  }

  /** [{ms, text}] with room between them. */
  ticks() {
    const each = (this.until - this.since) / Math.max(1, this.width / APART);
    const [step, say] = STEPS.find(([length]) => length >= each) ?? [];
    return step ? this.#even(step, say) : this.#months(MONTHS.find((months) => months * 30 * DAY >= each) ?? 120);
  }

  #even(step, say) {
    const shift = this.zone * 60_000;
    const first = Math.ceil((this.since + shift) / step) * step - shift;
    const found = [];
    for (let ms = first; ms <= this.until; ms += step) found.push({ ms, text: say(ms, this.zone) });
    return found;
  }

  #months(months) {
    const shift = this.zone * 60_000;
    const start = new Date(this.since + shift);
    const found = [];
    for (let i = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months; ; i += months) {
      const ms = Date.UTC(Math.floor(i / 12), i % 12, 1) - shift;
      if (ms > this.until) return found;
      if (ms >= this.since) found.push({ ms, text: (months < 12 ? monthOfYear : year)(ms, this.zone) });
    }
  }

  /** Nights in view as [from, until]; none when they would be thinner than two px. */
  nights() {
    if ((this.width * 8 * HOUR) / (this.until - this.since) < 2) return [];
    const shift = this.zone * 60_000;
    const found = [];
    for (let day = Math.floor((this.since + shift) / DAY) - 1; day * DAY - shift < this.until; day++) {
      found.push([day * DAY + NIGHT.from * HOUR - shift, (day + 1) * DAY + NIGHT.to * HOUR - shift]);
    }
    return found.filter(([from, until]) => until > this.since && from < this.until);
  }
}

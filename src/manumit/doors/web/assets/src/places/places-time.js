// One step of time of the cube: a slider that keys move, a button that plays, and one that goes back to the whole time.
import { button, h } from "../dom.js";
import { calm } from "../inks.js";
import { days, word } from "../words.js";

const [PACE, SLOW] = [700, 1500]; // ms a step; slow where less motion is wanted

export class PlacesTime {
  /** `changed(period)` is called with a place among the periods, null for the whole time. */
  constructor(data, changed) {
    this.edges = data.edges.map((one) => Date.parse(one));
    this.last = this.edges.length - 2;
    this.changed = changed;
    this.period = null;
    this.slider = h("input", { type: "range", min: 0, max: this.last, value: this.last, "aria-label": word("places.time"), oninput: () => (this.stop(), this.set(Number(this.slider.value))) });
    this.player = button(word("places.play"), () => (this.playing ? this.stop() : this.#play()));
    this.whole = button(word("places.always"), () => (this.stop(), this.set(null)));
    this.said = h("span", { class: "quiet places-when" });
    this.box = h("div", { class: "places-time" }, this.player, this.slider, this.said, this.whole);
    this.#say();
  }

  set(period) {
    this.period = period;
    if (period != null) this.slider.value = period;
    this.#say();
    this.changed(period);
  }

  /** "3 Mar - 2 Apr 2026": a period ends the day before the next begins. */
  #say() {
    const at = this.period ?? 0;
    const end = this.period == null ? this.last + 1 : at + 1;
    this.said.textContent = days(this.edges[at], this.edges[end] - 86_400_000);
    this.slider.setAttribute("aria-valuetext", this.said.textContent);
    this.whole.setAttribute("aria-pressed", String(this.period == null));
  }

  #play() {
    this.set(this.period == null || this.period === this.last ? 0 : this.period + 1);
    this.playing = setInterval(() => (this.period < this.last && this.box.isConnected ? this.set(this.period + 1) : this.stop()), calm() ? SLOW : PACE);
    this.player.textContent = word("places.pause");
  }

  stop() {
    clearInterval(this.playing);
    this.playing = 0;
    this.player.textContent = word("places.play");
  }
}

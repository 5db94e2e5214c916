// The brush over the whole time: drag it, move its ends with arrow keys, or write two dates. All do the same.
import { button, h } from "./dom.js";
import { DAY } from "./timeline-scale.js";
import { day, word } from "./words.js";

const dateText = (ms, zone) => new Date(ms + zone * 60_000).toISOString().slice(0, 10);

export class Brush {
  #pull = null;

  constructor(view) {
    this.view = view;
    const end = (name) => h("div", { class: `brush-end ${name}`, role: "slider", tabindex: 0, "aria-label": word(`window.${name}`), onkeydown: (event) => this.#nudge(event, name) });
    this.ends = { since: end("since"), until: end("until") };
    this.band = h("div", { class: "brush-band" });
    view.brushBox.append(this.band, this.ends.since, this.ends.until);
    view.brushBox.addEventListener("pointerdown", (event) => this.#press(event));
    view.brushBox.addEventListener("pointermove", (event) => this.#drag(event));
    view.brushBox.addEventListener("pointerup", () => (this.#pull = null));
    const date = (name) => h("label", { class: "window-date" }, h("span", { class: "quiet", text: word(`window.${name}`) }), (this[name] = h("input", { type: "date", onchange: () => this.#written(name) })));
    this.all = button(word("window.all"), () => this.view.selection.window(null, null));
    view.head.append(h("div", { class: "window-dates" }, date("since"), date("until"), this.all));
  }

  limits() {
    const [first, last] = this.view.span.map((ms) => dateText(ms, this.view.zone));
    for (const input of [this.since, this.until]) Object.assign(input, { min: first, max: last });
    this.follow();
  }

  follow() {
    const { selection, zone } = this.view;
    this.since.value = selection.since == null ? "" : dateText(selection.since, zone);
    this.until.value = selection.until == null ? "" : dateText(selection.until - 1, zone);
    this.all.hidden = selection.since == null && selection.until == null;
  }

  get #window() {
    const { selection, span } = this.view;
    return { since: selection.since ?? span[0], until: selection.until ?? span[1] };
  }

  /** Puts band and ends where the window is. */
  place() {
    const { wholeScale: scale, span, zone } = this.view;
    const { since, until } = this.#window;
    const [a, b] = [scale.x(since), scale.x(until)];
    this.band.style.left = `${Math.min(a, b)}px`;
    this.band.style.width = `${Math.max(2, Math.abs(b - a))}px`;
    for (const [name, x, ms] of [["since", a, since], ["until", b, until]]) {
      const end = this.ends[name];
      end.style.left = `${Math.max(0, Math.min(x, scale.width))}px`;
      const values = { valuemin: span[0], valuemax: span[1], valuenow: Math.round(ms), valuetext: day(ms, zone) };
      for (const [key, value] of Object.entries(values)) end.setAttribute(`aria-${key}`, value);
    }
  }

  #nudge(event, name) {
    const { wholeScale: scale, span } = this.view;
    const way = { ArrowRight: scale.back ? -1 : 1, ArrowLeft: scale.back ? 1 : -1, ArrowUp: 1, ArrowDown: -1, PageUp: 7, PageDown: -7 }[event.key];
    const jump = { Home: span[0], End: span[1] }[event.key];
    if (!way && jump == null) return;
    const held = this.#window;
    const to = Math.max(span[0], Math.min(span[1], jump ?? held[name] + way * DAY));
    held[name] = name === "since" ? Math.min(to, held.until - DAY / 24) : Math.max(to, held.since + DAY / 24);
    this.view.selection.window(held.since, held.until, { by: this.view });
    event.preventDefault();
  }

  /** A date was written; the other one falls away where it would contradict. */
  #written(name) {
    const shift = this.view.zone * 60_000;
    const read = (input, more) => (input.value ? Date.parse(`${input.value}T00:00Z`) - shift + more : null);
    let [since, until] = [read(this.since, 0), read(this.until, DAY)];
    if (since != null && until != null && since >= until) [since, until] = name === "since" ? [since, null] : [null, until];
    this.view.selection.window(since, until, { by: this.view });
  }

  #ms(event) {
    return this.view.wholeScale.ms(event.clientX - this.view.brushBox.getBoundingClientRect().left);
  }

  #press(event) {
    const at = this.#ms(event);
    const { since, until } = this.#window;
    const near = 8 * ((this.view.span[1] - this.view.span[0]) / this.view.wholeScale.width);
    const kept = this.view.selection.since != null || this.view.selection.until != null;
    if (Math.abs(at - since) < near) this.#pull = { fixed: until };
    else if (Math.abs(at - until) < near) this.#pull = { fixed: since };
    else if (kept && at > since && at < until) this.#pull = { grip: at, since, until };
    else this.#pull = { fixed: at };
    this.view.brushBox.setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  #drag(event) {
    if (!this.#pull) return;
    const { span, selection } = this.view;
    const at = Math.max(span[0], Math.min(span[1], this.#ms(event)));
    const { fixed, grip, since, until } = this.#pull;
    if (grip == null) return void (Math.abs(at - fixed) > DAY / 24 && selection.window(fixed, at, { by: this.view }));
    const moved = Math.max(span[0] - since, Math.min(span[1] - until, at - grip));
    selection.window(since + moved, until + moved, { by: this.view });
  }
}

// <m-timeline>: what happened when, in lanes by person, thing or place; below it the whole time, with a brush.
import { actionKey } from "./actions.js";
import { button, eachFrame, h } from "./dom.js";
import { inks, onInks } from "./inks.js";
import { Brush } from "./timeline-brush.js";
import { AXIS, LANE, WAYS, drawHistogram, drawLanes, lanes, sharpen } from "./timeline-lanes.js";
import { DAY, Scale } from "./timeline-scale.js";
import { View } from "./stage.js";
import { moment, number, word, zoneName } from "./words.js";

const HISTOGRAM = 44;

export class TimelineView extends View {
  way = WAYS[0];
  focusId = null;

  build() {
    this.redraw = eachFrame(() => this.#draw());
    this.zone = this.scene.zone;
    this.inks = inks();
    this.#furnish();
    this.brush = new Brush(this);
    onInks(() => ((this.inks = inks()), this.redraw()));
    new ResizeObserver(this.redraw).observe(this);
    addEventListener("keydown", (event) => this.#step(event));
    this.grown();
  }

  #furnish() {
    this.ways = h("div", { class: "segments", role: "group", "aria-label": word("lanes.label") }, ...WAYS.map((way) => button(word(`lanes.${way}`), () => ((this.way = way), this.redraw()), { "data-way": way })));
    this.names = h("ol", { class: "lane-names" });
    this.canvas = h("canvas", { tabindex: 0, role: "application", "aria-roledescription": word("timeline.kind"), "aria-label": word("timeline.label"), "aria-describedby": "timeline-keys" });
    this.whole = h("canvas", { "aria-hidden": "true" });
    this.tip = h("div", { class: "tip", role: "status", hidden: true });
    this.foot = h("p", { class: "quiet small" });
    this.head = h("div", { class: "timeline-head" }, this.ways);
    this.rest = h("p", { class: "quiet small lane-rest" });
    this.brushBox = h("div", { class: "brush-box" }, this.whole);
    this.append(h("p", { class: "unseen", id: "timeline-keys", text: word("timeline.keys") }), this.head, h("div", { class: "lanes" }, this.names, h("div", { class: "lane-canvas" }, this.canvas, this.tip)), h("div", { class: "lanes" }, this.rest, this.brushBox), this.foot);
    this.canvas.addEventListener("pointermove", (event) => this.#hover(event));
    this.canvas.addEventListener("pointerleave", () => (this.tip.hidden = true));
    this.canvas.addEventListener("click", (event) => this.#click(event));
    this.canvas.addEventListener("keydown", (event) => this.#key(event));
  }

  grown() {
    this.events = [...this.scene.events.values()].filter((event) => event.atMs != null).sort((a, b) => a.atMs - b.atMs);
    this.hidden = !this.events.length;
    const last = this.events.reduce((most, event) => Math.max(most, event.endMs ?? event.atMs), -Infinity);
    const [since, until] = [Date.parse(this.scene.window.since) || this.events[0]?.atMs || 0, Date.parse(this.scene.window.until) || last || DAY];
    const air = Math.max((until - since) * 0.01, DAY / 2);
    this.span = [Math.min(since, this.events[0]?.atMs ?? since) - air, Math.max(until, last) + air];
    this.brush.limits();
    this.redraw();
  }

  follow() {
    if (this.selection.records.size === 1) [this.focusId] = this.selection.records;
    this.brush.follow();
    this.redraw();
  }

  #draw() {
    const width = this.brushBox.clientWidth;
    if (!width) return;
    const [since, until] = [this.selection.since ?? this.span[0], this.selection.until ?? this.span[1]];
    const lit = this.scene.lit(this.selection).events;
    const look = { lit, quiet: !this.selection.empty, focus: this.focusId, inks: this.inks };
    const inside = this.events.filter((event) => this.selection.meets(event.atMs, event.endMs ?? event.atMs));
    const { shown, all } = lanes(this.scene, this.selection, this.way, inside);
    this.scale = new Scale(since, until, width, this.zone);
    this.marks = drawLanes(sharpen(this.canvas, width, shown.length * LANE + AXIS), this.scale, shown, look);
    this.wholeScale = new Scale(...this.span, width, this.zone);
    drawHistogram(sharpen(this.whole, width, HISTOGRAM + AXIS), this.wholeScale, this.events, { ...look, height: HISTOGRAM });
    this.brush.place();
    this.#name(shown, all);
    const nights = this.scale.nights().length ? word("timeline.nights") : "";
    this.foot.textContent = [word("timeline.shown", { n: number(inside.length), m: number(this.events.length) }), word("timeline.zone", { zone: zoneName(this.zone) }), nights].filter(Boolean).join(" ");
  }

  #name(shown, all) {
    for (const one of this.ways.children) one.setAttribute("aria-pressed", String(one.dataset.way === this.way));
    const choose = (lane) => (event) => {
      const what = this.way === "places" ? { records: lane.events.map((one) => one.id) } : { ids: [lane.key] };
      if (event.shiftKey) this.selection.toggle(what);
      else this.selection.choose(what);
    };
    this.names.replaceChildren(...shown.map((lane) => h("li", { class: this.selection.ids.has(lane.key) ? "chosen" : null }, h("button", { type: "button", class: "lane-name", title: lane.label, onclick: choose(lane), text: lane.label }))));
    this.rest.textContent = all > shown.length ? word("lanes.more", { n: number(all - shown.length) }) : "";
  }

  #markAt(event) {
    const { left, top } = this.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const near = this.marks.filter((mark) => Math.abs(mark.y - y) <= LANE / 2 && x >= mark.x - 7 && x <= mark.x + mark.width + 7);
    return near.reduce((best, mark) => (!best || Math.abs(mark.x - x) < Math.abs(best.x - x) ? mark : best), null);
  }

  #hover(event) {
    const mark = this.#markAt(event);
    this.canvas.classList.toggle("pointing", Boolean(mark));
    this.#tell(mark);
  }

  #tell(mark) {
    this.tip.hidden = !mark;
    if (!mark) return;
    this.tip.replaceChildren(h("strong", { text: this.#when(mark.event) }), h("span", { text: mark.event.summary }));
    const edge = this.scale.width - this.tip.offsetWidth - 4;
    this.tip.style.left = `${Math.max(0, Math.min(mark.x + 10, edge))}px`;
    this.tip.style.top = `${mark.y + 12}px`;
  }

  #when(event) {
    const zone = event.zone_minutes ?? this.zone;
    const place = event.place ? ` (${event.place})` : "";
    return moment(event.atMs, zone) + (event.endMs ? `\u2013${moment(event.endMs, zone)}` : "") + place;
  }

  #click(event) {
    const mark = this.#markAt(event);
    if (!mark) return event.shiftKey ? null : this.selection.clear();
    const what = { records: [mark.event.id] };
    if (event.shiftKey || event.ctrlKey || event.metaKey) this.selection.toggle(what, { by: this });
    else this.selection.choose(what, { by: this });
  }

  #key(event) {
    const step = { j: 1, k: -1, ArrowRight: this.scale.back ? -1 : 1, ArrowLeft: this.scale.back ? 1 : -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return event.key === "Enter" ? this.#open() : actionKey(event, this.stage, this.canvas.getBoundingClientRect());
    const inside = this.events.filter((one) => this.selection.meets(one.atMs, one.endMs ?? one.atMs));
    const here = inside.findIndex((one) => one.id === this.focusId);
    const next = inside[Math.max(0, Math.min(inside.length - 1, here + step))];
    if (next) this.selection.choose({ records: [next.id] }, { by: this });
    requestAnimationFrame(() => this.#tell(this.marks.find((mark) => mark.event.id === next?.id) ?? null));
    event.preventDefault();
  }

  #open() {
    const url = this.focusId && this.stage.url("record-url", this.focusId);
    if (url) location.assign(url);
  }

  /** [ and ] step through time by the window's own length; without a window they cut a twelfth. */
  #step(event) {
    if (!["[", "]"].includes(event.key) || event.target.closest?.("input, textarea, select") || document.querySelector("dialog[open]") || document.documentElement.dataset.keys === "off") return;
    const [from, until] = [this.selection.since ?? this.span[0], this.selection.until ?? this.span[1]];
    const open = this.selection.since == null && this.selection.until == null;
    const length = open ? (this.span[1] - this.span[0]) / 12 : until - from;
    const start = open ? (event.key === "]" ? this.span[0] : this.span[1] - length) : from + (event.key === "]" ? length : -length);
    const held = Math.max(this.span[0], Math.min(start, this.span[1] - length));
    this.selection.window(held, held + length, { by: this });
    event.preventDefault();
  }
}

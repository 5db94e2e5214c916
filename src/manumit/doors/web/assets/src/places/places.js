// <m-places src picture-url>: the cells of a study on a map, in a histogram and as a table, one choice in all three; steps of
// time, and two of them beside each other. The map's own code is large and comes when the page asks for it.
import { ask } from "../ask.js";
import { button, h, state } from "../dom.js";
import { inks, onInks } from "../inks.js";
import { swatch } from "../map-list.js";
import { MapTools } from "../map-tools.js";
import { openMenu } from "../menu.js";
import { handOut } from "../picture.js";
import { number, word } from "../words.js";
import { Cohort } from "./cohort.js";
import { available, layer } from "./layers.js";
import { PlacesHistogram } from "./places-histogram.js";
import { PlacesTable } from "./places-table.js";
import { PlacesTime } from "./places-time.js";

export class Places extends HTMLElement {
  chosen = new Set();
  second = null; // {map, time, box}: the other date, where two are compared

  async connectedCallback() {
    this.replaceChildren(state("loading", word("loading")));
    try {
      this.data = await ask(this.getAttribute("src"));
    } catch (error) {
      return this.replaceChildren(state("error", error.message, error.hint, button(word("again"), () => this.connectedCallback())));
    }
    this.inks = inks();
    this.name = this.data.expected ? "expected" : "seen";
    this.#build();
    await this.#open();
  }

  #build() {
    const names = available(this.data);
    this.layers = h("div", { class: "segments", role: "group", "aria-label": word("map.layers") }, ...names.map((name) => button(word(`places.layer.${name}`), () => this.turn(name), { "data-layer": name })));
    this.box = h("div", { class: "canvas" });
    this.tools = new MapTools(this.box, { map: () => this.map?.map, choose: (where, add) => this.choose(this.map.inside(where), add) });
    this.corner = h("div", { class: "corner", hidden: true }, ...this.#corner());
    this.frames = h("div", { class: "places-frames" }, h("div", { class: "map-frame" }, this.box, this.corner, this.tools.how));
    this.legend = h("ul", { class: "places-legend", "aria-label": word("legend.colours") });
    this.foot = h("p", { class: "quiet small" }, h("span", { class: "unprinted", text: word("places.choose") }), " ", word("map.from"));
    this.telling = h("div", { class: "telling", role: "status" });
    this.cohort = new Cohort(this.data, this.getAttribute("cells-url"), () => this.choose([]));
    this.histogram = new PlacesHistogram((cells, add) => this.choose(cells, add));
    this.table = new PlacesTable(this.data, (cells, add) => this.choose(cells, add));
    this.time = this.data.periods && new PlacesTime(this.data, () => this.#timed());
    this.compare = this.time && button(word("places.compare"), () => this.#compare(), { "aria-pressed": "false", disabled: true });
    if (this.time) this.frames.firstChild.append(this.time.box);
    this.head = h("div", { class: "spread places-head" }, this.layers, this.compare);
    this.replaceChildren(this.head, h("div", { class: "places-sheet" }, this.frames, h("div", { class: "places-side" }, this.cohort.box, this.legend, this.histogram.box)), this.foot, this.table.box, this.telling);
    this.show();
  }

  #corner() {
    const small = (name, picture, act) => button(word(name), act, { picture });
    const more = (event) => openMenu(event.currentTarget.getBoundingClientRect(), word("more"), ["svg", "png", "pdf"].map((kind) => ({ label: word(`export.${kind}`), act: () => this.export(kind) })));
    return [small("zoom.in", "plus", () => this.map.zoom(1)), small("zoom.out", "minus", () => this.map.zoom(-1)), small("zoom.fit", "fit", () => this.map.fit()), ...this.tools.buttons, this.hasAttribute("picture-url") && small("more", "more", more)];
  }

  async #open() {
    try {
      this.map = await this.#map(this.box, 1);
    } catch {
      return this.box.replaceChildren(state("error", word("map.failed"), word("places.failed")));
    }
    this.corner.hidden = false;
    if (this.compare) this.compare.disabled = false;
    this.show();
    this.map.map.once("idle", () => this.setAttribute("data-painted", ""));
    addEventListener("beforeprint", () => this.#maps().forEach((map) => map.still()));
    onInks(() => ((this.inks = inks()), Promise.all(this.#maps().map((map) => map.dress(this.inks))).then(() => this.show())));
  }

  async #map(box, rank) {
    const { PlacesMap, shapes } = await import("./places-map.js");
    this.shapes ??= shapes(this.data);
    const map = new PlacesMap(box, this.data, await this.shapes, (cell, add) => this.choose(cell == null ? [] : [cell], add));
    await map.open(this.inks, rank);
    return map;
  }

  #maps = () => [this.map, this.second?.map].filter(Boolean);

  /** A step of time is a step of what was seen. */
  #timed() {
    if (this.time.period != null || this.second) this.name = "seen";
    this.show();
  }

  /** A second map beside the first, with a time of its own; and away again. */
  async #compare() {
    this.compare.setAttribute("aria-pressed", String(!this.second));
    this.frames.classList.toggle("two", !this.second);
    if (this.second) {
      this.second.time.stop();
      this.second.map?.map.remove();
      this.second.frame.remove();
      this.second = null;
      return this.show();
    }
    const box = h("div", { class: "canvas" });
    const time = new PlacesTime(this.data, () => this.#timed());
    const frame = h("div", { class: "map-frame" }, box, time.box);
    this.second = { time, frame, map: null };
    this.frames.append(frame);
    const map = await this.#map(box, 2);
    if (this.second?.frame !== frame) return map.map.remove();
    this.second.map = map;
    map.follow(this.map);
    this.map.fit();
    if (this.time.period == null) this.time.set(0);
    time.set(time.last);
  }

  turn(name) {
    this.name = name;
    this.time?.stop();
    this.show();
  }

  /** Takes cells into the choice or out of it; without `add` they are the choice. */
  choose(cells, add = false) {
    const whole = cells.length > 0 && cells.every((cell) => this.chosen.has(cell));
    const kept = add ? this.chosen : new Set();
    for (const cell of cells) whole ? kept.delete(cell) : kept.add(cell);
    this.chosen = kept;
    if (cells.length === 1 && !whole) this.map?.reveal(cells[0]);
    this.show();
  }

  /** What a map shows; the second one has a time of its own. */
  shown(time = this.time) {
    return layer(this.data, this.name, this.inks, this.name === "seen" ? time?.period : null);
  }

  show() {
    const shown = this.shown();
    const other = this.second?.map && this.shown(this.second.time);
    for (const one of this.layers.children) one.setAttribute("aria-pressed", String(one.dataset.layer === this.name));
    this.map?.draw(shown, this.chosen);
    if (other) this.second.map.draw(other, this.chosen);
    this.#legend(shown, other);
    this.histogram.show(shown, this.chosen);
    this.cohort.show(this.chosen);
    this.table.show(this.chosen);
  }

  /** Each class with its cells, of two dates for both; pressed, it chooses them. */
  #legend(shown, other) {
    const { thin, hidden } = this.data;
    const all = (flags) => flags.flatMap((on, at) => (on ? [at] : []));
    const held = [...this.legend.querySelectorAll("button")].indexOf(document.activeElement);
    const entries = shown.entries.map((one, i) => this.#entry(swatch({ ring: true, colour: one.colour }), one.text, all(shown.keys.map((key) => key === i)), other?.entries[i]));
    if (hidden.some(Boolean)) entries.push(this.#entry(swatch({ ring: true, colour: this.inks.line }), word("places.hidden.many"), all(hidden)));
    if (thin.some(Boolean)) entries.push(this.#entry(swatch({ ring: true, unsure: true }), word("places.thin"), all(thin)));
    this.legend.replaceChildren(h("li", { class: "quiet small", text: word(`places.scale.${this.name}`) }), ...entries);
    this.legend.querySelectorAll("button")[held]?.focus();
  }

  #entry(mark, text, cells, other) {
    const pressed = cells.length > 0 && cells.every((cell) => this.chosen.has(cell));
    const counts = [cells.length, other?.cells].filter((one) => one != null).map((one) => number(one)).join(" / ");
    return h("li", {}, h("button", { type: "button", class: "places-class", "aria-pressed": String(pressed), disabled: !cells.length, onclick: () => this.choose(cells, true) }, mark, h("span", { text }), h("span", { class: "number" }, counts, h("span", { class: "unseen", text: ` ${word("places.cells")}` }))));
  }

  tell(sentence) {
    this.telling.textContent = sentence;
    clearTimeout(this.stopTelling);
    this.stopTelling = setTimeout(() => (this.telling.textContent = ""), 6000);
  }

  /** What stands on the screen: the map, or two of them beside each other. */
  async export(kind) {
    const { mapPicture } = await import("../map-picture.js");
    const { title, handling, stamp, cells, thin } = this.data;
    const hatched = thin.filter(Boolean).length;
    const [drawn, beside = null] = this.#maps();
    const [shown, other] = [this.shown(), beside && this.shown(this.second.time)];
    const many = (i) => [shown, other].flatMap((one) => one?.entries[i] ?? []).map((one) => number(one.cells)).join(" / ");
    const entries = shown.entries.map((one, i) => ({ colour: one.colour, text: `${one.text} (${many(i)})` }));
    if (hatched) entries.push({ unsure: true, text: `${word("places.thin")} (${number(hatched)})` });
    drawn.when = this.name === "seen" && this.time ? this.time.said.textContent : "";
    if (beside) beside.when = this.name === "seen" ? this.second.time.said.textContent : "";
    const stepped = this.name === "seen" && this.time?.period != null;
    Object.assign(drawn, { entries, heading: [word(`places.scale.${this.name}`), !beside && stepped && drawn.when].filter(Boolean).join(" "), method: stamp.join(" ") });
    const events = new Map(cells.map((cell, i) => [cell, [cell, shown.values[i], ...(other ? [other.values[i]] : [])]]));
    const stage = { scene: { title, handling, masked: false, window: {}, nodes: new Map(), edges: new Map(), events }, selection: {}, tell: (said) => this.tell(said), leaves: (picture) => ask(this.getAttribute("picture-url"), picture) };
    await handOut(stage, "map", kind, await mapPicture({ drawn, beside, stage, inks: this.inks }));
  }
}

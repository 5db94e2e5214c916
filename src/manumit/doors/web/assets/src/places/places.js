// <m-places src picture-url>: the cells of a study on a map, as a histogram that is its legend, and as a table; one choice in
// all three. The map's own code is large and comes when the page asks for it.
import { button, h, state } from "../dom.js";
import { inks, onInks } from "../inks.js";
import { swatch } from "../map-list.js";
import { openMenu } from "../menu.js";
import { handOut } from "../picture.js";
import { number, word } from "../words.js";
import { available, layer } from "./layers.js";
import { PlacesTable } from "./places-table.js";

const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

export class Places extends HTMLElement {
  chosen = new Set();
  period = null;

  async connectedCallback() {
    this.replaceChildren(state("loading", word("loading")));
    try {
      const answer = await fetch(this.getAttribute("src"), { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      this.data = await answer.json();
    } catch {
      return this.replaceChildren(state("error", word("error.load"), word("error.load.hint"), button(word("again"), () => this.connectedCallback())));
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
    this.corner = h("div", { class: "corner", hidden: true }, ...this.#tools());
    this.frames = h("div", { class: "places-frames" }, h("div", { class: "map-frame" }, this.box, this.corner));
    this.legend = h("ul", { class: "places-legend", "aria-label": word("legend.colours") });
    this.foot = h("p", { class: "quiet small", text: [word("places.choose"), word("map.from")].join(" ") });
    this.telling = h("div", { class: "telling", role: "status" });
    this.table = new PlacesTable(this.data, (cells, add) => this.choose(cells, add));
    this.head = h("div", { class: "spread places-head" }, this.layers);
    this.replaceChildren(this.head, h("div", { class: "places-sheet" }, this.frames, this.legend), this.foot, this.table.box, this.telling);
    this.show();
  }

  #tools() {
    const small = (name, picture, act) => button(word(name), act, { picture });
    const more = (event) => openMenu(event.currentTarget.getBoundingClientRect(), word("more"), ["svg", "png"].map((kind) => ({ label: word(`export.${kind}`), act: () => this.export(kind) })));
    return [small("zoom.in", "plus", () => this.map.zoom(1)), small("zoom.out", "minus", () => this.map.zoom(-1)), small("zoom.fit", "fit", () => this.map.fit()), this.hasAttribute("picture-url") && small("more", "more", more)];
  }

  async #open() {
    try {
      const { PlacesMap } = await import("./places-map.js");
      const map = new PlacesMap(this.box, this.data, (cell, add) => (cell == null ? this.choose([], add) : this.choose([cell], add)));
      await map.open(this.inks);
      this.map = map;
    } catch {
      return this.box.replaceChildren(state("error", word("map.failed"), word("places.failed")));
    }
    this.corner.hidden = false;
    this.show();
    this.map.map.once("idle", () => this.setAttribute("data-painted", ""));
    onInks(() => ((this.inks = inks()), this.map.dress(this.inks).then(() => this.show())));
  }

  turn(name) {
    this.name = name;
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

  get shown() {
    return layer(this.data, this.name, this.inks, this.name === "seen" ? this.period : null);
  }

  show() {
    const shown = this.shown;
    for (const one of this.layers.children) one.setAttribute("aria-pressed", String(one.dataset.layer === this.name));
    this.map?.draw(shown, this.chosen);
    this.#legend(shown);
    this.table.show(this.chosen);
  }

  /** The legend is a histogram: a bar a class, as long as the class has cells; pressed, it chooses them. */
  #legend(shown) {
    const most = Math.max(...shown.entries.map((one) => one.cells), 1);
    const { thin, hidden } = this.data;
    const cellsOf = (i) => shown.keys.flatMap((key, at) => (key === i ? [at] : []));
    const all = (flags) => flags.flatMap((on, at) => (on ? [at] : []));
    const bars = shown.entries.map((one, i) => this.#bar(swatch({ ring: true, colour: one.colour }), one.text, cellsOf(i), most));
    if (hidden.some(Boolean)) bars.push(this.#bar(swatch({ ring: true, colour: this.inks.line }), word("places.hidden.many"), all(hidden), most));
    if (thin.some(Boolean)) bars.push(this.#bar(swatch({ ring: true, unsure: true }), word("places.thin"), all(thin), most));
    this.legend.replaceChildren(h("li", { class: "quiet small", text: word(`places.scale.${this.name}`) }), ...bars);
  }

  #bar(mark, text, cells, most) {
    const bar = h("span", { class: "places-bar", "aria-hidden": "true" });
    bar.style.inlineSize = `${(100 * cells.length) / Math.max(most, cells.length)}%`;
    const pressed = cells.length > 0 && cells.every((cell) => this.chosen.has(cell));
    return h("li", {}, h("button", { type: "button", class: "places-class", "aria-pressed": String(pressed), disabled: !cells.length, onclick: () => this.choose(cells, true) }, mark, h("span", { text }), h("span", { class: "number" }, number(cells.length), h("span", { class: "unseen", text: ` ${word("places.cells")}` })), bar));
  }

  tell(sentence) {
    this.telling.textContent = sentence;
    clearTimeout(this.stopTelling);
    this.stopTelling = setTimeout(() => (this.telling.textContent = ""), 6000);
  }

  async export(kind) {
    const { mapPicture } = await import("../map-picture.js");
    const shown = this.shown;
    const { title, handling, stamp, cells, thin } = this.data;
    const entries = shown.entries.map((one) => ({ colour: one.colour, text: `${one.text} (${number(one.cells)})` }));
    const hatched = thin.filter(Boolean).length;
    if (hatched) entries.push({ unsure: true, text: `${word("places.thin")} (${number(hatched)})` });
    const when = this.name === "seen" && this.period != null ? this.data.edges[this.period] : null;
    Object.assign(this.map, { entries, heading: [word(`places.scale.${this.name}`), when].filter(Boolean).join(" "), method: stamp.join(" ") });
    const events = new Map(cells.map((cell, i) => [cell, [cell, shown.values[i]]]));
    const stage = { scene: { title, handling, masked: false, window: {}, nodes: new Map(), edges: new Map(), events }, selection: {}, tell: (said) => this.tell(said), leaves: (picture) => this.#leaves(picture) };
    await handOut(stage, "map", kind, await mapPicture({ drawn: this.map, stage, inks: this.inks }));
  }

  async #leaves(picture) {
    const answer = await fetch(this.getAttribute("picture-url"), { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token() }, body: JSON.stringify(picture) });
    if (!answer.ok) throw new Error(word("error.load"));
  }
}

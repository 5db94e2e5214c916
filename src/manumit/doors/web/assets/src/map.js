// <m-map>: where it happened, as places or counted in hexagons, with the same as a list beside it. The map's own code is
// large, so it comes when the map is first seen.
import { actionKey } from "./actions.js";
import { button, h, state } from "./dom.js";
import { inks, onInks } from "./inks.js";
import { MapList } from "./map-list.js";
import { mapLegend } from "./map-legend.js";
import { MapTools } from "./map-tools.js";
import { openMenu } from "./menu.js";
import { handOut } from "./picture.js";
import { View } from "./stage.js";
import { number, word } from "./words.js";

const LAYERS = ["places", "hexagons"];

export class MapView extends View {
  drawn = null;
  since = null;
  until = null;

  build() {
    this.inks = inks();
    this.box = h("div", { class: "canvas" });
    this.waiting = state("loading", word("loading"));
    this.#furnish();
    this.list = new MapList(this);
    this.foot = h("div", { class: "foot" });
    this.append(h("div", { class: "map-sheet" }, h("div", { class: "map-frame" }, this.box, this.waiting, this.layers, this.corner, this.tools.how), this.list.box), this.foot);
    const seen = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && (seen.disconnect(), this.#open()));
    seen.observe(this);
    onInks(() => ((this.inks = inks()), this.drawn?.dress().then(() => this.say())));
  }

  #furnish() {
    const small = (name, picture, act) => button(word(name), act, { picture });
    this.layers = h("div", { class: "segments on-map", role: "group", "aria-label": word("map.layers"), hidden: true }, ...LAYERS.map((name) => button(word(`layer.${name}`), () => this.selection.look("layer", name === LAYERS[0] ? "" : name), { "data-layer": name })));
    this.tools = new MapTools(this.box, { map: () => this.drawn?.map, choose: (where, add) => this.drawn.choose(where, add) });
    this.corner = h(
      "div", { class: "corner", hidden: true },
      small("zoom.in", "plus", () => this.drawn.zoom(1)), small("zoom.out", "minus", () => this.drawn.zoom(-1)), small("zoom.fit", "fit", () => this.drawn.fit()), ...this.tools.buttons,
      this.stage.hasAttribute("picture-url") && small("more", "more", (event) => this.#more(event.currentTarget.getBoundingClientRect())),
    );
  }

  get layer() {
    return LAYERS.includes(this.selection.layer) ? this.selection.layer : LAYERS[0];
  }

  async #open() {
    try {
      const { DrawnMap } = await import("./map-drawn.js");
      this.drawn = new DrawnMap(this, this.box);
      this.box.addEventListener("keydown", (event) => !event.key.startsWith("Arrow") && actionKey(event, this.stage, this.box.getBoundingClientRect()));
      await this.#draw();
    } catch {
      return this.waiting.replaceWith((this.waiting = state("error", word("map.failed"), word("map.failed.hint"))));
    }
    this.waiting.remove();
    this.corner.hidden = this.layers.hidden = false;
    this.drawn.fit();
    this.drawn.map.once("idle", () => this.setAttribute("data-painted", performance.now().toFixed(0)));
  }

  async #draw() {
    ({ since: this.since, until: this.until } = this.selection);
    this.drawnLayer = this.layer;
    for (const one of this.layers.children) one.setAttribute("aria-pressed", String(one.dataset.layer === this.layer));
    await this.drawn.draw();
    this.say();
  }

  /** Legend, list and counts of what the map shows now. */
  say() {
    const { places, hexagons, across } = this.drawn;
    const { shown } = this.drawn;
    const told = shown.reduce((sum, one) => sum + one.events.length, 0);
    const none = this.scene.events.size - new Set(places.flatMap((place) => place.events)).size;
    const counts = { n: number(told), places: number(shown.length), km: across && number(across, { maximumSignificantDigits: 2 }) };
    this.list.fill(shown, word(hexagons ? "map.list.hexagons" : "map.list.places", { n: number(shown.length) }));
    this.foot.replaceChildren(
      ...(hexagons ? [mapLegend(this.drawn)] : []),
      h("span", { class: "quiet", text: [word(hexagons ? "map.counted" : "map.shown", counts), none > 0 && word("map.unplaced", { n: number(none) }), !hexagons && word("map.rings")].filter(Boolean).join(" ") }),
      h("span", { class: "quiet small", text: word("map.from") }),
    );
  }

  chooseEvents(events, add) {
    if (events.length) this.selection.choose({ records: events.map((event) => event.id) }, { add, by: this });
    else if (!add) this.selection.clear();
  }

  follow() {
    if (!this.drawn?.places) return;
    const { since, until } = this.selection;
    if (since !== this.since || until !== this.until || this.layer !== this.drawnLayer) return void this.#draw().catch(() => this.stage.tell(word("error.load")));
    this.drawn.light();
    this.list.light();
  }

  grown() {
    if (this.drawn?.places) this.#draw();
  }

  #more(at) {
    openMenu(at, word("more"), ["svg", "png"].map((kind) => ({ label: word(`export.${kind}`), act: () => this.export(kind) })));
  }

  async export(kind) {
    const { mapPicture } = await import("./map-picture.js");
    await handOut(this.stage, "map", kind, await mapPicture(this));
  }
}

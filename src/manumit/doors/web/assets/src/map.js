// <m-map>: where it happened. The map's own code is large, so it comes when the map is first seen.
import { actionKey } from "./actions.js";
import { Area } from "./area.js";
import { button, h, state } from "./dom.js";
import { inks, onInks } from "./inks.js";
import { View } from "./stage.js";
import { number, word } from "./words.js";

export class MapView extends View {
  drawn = null;
  since = null;
  until = null;

  build() {
    this.inks = inks();
    this.box = h("div", { class: "canvas" });
    this.waiting = state("loading", word("loading"));
    const small = (name, picture, act) => button(word(name), act, { picture });
    this.areaButton = small("map.area", "area", () => this.area.take());
    this.corner = h(
      "div", { class: "corner", hidden: true },
      small("zoom.in", "plus", () => this.drawn.zoom(1)), small("zoom.out", "minus", () => this.drawn.zoom(-1)), small("zoom.fit", "fit", () => this.drawn.fit()), this.areaButton,
    );
    this.foot = h("div", { class: "foot" });
    this.append(this.box, this.waiting, this.corner, this.foot);
    const seen = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && (seen.disconnect(), this.#open()));
    seen.observe(this);
    onInks(() => ((this.inks = inks()), this.drawn?.dress()));
  }

  async #open() {
    try {
      const { DrawnMap } = await import("./map-drawn.js");
      this.drawn = new DrawnMap(this, this.box);
    } catch {
      return this.waiting.replaceWith((this.waiting = state("error", word("map.failed"), word("map.failed.hint"))));
    }
    this.area = new Area(this.box, { turned: (on) => this.#turned(on), done: (box, event) => this.drawn.choose(box, event.shiftKey) });
    this.box.addEventListener("keydown", (event) => !event.key.startsWith("Arrow") && actionKey(event, this.stage, this.box.getBoundingClientRect()));
    ({ since: this.since, until: this.until } = this.selection);
    await this.drawn.draw();
    this.waiting.remove();
    this.corner.hidden = false;
    this.drawn.fit();
    this.#say();
    this.drawn.map.once("idle", () => this.setAttribute("data-painted", performance.now().toFixed(0)));
  }

  #turned(on) {
    this.areaButton.setAttribute("aria-pressed", String(on));
    if (on) this.stage.tell(word("area.how"));
  }

  #say() {
    const told = this.drawn.places.reduce((sum, place) => sum + place.events.length, 0);
    const none = this.scene.events.size - new Set(this.drawn.places.flatMap((place) => place.events)).size;
    this.foot.replaceChildren(
      h("span", { class: "quiet", text: [word("map.shown", { n: number(told), places: number(this.drawn.places.length) }), none > 0 && word("map.unplaced", { n: number(none) }), word("map.rings")].filter(Boolean).join(" ") }),
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
    if (since === this.since && until === this.until) return this.drawn.light();
    Object.assign(this, { since, until });
    this.drawn.draw().then(() => this.#say());
  }

  grown() {
    this.drawn?.draw().then(() => this.#say());
  }
}

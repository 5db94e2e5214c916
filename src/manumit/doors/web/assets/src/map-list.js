// The map as a list: its places or hexagons, the busiest first, with how much happened there. It is read out, moved
// through by keys, and picks without a pointer: each button puts its events to the choice or takes them back.
import { h, s } from "./dom.js";
import { number, word } from "./words.js";

const MOST = 200; // entries; of more, the busiest

export class MapList {
  constructor(view) {
    this.view = view;
    this.heading = h("summary");
    this.list = h("ol");
    this.rest = h("p", { class: "quiet small" });
    this.box = h("details", { class: "map-list", open: view.clientWidth > 640 }, this.heading, this.list, this.rest);
  }

  /** `shown`: the busiest last, as the map draws them. */
  fill(shown, heading) {
    const entries = [...shown].sort((a, b) => b.events.length - a.events.length);
    const held = this.list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    this.entries = new Map(entries.slice(0, MOST).map((one) => [one.key, one]));
    this.heading.textContent = heading;
    this.list.replaceChildren(...[...this.entries.values()].map((one) => h("li", {}, this.#entry(one))));
    this.rest.textContent = entries.length > MOST ? word("evidence.rest", { n: number(entries.length - MOST) }) : "";
    this.rest.hidden = entries.length <= MOST;
    this.light();
    if (held) (this.list.querySelector(`[data-key="${CSS.escape(held)}"]`) ?? this.heading).focus({ preventScroll: true });
  }

  #entry(one) {
    const name = one.name || word("map.nameless");
    const named = one.others ? word("map.others", { name, n: number(one.others) }) : name;
    const unseen = (text) => h("span", { class: "unseen", text: `, ${text} ` });
    return h(
      "button", { type: "button", class: "map-item", "data-key": one.key, title: one.unsure ? word("map.unsure") : null, onclick: () => this.#turn(one) },
      swatch(one), h("bdi", { text: named }), h("span", { class: "number" }, one.unsure && unseen(word("map.unsure")), unseen(word("table.events")), number(one.events.length)),
    );
  }

  #whole(one) {
    return one.events.every((event) => this.view.selection.records.has(event.id));
  }

  #turn(one) {
    const { selection } = this.view;
    const own = new Set(one.events.map((event) => event.id));
    const records = [...selection.records].filter((id) => !own.has(id));
    if (!this.#whole(one)) records.push(...own);
    this.view.drawn.reveal(one);
    selection.choose({ ids: [...selection.ids], records }, { by: this.view });
  }

  light() {
    for (const { firstChild: entry } of this.list.children) {
      const one = this.entries.get(entry.dataset.key);
      entry.setAttribute("aria-pressed", String(this.#whole(one)));
      entry.classList.toggle("lit", Boolean(one.lit));
    }
  }
}

/** A small hexagon in its colour, hatched where the place is not known so precisely; a dot for a place. */
export function swatch({ colour = null, unsure = false, ring = null }) {
  const shape = ring ? s("path", { d: "M8 1.5 13.6 4.75v6.5L8 14.5 2.4 11.25v-6.5Z", class: unsure ? "swatch-unsure" : "swatch", fill: colour ?? "none" }) : s("circle", { cx: 8, cy: 8, r: 4, class: "swatch-place" });
  return s("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, shape, unsure && s("path", { class: "swatch-lines", d: "M3 10.5 9.5 2.5M5 13 13 4M9 13.8l4-4.6" }));
}

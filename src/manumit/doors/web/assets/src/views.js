// <m-views>: one view at a time, or graph and map side by side. Which one stands in the address.
import { button, h } from "./dom.js";
import { View } from "./stage.js";
import { word } from "./words.js";

const SHOWS = { graph: ["m-graph"], map: ["m-map"], both: ["m-graph", "m-map"], table: ["m-table"] };

export class Views extends View {
  build() {
    const here = Object.keys(SHOWS).filter((name) => SHOWS[name].every((tag) => this.querySelector(tag)));
    this.first = here.includes(this.getAttribute("first")) ? this.getAttribute("first") : here[0];
    this.bar = h("div", { class: "segments", role: "group", "aria-label": word("views.label") }, ...here.map((name) => button(word(`view.${name}`), () => this.selection.look("view", name), { "data-view": name })));
    this.prepend(this.bar);
    this.follow();
  }

  follow() {
    const view = this.selection.view in SHOWS ? this.selection.view : this.first;
    if (this.shown === view) return;
    this.shown = view;
    for (const one of this.bar.children) one.setAttribute("aria-pressed", String(one.dataset.view === view));
    for (const tag of ["m-graph", "m-map", "m-table"]) for (const found of this.querySelectorAll(tag)) found.classList.toggle("away", !SHOWS[view].includes(tag));
    this.dataset.shows = view;
  }
}

// The chosen cells as one: how many, what was seen in them and is expected, and the way out as a table.
import { token } from "../ask.js";
import { button, h } from "../dom.js";
import { number, word } from "../words.js";

export class Cohort {
  /** `url`: where the cells are to be had as a table, if they may leave; `leave` lets go of the choice. */
  constructor(data, url, leave) {
    this.data = data;
    this.said = h("p", { role: "status" });
    this.cells = h("input", { type: "hidden", name: "cells" });
    const form = url && h("form", { method: "post", action: url }, h("input", { type: "hidden", name: "csrfmiddlewaretoken", value: token() }), this.cells, button(word("places.cohort.csv"), null, { type: "submit" }));
    this.box = h("div", { class: "places-cohort", hidden: true }, this.said, h("div", { class: "actions" }, form, button(word("places.cohort.none"), leave)));
  }

  /** Sums of intervals are no intervals: none is told. */
  show(chosen) {
    this.box.hidden = !chosen.size;
    const { cells, seen, expected, hidden } = this.data;
    const sum = (column) => [...chosen].reduce((total, i) => total + (column[i] ?? 0), 0);
    const out = [...chosen].filter((i) => hidden[i]).length;
    const told = [
      word("places.cohort.seen", { n: number(chosen.size), seen: number(sum(seen), { maximumFractionDigits: 1 }) }),
      expected && word("places.cohort.expected", { expected: number(sum(expected), { maximumFractionDigits: 1 }) }),
      out > 0 && word("places.cohort.hidden", { n: number(out) }),
    ];
    this.said.textContent = told.filter(Boolean).join(" ");
    this.cells.value = [...chosen].map((i) => cells[i]).join(",");
  }
}

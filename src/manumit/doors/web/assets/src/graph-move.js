// Moves the chosen elements without dragging (WCAG 2.2, 2.5.7): four buttons that stay open, and the arrows.
import { h, icon } from "./dom.js";
import { float } from "./menu.js";
import { number, word } from "./words.js";

const STEP = 12; // px of the screen
const WAYS = { up: [0, -1], left: [-1, 0], right: [1, 0], down: [0, 1] };

/** How far an arrow key moves, or null for another key. */
export function wayOf(key) {
  return WAYS[key.replace("Arrow", "").toLowerCase()]?.map((part) => part * STEP) ?? null;
}

/** `nudge([x, y])` in px of the screen; `n` elements are chosen. */
export function openPad(at, n, nudge) {
  const push = (name) => h("button", { type: "button", class: `button icon to-${name}`, "aria-label": word(`move.${name}`), title: word(`move.${name}`), onclick: () => nudge(wayOf(name)) }, icon(name));
  const pad = h("div", { class: "menu pad", popover: "auto", role: "group", "aria-label": word("move.label", { n: number(n) }) }, h("p", { class: "menu-head", text: word("move.label", { n: number(n) }) }), h("div", { class: "pad-keys" }, ...Object.keys(WAYS).map(push)));
  pad.addEventListener("keydown", (event) => {
    const way = event.key.startsWith("Arrow") && wayOf(event.key);
    if (!way) return;
    nudge(way);
    event.preventDefault();
  });
  return float(pad, at, "button");
}

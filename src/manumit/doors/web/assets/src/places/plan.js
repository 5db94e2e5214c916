// <m-plan picture-url>: a plan's drawing leaves as a picture, with its numbers, its method and what it is not stamped on.
// The drawing and the legend are those of the page; what is stamped comes with it as a block of data.
import { ask } from "../ask.js";
import { button, h, s } from "../dom.js";
import { inks } from "../inks.js";
import { openMenu } from "../menu.js";
import { MARGIN, WIDTH, handOut, sheet } from "../picture.js";
import { rightToLeft, word } from "../words.js";

const [TOP, LINE, ACROSS, TALL] = [40, 28, 3, 900]; // px; entries of the legend in a row; the drawing at most so tall
const PAINT = ["fill", "stroke", "stroke-width", "stroke-opacity", "font-size", "font-weight", "text-anchor", "dominant-baseline", "paint-order", "stroke-linejoin", "direction"];

/** A drawing of the page with its colours in it: a file has no style sheet. */
function painted(svg) {
  const copy = svg.cloneNode(true);
  const [from, to] = [svg, copy].map((one) => [...one.querySelectorAll("*")]);
  from.forEach((one, i) => PAINT.forEach((name) => to[i].setAttribute(name, getComputedStyle(one)[name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())])));
  copy.removeAttribute("class");
  return copy;
}

/** An entry of the legend in words: how many cells in brackets; numbers from left to right, whichever way the page is read. */
function said(entry) {
  const copy = entry.cloneNode(true);
  for (const one of copy.querySelectorAll("bdi")) one.replaceWith(`\u2066${one.textContent}\u2069`);
  for (const one of copy.querySelectorAll(".quiet")) one.replaceWith(`(${one.textContent.trim()})`);
  return copy.textContent.replace(/\s+/g, " ").trim();
}

export class Plan extends HTMLElement {
  connectedCallback() {
    this.data = JSON.parse(this.querySelector("script").textContent);
    this.telling = h("div", { class: "telling", role: "status" });
    const more = (event) => openMenu(event.currentTarget.getBoundingClientRect(), word("more"), ["svg", "png", "pdf"].map((kind) => ({ label: word(`export.${kind}`), act: () => this.export(kind) })));
    this.append(h("p", { class: "actions unprinted" }, button(this.data.label, more, { "aria-haspopup": "menu" })), this.telling);
  }

  /** The drawing, as wide as the sheet or TALL at most, and the legend below it. */
  #drawn(ink) {
    const drawing = painted(this.querySelector(".hex-sheet"));
    const [, , wide, tall] = drawing.getAttribute("viewBox").split(" ").map(Number);
    const scale = Math.min((WIDTH - 2 * MARGIN) / wide, TALL / tall);
    Object.entries({ x: (WIDTH - wide * scale) / 2, y: TOP, width: wide * scale, height: tall * scale }).forEach(([name, value]) => drawing.setAttribute(name, value));
    const below = TOP + tall * scale + LINE;
    const turned = rightToLeft();
    const column = (WIDTH - 2 * MARGIN) / ACROSS;
    const entries = [...this.querySelectorAll(".legend li")].flatMap((one, i) => {
      const [x, y] = [MARGIN + (i % ACROSS) * column, below + Math.floor(i / ACROSS) * LINE];
      const mark = painted(one.querySelector("svg"));
      Object.entries({ x: turned ? WIDTH - x - 16 : x, y: y - 14 }).forEach(([name, value]) => mark.setAttribute(name, value));
      return [mark, s("text", { x: turned ? WIDTH - x - 26 : x + 26, y, "font-size": 15, fill: ink.ink, ...(turned && { direction: "rtl" }), text: said(one) })];
    });
    const rows = Math.ceil(this.querySelectorAll(".legend li").length / ACROSS);
    return { drawing: [drawing, ...entries], height: below + rows * LINE };
  }

  async export(kind) {
    const ink = inks();
    const { title, handling, stamp, need } = this.data;
    const stage = { scene: { title, handling, masked: false, window: {}, nodes: new Map(), edges: new Map(), events: new Map(need.map((one) => [one[0], one])) }, selection: {}, tell: (said) => (this.telling.textContent = said), leaves: (picture) => ask(this.getAttribute("picture-url"), picture) };
    const { drawing, height } = this.#drawn(ink);
    await handOut(stage, "plan", kind, await sheet(stage, ink, height, drawing, stamp.join(" ")));
  }
}

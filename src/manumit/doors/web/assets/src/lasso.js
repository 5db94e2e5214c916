// Chooses by drawing round: hold the pointer down and draw, or click corner after corner, or set corners by keys (arrows
// move the mark, Space sets a corner). Enter or a click on the first corner closes it, Backspace takes the last corner
// back, Escape puts the tool down.
import { s } from "./dom.js";

const SLACK = 4; // px a press may wander and still be a click
const STROKE = 6; // px between the corners of a line drawn by hand
const NEAR = 12; // px: a click so near the first corner closes
const [STEP, LEAP] = [10, 50]; // px an arrow moves the mark; with Shift
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const apart = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/** Is the point in the polygon? (Even number of crossings to its left: no.) */
export function inside(corners, { x, y }) {
  let within = false;
  corners.forEach((a, i) => {
    const b = corners[(i || corners.length) - 1];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) within = !within;
  });
  return within;
}

export class Lasso {
  #corners = [];
  #pressed = null; // where the pointer went down
  #freehand = false;
  #mark = null; // of the keys

  /** `done(corners, event)` in px of `surface`; `turned(on)` when the tool is taken up or laid down; `told(n)` corners
      when keys set or take back one. */
  constructor(surface, { turned, done, told }) {
    Object.assign(this, { surface, turned, done, told, on: false });
    this.line = s("polygon");
    this.dots = s("g");
    this.cross = s("path", { class: "lasso-mark", d: "M-9,0H9M0,-9V9", visibility: "hidden" });
    this.sheet = s("svg", { class: "lasso", "aria-hidden": "true", visibility: "hidden" }, this.line, this.dots, this.cross);
    surface.append(this.sheet);
    for (const [name, act] of [["pointerdown", this.#press], ["pointermove", this.#draw], ["pointerup", this.#release]]) {
      surface.addEventListener(name, (event) => this.on && act.call(this, event), true);
    }
    for (const name of ["click", "dblclick", "mousedown", "touchstart"]) {
      surface.addEventListener(name, (event) => (this.on || event.timeStamp < this.quiet) && event.stopPropagation(), true);
    }
    surface.addEventListener("keydown", (event) => this.on && this.#key(event), true);
    addEventListener("keydown", (event) => this.on && event.key === "Escape" && (this.take(false), event.preventDefault()), true); // wherever the focus is
  }

  take(on = !this.on) {
    this.on = on;
    this.#corners = [];
    this.#pressed = this.#mark = null;
    this.#freehand = false;
    this.surface.classList.toggle("drawing", on);
    this.sheet.setAttribute("visibility", on ? "visible" : "hidden");
    this.#show();
    if (on) (this.surface.querySelector("canvas[tabindex]") ?? this.surface).focus({ preventScroll: true });
    this.turned(on);
  }

  #at(event) {
    const { left, top } = this.surface.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #show(rubber = null) {
    const points = rubber ? [...this.#corners, rubber] : this.#corners;
    this.line.setAttribute("points", points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "));
    this.dots.replaceChildren(...(this.#freehand ? [] : this.#corners.map(({ x, y }, i) => s("circle", { cx: x, cy: y, r: i ? 3 : 6 }))));
    this.cross.setAttribute("visibility", this.#mark ? "inherit" : "hidden");
    if (this.#mark) this.cross.setAttribute("transform", `translate(${this.#mark.x} ${this.#mark.y})`);
  }

  #press(event) {
    event.stopPropagation();
    event.preventDefault(); // no mouse events follow: what lies below does not move
    this.surface.setPointerCapture(event.pointerId);
    this.#pressed = this.#at(event);
    this.#mark = null;
    this.#show();
  }

  #draw(event) {
    event.stopPropagation();
    const here = this.#at(event);
    if (!this.#pressed) return this.#corners.length ? this.#show(here) : undefined;
    if (!this.#freehand && apart(here, this.#pressed) > SLACK) {
      this.#freehand = true;
      this.#corners.push(this.#pressed);
    }
    if (this.#freehand && apart(here, this.#corners.at(-1)) >= STROKE) this.#corners.push(here);
    this.#show();
  }

  #release(event) {
    event.stopPropagation();
    if (!this.#pressed) return;
    const here = this.#pressed;
    this.#pressed = null;
    this.quiet = event.timeStamp + 80; // the click that ends the stroke is not one of its own
    if (this.#freehand) return this.#close(event);
    const ends = [this.#corners[0], this.#corners.at(-1)];
    if (this.#corners.length > 2 && ends.some((end) => apart(here, end) < NEAR)) return this.#close(event);
    this.#corners.push(here);
    this.#show();
  }

  #close(event) {
    const corners = this.#corners;
    this.take(false);
    if (corners.length > 2) this.done(corners, event);
  }

  #key(event) {
    const arrow = ARROWS[event.key];
    if (arrow) this.#move(arrow, event.shiftKey ? LEAP : STEP);
    else if (event.key === "Enter") this.#corners.length > 2 && this.#close(event);
    else if (event.key === " " || event.key === "Backspace") this.#set(event.key === " ");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #move([across, down], px) {
    const { clientWidth: width, clientHeight: height } = this.surface;
    this.#mark ??= { x: width / 2, y: height / 2 };
    this.#mark = { x: Math.min(width, Math.max(0, this.#mark.x + across * px)), y: Math.min(height, Math.max(0, this.#mark.y + down * px)) };
    this.#show(this.#corners.length ? this.#mark : null);
  }

  #set(more) {
    if (more) this.#move([0, 0], 0), this.#corners.push(this.#mark);
    else this.#corners.pop();
    this.#show();
    this.told(this.#corners.length);
  }
}

// Chooses by area: drag from corner to corner, or click one corner and then the other. Graph and map use the same one.
import { h } from "./dom.js";

const SLACK = 4; // px: less is a click, and the other corner is still to come

export class Area {
  #from = null;

  /** `done({left, top, right, bottom}, event)` in px of `surface`; `turned(on)` when the tool is taken up or laid down. */
  constructor(surface, { turned, done }) {
    Object.assign(this, { surface, turned, done, on: false });
    this.frame = h("div", { class: "area", hidden: true });
    surface.append(this.frame);
    for (const [name, act] of [["pointerdown", this.#press], ["pointermove", this.#stretch], ["pointerup", this.#release]]) {
      surface.addEventListener(name, (event) => this.on && act.call(this, event), true);
    }
    surface.addEventListener("click", (event) => (this.on || event.timeStamp < this.quiet) && event.stopPropagation(), true);
    addEventListener("keydown", (event) => this.on && event.key === "Escape" && (this.take(false), event.preventDefault()), true); // wherever the focus is
  }

  take(on = !this.on) {
    this.on = on;
    this.#from = null;
    this.frame.hidden = true;
    this.surface.classList.toggle("drawing", on);
    this.turned(on);
  }

  #at(event) {
    const { left, top } = this.surface.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #press(event) {
    event.stopPropagation();
    event.preventDefault(); // no mouse events follow: what lies below does not move
    this.#from ??= this.#at(event);
    this.#show(this.#at(event));
  }

  #stretch(event) {
    event.stopPropagation();
    if (this.#from) this.#show(this.#at(event));
  }

  #show(to) {
    const box = { left: Math.min(this.#from.x, to.x), top: Math.min(this.#from.y, to.y), right: Math.max(this.#from.x, to.x), bottom: Math.max(this.#from.y, to.y) };
    const px = { left: box.left, top: box.top, width: box.right - box.left, height: box.bottom - box.top };
    for (const [name, value] of Object.entries(px)) this.frame.style.setProperty(name, `${value}px`);
    this.frame.hidden = false;
    return box;
  }

  #release(event) {
    event.stopPropagation();
    if (!this.#from) return;
    const box = this.#show(this.#at(event));
    if (box.right - box.left < SLACK && box.bottom - box.top < SLACK) return;
    this.quiet = event.timeStamp + 80; // the click that ends the drag is not one of its own
    this.take(false);
    this.done(box, event);
  }
}

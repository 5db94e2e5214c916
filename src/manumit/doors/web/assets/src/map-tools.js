// Choosing on a map by drawing: from corner to corner, or round. One tool at a time; what it wants stands below the map as
// long as it is taken, where it covers nothing.
import { Area } from "./area.js";
import { button, h } from "./dom.js";
import { Lasso, inside } from "./lasso.js";
import { number, word } from "./words.js";

const HELD = ["dragPan", "doubleClickZoom"]; // a finger draws, and does not pull the map

export class MapTools {
  /** `map()`: the MapLibre map once there is one; `choose(where, add)`: what `where` says of points in px of `box`. */
  constructor(box, { map, choose }) {
    this.map = map;
    const within = ({ left, top, right, bottom }) => ({ x, y }) => x >= left && x <= right && y >= top && y <= bottom;
    this.buttons = ["area", "lasso"].map((name) => button(word(`map.${name}`), () => this.#take(name), { picture: name, "aria-pressed": "false" }));
    this.want = h("span", { role: "status" });
    this.corners = h("span", { role: "status" });
    this.how = h("p", { class: "quiet small tool-how" }, this.want, " ", this.corners);
    const turned = (how, at) => (on) => this.#turned(this.buttons[at], on, how);
    this.area = new Area(box, { turned: turned("area.how", 0), done: (found, event) => choose(within(found), event.shiftKey) });
    this.lasso = new Lasso(box, {
      turned: turned("lasso.how", 1),
      done: (corners, event) => choose((at) => inside(corners, at), event.shiftKey),
      told: (n) => (this.corners.textContent = word("lasso.corners", { n: number(n) })),
    });
  }

  #take(name) {
    if (!this.map()) return;
    const other = name === "area" ? this.lasso : this.area;
    if (other.on) other.take(false);
    this[name].take();
  }

  #turned(pressed, on, how) {
    pressed.setAttribute("aria-pressed", String(on));
    for (const one of HELD) this.map()[one][on ? "disable" : "enable"]();
    this.want.textContent = on ? word(how) : "";
    this.corners.textContent = "";
  }
}

// Names on the map, drawn by us on a canvas: countries in the reader's language, and the places of the scene. The
// browser's own fonts serve every script; a name that would lie on another one is left out.
import COUNTRIES from "made/countries.json";
import { country, rightToLeft, word, number } from "./words.js";

const FEW = 12; // ways up to which all say how many went together; else only the lit ones

class Room {
  #taken = [];
  take(left, top, width, height) {
    const right = left + width;
    const bottom = top + height;
    if (this.#taken.some((one) => left < one.right && right > one.left && top < one.bottom && bottom > one.top)) return false;
    this.#taken.push({ left, top, right, bottom });
    return true;
  }
}

export class Labels {
  constructor(map, box) {
    this.map = map;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "map-labels";
    box.append(this.canvas);
    map.on("render", () => this.draw());
  }

  /** `places`: the busiest last; `ways` with {middle, together}; `hexagons`, or null: then their counts are written. */
  set({ places, ways, hexagons, inks }) {
    Object.assign(this, { places, ways, hexagons, inks });
  }

  draw() {
    if (!this.inks) return;
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    const ratio = devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      Object.assign(this.canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
      this.canvas.style.width = `${width}px`;
      this.canvas.style.height = `${height}px`;
    }
    const context = this.canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.lineJoin = "round";
    this.written = []; // what stands there now: the exported picture says the same
    const room = new Room();
    const seen = ({ x, y }) => x > -40 && y > -20 && x < width + 40 && y < height + 20;
    if (this.hexagons) this.#counts(context, room, seen);
    else this.#points(context, room, seen);
    this.#countries(context, room, seen);
  }

  #points(context, room, seen) {
    for (const place of [...this.places].reverse()) if (place.name) this.#name(context, room, place, seen);
    const ways = this.ways.filter((way) => way.together > 1 && (way.lit || this.ways.length <= FEW));
    for (const way of ways) this.#together(context, room, way, seen);
  }

  #write(context, room, text, x, y, { font, ink, align }) {
    context.font = `${font} ${this.inks.sans}`;
    const width = context.measureText(text).width;
    const left = align === "center" ? x - width / 2 : align === "right" ? x - width : x;
    if (left < 0 || left + width > this.map.getContainer().clientWidth) return; // half a name says nothing
    if (!room.take(left - 3, y - 8, width + 6, 16)) return;
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.lineWidth = 3.5;
    context.strokeStyle = this.inks.paper;
    context.strokeText(text, left, y);
    context.fillStyle = ink;
    context.fillText(text, left, y);
    this.written.push({ text, x: left, y, font, ink });
  }

  /** How many events in each hexagon; then, where there is room below, the place most spoken of. */
  #counts(context, room, seen) {
    const near = [...this.hexagons].reverse().map((hexagon) => ({ ...hexagon, at: this.map.project([hexagon.lon, hexagon.lat]) })).filter(({ at }) => seen(at));
    const look = { ink: this.inks.ink, align: "center" };
    for (const { at, events } of near) this.#write(context, room, number(events.length), at.x, at.y, { font: "600 12px", ...look });
    for (const { at, name, lit } of near) if (name) this.#write(context, room, name, at.x, at.y + 16, { font: lit ? "600 11px" : "500 11px", ...look });
  }

  #name(context, room, place, seen) {
    const at = this.map.project([place.lon, place.lat]);
    if (!seen(at)) return;
    const away = 8 + 1.3 * Math.sqrt(place.events.length);
    const font = place.lit ? "600 12px" : "500 12px";
    context.font = `${font} ${this.inks.sans}`;
    const wide = away + context.measureText(place.name).width;
    const back = rightToLeft() ? at.x > wide : at.x + wide > this.map.getContainer().clientWidth; // to the other side where it would be cut off
    this.#write(context, room, place.name, at.x + (back ? -away : away), at.y, { font, ink: this.inks.ink, align: back ? "right" : "left" });
  }

  #together(context, room, way, seen) {
    const at = this.map.project(way.middle);
    if (seen(at)) this.#write(context, room, word("map.together", { n: number(way.together) }), at.x, at.y - 12, { font: "500 11px", ink: this.inks.ink2, align: "center" });
  }

  #countries(context, room, seen) {
    const pixels = 512 * 2 ** this.map.getZoom() / 360; // px a degree at the equator
    for (const [code, lon, lat, area] of COUNTRIES) {
      if (Math.sqrt(area) * pixels < 34) break; // sorted by size: no room from here on
      const at = this.map.project([lon, lat]);
      if (seen(at)) this.#write(context, room, country(code), at.x, at.y, { font: "400 11px", ink: this.inks.ink2, align: "center" });
    }
  }
}

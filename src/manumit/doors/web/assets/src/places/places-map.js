// A map of cells: MapLibre on our own base map, cells in the colours of a layer, hatched where the evidence is thin. It has
// the shape that map-picture.js draws.
import { Map as MapLibre, setWorkerUrl } from "maplibre-gl";
import workerFile from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { latLngToCell } from "h3-js";
import { h } from "../dom.js";
import { calm } from "../inks.js";
import { area } from "../map-features.js";
import { Labels } from "../map-labels.js";
import { style } from "../map-style.js";
import { number, word } from "../words.js";
import { CellsLayer } from "./cells-layer.js";
import { ring } from "./shapes.js";

export { shapes } from "./shapes.js";

const BESIDE = 0.05; // of the map's width: cells so far out are still in a picture of it
setWorkerUrl(new URL(workerFile, import.meta.url).href);

export class PlacesMap {
  classes = [];
  hexagons = true;

  /** `shapes`: of shapes.js; `picked(cell, add)` is called when somebody points at a cell. */
  constructor(box, data, shapes, picked) {
    Object.assign(this, { box, data, shapes, picked, map: null });
    this.places = new Map(data.cells.map((cell, i) => [cell, i]));
  }

  /** `rank`: 1, or 2 for a second map beside it. */
  async open(inks, rank) {
    this.inks = inks;
    const title = rank === 1 ? word("places.map") : `${word("places.map")} (${number(rank)})`;
    this.map = new MapLibre({
      container: this.box, style: style(inks), bounds: this.bounds, fitBoundsOptions: { padding: 24 }, minZoom: 0.4, maxZoom: 15, attributionControl: false, dragRotate: false, pitchWithRotate: false,
      touchPitch: false, fadeDuration: 0, locale: { "Map.Title": title }, canvasContextAttributes: { preserveDrawingBuffer: false },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.labels = new Labels(this.map, this.box);
    this.paper = h("canvas", { class: "on-paper", "aria-hidden": "true" });
    this.box.append(this.paper);
    this.map.on("mousemove", (event) => this.box.classList.toggle("pointing", this.#at(event) != null));
    this.map.on("click", (event) => this.#click(event));
    await new Promise((done) => this.map.once("load", done));
    this.#furnish();
  }

  get bounds() {
    return this.shapes.bounds;
  }

  #furnish() {
    const towns = this.data.towns.map((one) => ({ ...one, events: [] })).reverse();
    this.labels.set({ places: towns, ways: [], hexagons: null, inks: this.inks });
    this.layer = new CellsLayer(this.shapes, this.data.thin, this.inks);
    this.map.addLayer(this.layer);
  }

  async dress(inks) {
    this.inks = inks;
    this.map.setStyle(style(inks), { diff: false });
    await new Promise((done) => this.map.once("style.load", done));
    this.#furnish();
  }

  /** `shown`: a layer; `chosen`: a Set of places of cells. */
  draw(shown, chosen) {
    Object.assign(this, { shown, chosen });
    if (!this.map.getLayer("cells")) return; // its style comes anew, and draws then
    const shades = shown.entries.map((one) => one.colour);
    this.layer.paint(shown.keys.map((key) => shades[key] ?? this.inks.line), chosen);
  }

  /** Lays what the map shows now onto a canvas that paper takes: WebGL's own is empty once it was shown. */
  still() {
    this.map.redraw();
    const shown = this.map.getCanvas();
    Object.assign(this.paper, { width: shown.width, height: shown.height });
    const context = this.paper.getContext("2d");
    for (const one of [shown, this.labels.canvas]) context.drawImage(one, 0, 0, shown.width, shown.height);
  }

  /** What the map shows now, as outlines with their looks, those of one look one after the other. */
  get drawn() {
    const { thin, cells, lon, lat } = this.data;
    const [[west, south], [east, north]] = this.map.getBounds().toArray();
    const [wide, tall] = [BESIDE * (east - west), BESIDE * (north - south)];
    const within = (i) => lon[i] > west - wide && lon[i] < east + wide && lat[i] > south - tall && lat[i] < north + tall;
    const look = (i) => {
      const entry = this.shown.entries[this.shown.keys[i]];
      return { key: cells[i], at: i, count: 1, lit: this.chosen.has(i), quiet: this.chosen.size > 0 && !this.chosen.has(i), unsure: false, thin: thin[i], colour: entry ? entry.colour : this.inks.line };
    };
    const order = ({ properties: one }) => `${one.lit}${one.quiet}${one.thin}${one.colour}`;
    const found = cells.flatMap((_, i) => (within(i) ? [area(ring(this.data, i), look(i))] : []));
    return { hexagons: found.map((one) => [order(one), one]).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, one]) => one) };
  }

  /** The place of the cell at a point of the map, null where there is none. */
  #at({ lngLat: { lng, lat } }) {
    return this.places.get(latLngToCell(lat, ((((lng + 180) % 360) + 360) % 360) - 180, this.data.resolution)) ?? null;
  }

  #click(event) {
    const { shiftKey, ctrlKey, metaKey } = event.originalEvent;
    this.picked(this.#at(event), shiftKey || ctrlKey || metaKey);
  }

  /** Cells whose middles lie where `within` says, in px of the box. */
  inside(within) {
    return this.data.cells.flatMap((_, i) => (within(this.map.project([this.data.lon[i], this.data.lat[i]])) ? [i] : []));
  }

  fit() {
    this.map.fitBounds(this.bounds, { padding: 24, duration: calm() ? 0 : 180 });
  }

  zoom(step) {
    this.map.zoomTo(this.map.getZoom() + step, { duration: calm() ? 0 : 140 });
  }

  reveal(i) {
    const at = [this.data.lon[i], this.data.lat[i]];
    if (!this.map.getBounds().contains(at)) this.map.easeTo({ center: at, duration: calm() ? 0 : 180 });
  }

  /** Moves as `other` does, and the other way round. */
  follow(other) {
    let moving = false;
    for (const [one, two] of [[this.map, other.map], [other.map, this.map]]) {
      one.on("move", () => {
        if (moving) return;
        moving = true;
        two.jumpTo({ center: one.getCenter(), zoom: one.getZoom() });
        moving = false;
      });
    }
  }
}

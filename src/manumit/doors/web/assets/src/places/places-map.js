// A map of cells: MapLibre on our own base map, cells in the colours of a layer, hatched where the evidence is thin. It has
// the shape that map-picture.js draws.
import { Map as MapLibre, setWorkerUrl } from "maplibre-gl";
import workerFile from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { cellToBoundary } from "h3-js";
import { calm } from "../inks.js";
import { area, collection } from "../map-features.js";
import { hatch, style } from "../map-style.js";
import { number, word } from "../words.js";

const PICKED = ["hexagons"];
setWorkerUrl(new URL(workerFile, import.meta.url).href);

export class PlacesMap {
  labels = { written: [] };
  classes = [];
  hexagons = true;

  /** `picked(cell, add)` is called when somebody points at a cell. */
  constructor(box, data, picked) {
    this.box = box;
    this.rings = data.cells.map((cell, i) => cellToBoundary(cell, true).map(([lon, lat]) => [lon + 360 * Math.round((data.lon[i] - lon) / 360), lat]));
    this.data = data;
    this.map = null;
    this.picked = picked;
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
    this.map.on("mouseenter", "hexagons", () => this.box.classList.add("pointing"));
    this.map.on("mouseleave", "hexagons", () => this.box.classList.remove("pointing"));
    this.map.on("click", (event) => this.#click(event));
    await new Promise((done) => this.map.once("load", done));
    this.#furnish();
  }

  get bounds() {
    const corners = this.rings.flat();
    const span = (axis) => corners.reduce(([low, high], at) => [Math.min(low, at[axis]), Math.max(high, at[axis])], [Infinity, -Infinity]);
    const [[west, east], [south, north]] = [span(0), span(1)];
    return [[west, south], [east, north]];
  }

  /** The hatch lies above the colours: uncertainty is no second colour. */
  #furnish() {
    this.map.addImage("thin", hatch(this.inks.ink2), { pixelRatio: 2 });
    this.map.addSource("thin", { type: "geojson", data: collection([]) });
    this.map.addLayer({ id: "thin", type: "fill", source: "thin", paint: { "fill-pattern": "thin", "fill-opacity": 0.45 } });
  }

  async dress(inks) {
    this.inks = inks;
    this.map.setStyle(style(inks), { diff: false });
    await new Promise((done) => this.map.once("style.load", done));
    this.#furnish();
  }

  /** `shown`: a layer; `chosen`: a Set of places of cells. */
  draw(shown, chosen) {
    if (!this.map.getSource("thin")) return; // its style comes anew, and draws then
    const { thin, cells } = this.data;
    const look = (i) => {
      const entry = shown.entries[shown.keys[i]];
      return { key: cells[i], at: i, count: 1, lit: chosen.has(i), quiet: chosen.size > 0 && !chosen.has(i), unsure: false, thin: thin[i], colour: entry ? entry.colour : this.inks.line };
    };
    const drawn = cells.map((_, i) => area(this.rings[i], look(i)));
    this.drawn = { hexagons: drawn };
    this.map.getSource("hexagons").setData(collection(drawn));
    this.map.getSource("thin").setData(collection(drawn.filter(({ properties }) => properties.thin && !properties.quiet)));
  }

  #click(event) {
    const [found] = this.map.queryRenderedFeatures(event.point, { layers: PICKED });
    const { shiftKey, ctrlKey, metaKey } = event.originalEvent;
    this.picked(found ? found.properties.at : null, shiftKey || ctrlKey || metaKey);
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

// The map itself: MapLibre on our own base map, under a policy without foreign origins or evaluated code.
import { Map as MapLibre, setWorkerUrl } from "maplibre-gl";
import workerFile from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { calm } from "./inks.js";
import { arc, collection, dot, movements, places, ring } from "./map-features.js";
import { Labels } from "./map-labels.js";
import { SOURCES, arrow, style } from "./map-style.js";
import { word } from "./words.js";

const RINGS = 400; // at most; below 200 m a ring says nothing
setWorkerUrl(new URL(workerFile, import.meta.url).href);

export class DrawnMap {
  constructor(view, box) {
    this.view = view;
    this.map = new MapLibre({
      container: box, style: style(view.inks), center: [10, 30], zoom: 1, minZoom: 0.4, maxZoom: 14, attributionControl: false, dragRotate: false, pitchWithRotate: false,
      touchPitch: false, fadeDuration: 0, renderWorldCopies: true, locale: { "Map.Title": word("map.label") }, canvasContextAttributes: { preserveDrawingBuffer: false },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.labels = new Labels(this.map, box);
    this.loaded = new Promise((done) => this.map.once("load", done));
    for (const layer of ["places", "arcs"]) {
      this.map.on("mouseenter", layer, () => box.classList.add("pointing"));
      this.map.on("mouseleave", layer, () => box.classList.remove("pointing"));
    }
    this.map.on("click", (event) => this.#click(event));
  }

  async draw() {
    const { scene, selection, inks } = this.view;
    await this.loaded;
    for (const [name, ink] of [["arrow", inks.evidence5], ["arrow-lit", inks.accent]]) {
      if (this.map.hasImage(name)) this.map.removeImage(name);
      this.map.addImage(name, arrow(ink, inks.paper), { pixelRatio: 2 });
    }
    const inside = [...scene.events.values()].filter((event) => selection.meets(event.atMs, event.endMs ?? event.atMs));
    this.places = places(inside);
    this.ways = movements(inside, (id) => scene.nodes.get(id)?.kind === "person");
    this.light();
  }

  /** Sets what is lit; the geometry stays. */
  light() {
    if (!this.places) return;
    const { scene, selection, inks } = this.view;
    const lit = scene.lit(selection).events;
    const look = (held) => {
      held.lit = held.events.some((event) => lit.has(event.id));
      return { key: held.key, count: held.events.length, together: held.together ?? 0, lit: held.lit, quiet: !selection.empty && !held.lit };
    };
    const drawn = { places: this.places.map((place) => dot(place, look(place))), arcs: [], arrows: [], rings: [] };
    drawn.rings = this.places.filter((place) => place.precision >= 0.2 && (selection.empty || place.lit)).slice(-RINGS).map((place) => ring(place, place.precision, look(place)));
    for (const way of this.ways) {
      const { line, arrow: head, middle } = arc(way, look(way));
      way.middle = middle;
      drawn.arcs.push(line);
      drawn.arrows.push(head);
    }
    for (const name of SOURCES) this.map.getSource(name).setData(collection(drawn[name]));
    this.labels.set({ places: this.places, ways: this.ways, inks });
    this.map.triggerRepaint();
  }

  dress() {
    this.map.setStyle(style(this.view.inks), { diff: false });
    this.map.once("style.load", () => this.draw());
  }

  #held(rendered) {
    const key = rendered.properties.key;
    return this.places.find((one) => one.key === key) ?? this.ways.find((one) => one.key === key);
  }

  #click(event) {
    const near = [[event.point.x - 5, event.point.y - 5], [event.point.x + 5, event.point.y + 5]];
    const [found] = this.map.queryRenderedFeatures(near, { layers: ["places", "arcs"] });
    const pressed = event.originalEvent;
    this.view.chooseEvents(found ? this.#held(found)?.events ?? [] : [], pressed.shiftKey || pressed.ctrlKey || pressed.metaKey);
  }

  choose(box, add) {
    const inside = (place) => {
      const { x, y } = this.map.project([place.lon, place.lat]);
      return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    };
    this.view.chooseEvents(this.places.filter(inside).flatMap((place) => place.events), add);
  }

  fit(only = () => true) {
    const shown = this.places.filter(only);
    if (!shown.length) return;
    const span = (axis) => shown.reduce(([low, high], place) => [Math.min(low, place[axis]), Math.max(high, place[axis])], [Infinity, -Infinity]);
    const [[west, east], [south, north]] = [span("lon"), span("lat")];
    this.map.fitBounds([[west, south], [east, north]], { padding: 60, maxZoom: 9, duration: calm() ? 0 : 180 });
  }

  zoom(step) {
    this.map.zoomTo(this.map.getZoom() + step, { duration: calm() ? 0 : 140 });
  }
}

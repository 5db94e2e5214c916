// The map itself: MapLibre on our own base map, under a policy without foreign origins or evaluated code.
import { Map as MapLibre, setWorkerUrl } from "maplibre-gl";
import workerFile from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { across, classes, colour, hexagons, resolutionAt } from "./hexagons.js";
import { calm, mix } from "./inks.js";
import { arc, area, collection, dot, movements, places, ring } from "./map-features.js";
import { Labels } from "./map-labels.js";
import { SOURCES, arrow, hatch, style } from "./map-style.js";
import { word } from "./words.js";

const RINGS = 400; // at most; below 200 m a ring says nothing
const PICKED = ["places", "arcs", "hexagons", "hexagons-unsure"]; // layers that answer to the pointer
setWorkerUrl(new URL(workerFile, import.meta.url).href);

const images = (inks) => ({
  arrow: arrow(inks.evidence5, inks.paper), "arrow-lit": arrow(inks.accent, inks.paper),
  hatch: hatch(mix(inks.evidence5, inks.land, 0.6)), "hatch-lit": hatch(inks.accent),
});

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
    for (const layer of PICKED) {
      this.map.on("mouseenter", layer, () => box.classList.add("pointing"));
      this.map.on("mouseleave", layer, () => box.classList.remove("pointing"));
    }
    this.map.on("click", (event) => this.#click(event));
    this.map.on("zoomend", () => this.hexagons && resolutionAt(this.h3, this.map.getZoom()) !== this.resolution && this.#recount());
  }

  async draw() {
    const { scene, selection, inks } = this.view;
    await this.loaded;
    for (const [name, image] of Object.entries(images(inks))) {
      if (this.map.hasImage(name)) this.map.removeImage(name);
      this.map.addImage(name, image, { pixelRatio: 2 });
    }
    this.inside = [...scene.events.values()].filter((event) => selection.meets(event.atMs, event.endMs ?? event.atMs));
    this.places = places(this.inside);
    this.ways = movements(this.inside, (id) => scene.nodes.get(id)?.kind === "person");
    await this.#count();
    this.light();
  }

  /** Counts in hexagons, where they are asked for: of the size that fits the zoom. */
  async #count() {
    const asked = () => this.view.layer === "hexagons";
    if (asked()) this.h3 ??= await import("h3-js");
    this.hexagons = null;
    if (!asked()) return;
    const { inks } = this.view;
    this.resolution = resolutionAt(this.h3, this.map.getZoom());
    this.across = across(this.h3, this.resolution);
    this.hexagons = hexagons(this.h3, this.inside, this.resolution);
    this.classes = classes(this.hexagons.filter((one) => !one.unsure).map((one) => one.events.length));
    this.classes = this.classes.map((limits, i) => ({ limits, colour: colour(inks, i, this.classes.length) }));
    for (const one of this.hexagons) if (!one.unsure) one.colour = this.classes.find(({ limits }) => one.events.length <= limits[1]).colour;
  }

  async #recount() {
    await this.#count();
    this.light();
    this.view.say();
  }

  /** What the map shows of the events: hexagons, or places. */
  get shown() {
    return this.hexagons ?? this.places;
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
    const drawn = { hexagons: [], places: [], arcs: [], arrows: [], rings: [] };
    if (this.hexagons) drawn.hexagons = this.hexagons.map((one) => area(one.ring, { ...look(one), unsure: one.unsure, colour: one.colour ?? "" }));
    else this.#points(drawn, look);
    this.drawn = drawn;
    for (const name of SOURCES) this.map.getSource(name).setData(collection(drawn[name]));
    this.labels.set({ places: this.places, ways: this.ways, hexagons: this.hexagons, inks });
    this.map.triggerRepaint();
  }

  /** Places with their rings, and the ways between them. */
  #points(drawn, look) {
    const { selection } = this.view;
    drawn.places = this.places.map((place) => dot(place, look(place)));
    drawn.rings = this.places.filter((place) => place.precision >= 0.2 && (selection.empty || place.lit)).slice(-RINGS).map((place) => ring(place, place.precision, look(place)));
    for (const way of this.ways) {
      const { line, arrow: head, middle } = arc(way, look(way));
      way.middle = middle;
      drawn.arcs.push(line);
      drawn.arrows.push(head);
    }
  }

  dress() {
    this.map.setStyle(style(this.view.inks), { diff: false });
    return new Promise((done) => this.map.once("style.load", () => this.draw().then(done)));
  }

  #held(rendered) {
    const key = rendered.properties.key;
    return this.shown.find((one) => one.key === key) ?? this.ways.find((one) => one.key === key);
  }

  #click(event) {
    const near = [[event.point.x - 5, event.point.y - 5], [event.point.x + 5, event.point.y + 5]];
    const [found] = this.map.queryRenderedFeatures(near, { layers: PICKED });
    const pressed = event.originalEvent;
    this.view.chooseEvents(found ? this.#held(found)?.events ?? [] : [], pressed.shiftKey || pressed.ctrlKey || pressed.metaKey);
  }

  /** Chooses what lies where `contains({x, y})`, in px of the map: places and hexagons by their middle. */
  choose(contains, add) {
    this.view.chooseEvents(this.shown.filter((one) => contains(this.map.project([one.lon, one.lat]))).flatMap((one) => one.events), add);
  }

  fit(only = () => true) {
    const shown = this.places.filter(only);
    if (!shown.length) return;
    const span = (axis) => shown.reduce(([low, high], place) => [Math.min(low, place[axis]), Math.max(high, place[axis])], [Infinity, -Infinity]);
    const [[west, east], [south, north]] = [span("lon"), span("lat")];
    this.map.fitBounds([[west, south], [east, north]], { padding: 60, maxZoom: 9, duration: calm() ? 0 : 180 });
  }

  /** Brings what lies beside the map into it. */
  reveal({ lon, lat }) {
    if (!this.map.getBounds().contains([lon, lat])) this.map.easeTo({ center: [lon, lat], duration: calm() ? 0 : 180 });
  }

  zoom(step) {
    this.map.zoomTo(this.map.getZoom() + step, { duration: calm() ? 0 : 140 });
  }
}

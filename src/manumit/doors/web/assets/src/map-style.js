// The base map's style and our layers, in the page's own colours. No glyphs, no sprites, no tiles: names are drawn by
// map-labels.js.
import borders110 from "made/borders-110m.geojson";
import borders50 from "made/borders-50m.geojson";
import land110 from "made/land-110m.geojson";
import land50 from "made/land-50m.geojson";
import { collection } from "./map-features.js";

const CLOSER = 3.2; // zoom from which the finer coast is fetched and shown
export const SOURCES = ["hexagons", "rings", "arcs", "arrows", "places"];
const here = (file) => new URL(file, import.meta.url).href;
/** Where the outlines that a zoom shows can be fetched. */
export const ground = (zoom) => (zoom < CLOSER ? { land: here(land110), borders: here(borders110) } : { land: here(land50), borders: here(borders50) });

export function style(inks) {
  const file = (data) => ({ type: "geojson", data: here(data), tolerance: 0.2 });
  const fill = (id, source, zooms) => ({ id, type: "fill", source, ...zooms, paint: { "fill-color": inks.land, "fill-antialias": true } });
  const line = (id, source, zooms) => ({ id, type: "line", source, ...zooms, paint: { "line-color": inks.border, "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 6, 1.2] } });
  const [far, near] = [{ maxzoom: CLOSER }, { minzoom: CLOSER }];
  return {
    version: 8,
    sources: {
      "land-far": file(land110), "land-near": file(land50), "borders-far": file(borders110), "borders-near": file(borders50),
      ...Object.fromEntries(SOURCES.map((name) => [name, { type: "geojson", data: collection([]) }])),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": inks.sea } },
      fill("land-far", "land-far", far), fill("land-near", "land-near", near), line("borders-far", "borders-far", far), line("borders-near", "borders-near", near),
      ...ours(inks),
    ],
  };
}

const lit = (yes, no) => ["case", ["get", "lit"], yes, no];
const quiet = ["case", ["get", "quiet"], 0.16, 1];

function ours(inks) {
  const width = ["+", 1.2, ["*", 0.9, ["log2", ["get", "count"]]]];
  const [unsure, sure] = [["get", "unsure"], ["!", ["get", "unsure"]]];
  const above = { "line-sort-key": lit(1, 0), "line-join": "round" };
  return [
    { id: "hexagons-unsure", type: "fill", source: "hexagons", filter: unsure, paint: { "fill-pattern": lit("hatch-lit", "hatch"), "fill-opacity": quiet } },
    { id: "hexagons-unsure-edge", type: "line", source: "hexagons", filter: unsure, layout: above, paint: { "line-color": lit(inks.accent, inks.evidence5), "line-width": lit(2.5, 1.2), "line-opacity": quiet, "line-dasharray": [4, 3] } },
    { id: "hexagons", type: "fill", source: "hexagons", filter: sure, paint: { "fill-color": ["get", "colour"], "fill-opacity": ["*", 0.88, quiet] } },
    { id: "hexagons-edge", type: "line", source: "hexagons", filter: sure, layout: above, paint: { "line-color": lit(inks.accent, inks.paper), "line-width": lit(3, 1), "line-opacity": quiet } },
    { id: "rings", type: "fill", source: "rings", paint: { "fill-color": inks.accent, "fill-opacity": lit(0.1, 0.05) } },
    { id: "rings-edge", type: "line", source: "rings", paint: { "line-color": inks.accent, "line-opacity": lit(0.8, 0.35), "line-width": 1, "line-dasharray": [3, 3] } },
    { id: "arcs-together", type: "line", source: "arcs", filter: [">=", ["get", "together"], 2], layout: { "line-cap": "round" }, paint: { "line-color": lit(inks.accent, inks.evidence5), "line-width": ["+", 5, width], "line-opacity": ["*", 0.25, quiet] } },
    { id: "arcs", type: "line", source: "arcs", layout: { "line-cap": "round" }, paint: { "line-color": lit(inks.accent, inks.evidence5), "line-width": width, "line-opacity": ["*", 0.85, quiet] } },
    { id: "arrows", type: "symbol", source: "arrows", layout: { "icon-image": ["case", ["get", "lit"], "arrow-lit", "arrow"], "icon-rotate": ["get", "turn"], "icon-rotation-alignment": "map", "icon-allow-overlap": true }, paint: { "icon-opacity": quiet } },
    {
      id: "places", type: "circle", source: "places",
      paint: {
        "circle-radius": ["+", 3.5, ["*", 1.3, ["sqrt", ["get", "count"]]]],
        "circle-color": lit(inks.accent, inks.evidence5), "circle-opacity": ["*", 0.82, quiet],
        "circle-stroke-color": inks.paper, "circle-stroke-width": 1.5, "circle-stroke-opacity": quiet,
      },
    },
  ];
}

/** An arrow head of 14 px, drawn here because a sprite would have to be fetched. */
export function arrow(color, edge) {
  const side = 28;
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const context = canvas.getContext("2d");
  context.fillStyle = color;
  context.strokeStyle = edge;
  context.lineWidth = 2.5;
  context.lineJoin = "round";
  context.beginPath();
  context.moveTo(14, 3);
  context.lineTo(24, 24);
  context.lineTo(14, 19);
  context.lineTo(4, 24);
  context.closePath();
  context.stroke();
  context.fill();
  return context.getImageData(0, 0, side, side);
}

/** A tile of 8 px that repeats as slanting lines: a place that is known less precisely than it is drawn. */
export function hatch(color) {
  const side = 16;
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const context = canvas.getContext("2d");
  context.strokeStyle = color;
  context.lineWidth = 2.2;
  for (const shift of [-side, 0, side]) {
    context.beginPath();
    context.moveTo(shift - 2, side + 2);
    context.lineTo(shift + side + 2, -2);
    context.stroke();
  }
  return context.getImageData(0, 0, side, side);
}

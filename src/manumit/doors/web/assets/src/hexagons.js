// Events counted in hexagons (H3, the hierarchical hexagonal grid; its library is handed in, because it is large and
// comes when hexagons are asked for). An event lies in the hexagon of the map's size, or, where its place is known less
// precisely than that, in the larger one that is honest: such hexagons are `unsure`, and drawn apart.
import { placed } from "./map-features.js";

const COARSEST = 0;
const FINEST = 8; // what pages show is no finer
const ACROSS = 28; // px a hexagon measures at least, flat to flat
const LATITUDE = 45; // where ACROSS holds; nearer the poles the map draws larger
const TILE = 512; // px round the world at zoom 0
const ROUND = 40_075; // km round the equator
const UNKNOWN = 25; // km, where nobody says how precisely a place is known
const CLASSES = 5; // colours of the scale

/** km from the middle of a hexagon to its flat side, on average. */
const reach = (h3, resolution) => (h3.getHexagonEdgeLengthAvg(resolution, "km") * Math.sqrt(3)) / 2;
const finestWhere = (fits) => {
  for (let resolution = FINEST; resolution > COARSEST; resolution--) if (fits(resolution)) return resolution;
  return COARSEST;
};

/** The finest hexagons that are large enough to be told apart and read at a zoom of the map. */
export function resolutionAt(h3, zoom) {
  const kmOfPx = (ROUND * Math.cos((LATITUDE * Math.PI) / 180)) / (TILE * 2 ** zoom);
  return finestWhere((resolution) => 2 * reach(h3, resolution) >= ACROSS * kmOfPx);
}

export const across = (h3, resolution) => 2 * reach(h3, resolution);

/** [{key, resolution, unsure, lat, lon, ring, name, others, events}]: the unsure first, then the busiest last (drawn on
    top). `name` is the place most spoken of in it, `others` how many more there are. */
export function hexagons(h3, events, resolution) {
  const found = new Map();
  const put = (at, event) => {
    const honest = finestWhere((one) => reach(h3, one) >= (event.precision_km ?? UNKNOWN));
    const cell = h3.latLngToCell(at.lat, at.lon, Math.min(resolution, honest));
    const hexagon = found.get(cell) ?? found.set(cell, { key: cell, resolution: Math.min(resolution, honest), unsure: honest < resolution, events: new Set(), names: new Map() }).get(cell);
    hexagon.events.add(event);
    if (at.place) hexagon.names.set(at.place, (hexagon.names.get(at.place) ?? 0) + 1);
  };
  for (const event of events) for (const at of [event, event.to]) if (placed(at)) put(at, event);
  const drawn = [...found.values()].map(({ names, ...hexagon }) => {
    const [lat, lon] = h3.cellToLatLng(hexagon.key);
    const [first] = [...names].sort((a, b) => b[1] - a[1]);
    return { ...hexagon, lat, lon, ring: outline(h3, hexagon.key, lon), name: first?.[0] ?? "", others: Math.max(0, names.size - 1), events: [...hexagon.events] };
  });
  return drawn.sort((a, b) => b.unsure - a.unsure || a.events.length - b.events.length);
}

/** Corners as [lon, lat], closed; across the date line they go on beyond 180. */
const outline = (h3, cell, middle) => h3.cellToBoundary(cell, true).map(([lon, lat]) => [lon + 360 * Math.round((middle - lon) / 360), lat]);

/** Classes of about equally many hexagons (quantiles of the counts), [[low, high]], lowest first; equal counts are never
    parted, so there may be fewer. */
export function classes(counts) {
  const sorted = [...counts].sort((a, b) => a - b);
  if (!sorted.length) return [];
  const lows = [...new Set(Array.from({ length: CLASSES }, (_, i) => sorted[Math.floor((i * sorted.length) / CLASSES)]))];
  return lows.map((low, i) => [low, i + 1 < lows.length ? sorted.findLast((count) => count < lows[i + 1]) : sorted.at(-1)]);
}

/** The scale's colour of class `i` of `n`: spread over the whole scale, the middle one where there is but one. */
export function colour(inks, i, n) {
  const scale = [inks.evidence2, inks.evidence3, inks.evidence4, inks.evidence5, inks.evidence6];
  return scale[n === 1 ? 2 : Math.round((i * (CLASSES - 1)) / (n - 1))];
}

// The base map: Natural Earth's coasts and borders (world-atlas, TopoJSON) as GeoJSON that the map reads from our
// own origin. 110m for the whole world at once, 50m when somebody looks closer. No tile server, no glyph server.
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { iso31661NumericToAlpha2 } from "iso-3166";
import { feature, mesh } from "topojson-client";

const require = createRequire(import.meta.url);
const SCALES = { "110m": 2, "50m": 2 }; // decimals kept: 0.01 degrees is about a kilometre, finer than either scale

const shorten = (decimals) => (key, value) => (typeof value === "number" ? Number(value.toFixed(decimals)) : value);

/** The middle of a country's largest ring (area-weighted), and its extent in square degrees: where its name is written. */
function namePlace(geometry) {
  const rings = geometry.type === "Polygon" ? [geometry.coordinates[0]] : geometry.coordinates.map((one) => one[0]);
  let best = { area: 0 };
  for (const ring of rings) {
    let [area, x, y] = [0, 0, 0];
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const cross = ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
      area += cross / 2;
      x += (ring[j][0] + ring[i][0]) * cross;
      y += (ring[j][1] + ring[i][1]) * cross;
    }
    if (Math.abs(area) > Math.abs(best.area)) best = { area, at: [x / (6 * area), y / (6 * area)] };
  }
  return best;
}

export async function basemap(folder) {
  const topologies = {};
  for (const [scale, decimals] of Object.entries(SCALES)) {
    const world = JSON.parse(await readFile(require.resolve(`world-atlas/countries-${scale}.json`), "utf8"));
    topologies[scale] = world;
    // Country by country: the ring round Europe, Asia and Africa in one is more than the map's triangulation bears.
    const parts = feature(world, world.objects.countries).features.flatMap(({ geometry }) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates));
    const land = { type: "FeatureCollection", features: parts.map((coordinates) => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates } })) };
    const borders = { type: "Feature", properties: {}, geometry: mesh(world, world.objects.countries, (a, b) => a !== b) };
    for (const [name, shape] of Object.entries({ land, borders })) {
      await writeFile(path.join(folder, `${name}-${scale}.geojson`), JSON.stringify(shape, shorten(decimals)));
    }
  }
  const countries = feature(topologies["110m"], topologies["110m"].objects.countries).features;
  const names = countries.filter((one) => one.id in iso31661NumericToAlpha2).map((one) => {
    const { at, area } = namePlace(one.geometry);
    return [iso31661NumericToAlpha2[one.id], ...at, Math.abs(area)];
  });
  names.sort((a, b) => b[3] - a[3]); // the browser writes them in its own language, the largest first
  await writeFile(path.join(folder, "countries.json"), JSON.stringify(names, shorten(1)));
}

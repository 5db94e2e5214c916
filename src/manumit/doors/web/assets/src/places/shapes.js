// The outlines of cells as numbers for the graphics card: a fan round the middle of each, in units of the Mercator world,
// from a point amid them all so that single precision is enough.
import { cellToBoundary } from "h3-js";

const AT_ONCE = 4000; // cells between two breaths of the page
const BLOCK = 1000; // cells that are drawn, or left out of sight, together: ids that follow each other lie together
const rad = Math.PI / 180;
export const x = (lon) => (lon + 180) / 360;
export const y = (lat) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * rad) / 2)) / (2 * Math.PI);

/** Corners of a cell as [lon, lat], closed, on the side of the date line on which the cell's middle lies. */
export const ring = ({ cells, lon }, i) => cellToBoundary(cells[i], true).map(([east, north]) => [east + 360 * Math.round((lon[i] - east) / 360), north]);

/** {middle: [x, y], corners: x and y of each vertex, first: of each cell its first vertex (its middle; the corners follow)
    and one more at the end, triangles: three vertices each, blocks: of cells that lie together, reach: from the middle of
    the first cell to its edge, bounds: [[west, south], [east, north]]}. */
export async function shapes(data) {
  const size = data.cells.length;
  const first = new Uint32Array(size + 1);
  const [vertices, triangles] = [[], []];
  const bounds = [[Infinity, Infinity], [-Infinity, -Infinity]];
  const middle = size ? [x(data.lon[0]), y(data.lat[0])] : [0.5, 0.5];
  const put = ([lon, lat]) => vertices.push(x(lon) - middle[0], y(lat) - middle[1]);
  for (let i = 0; i < size; i++) {
    const corners = ring(data, i).slice(0, -1);
    const from = (first[i] = vertices.length / 2);
    put([data.lon[i], data.lat[i]]);
    corners.forEach((corner, at) => {
      put(corner);
      triangles.push(from, from + 1 + at, from + 1 + ((at + 1) % corners.length));
      for (const axis of [0, 1]) {
        bounds[0][axis] = Math.min(bounds[0][axis], corner[axis]);
        bounds[1][axis] = Math.max(bounds[1][axis], corner[axis]);
      }
    });
    if (i % AT_ONCE === AT_ONCE - 1) await new Promise((done) => setTimeout(done));
  }
  first[size] = vertices.length / 2;
  return { middle, corners: new Float32Array(vertices), first, triangles: new Uint32Array(triangles), blocks: blocks(vertices, first), reach: reach(vertices, first), bounds };
}

/** [{first, last: cells, from, to: among the triangles, west, north, east, south: from the middle, in Mercator}] */
function blocks(vertices, first) {
  const found = [];
  const cells = first.length - 1;
  let corners = 0;
  for (let i = 0; i < cells; i += BLOCK) {
    const last = Math.min(cells, i + BLOCK);
    const box = { west: Infinity, north: Infinity, east: -Infinity, south: -Infinity };
    for (let at = first[i]; at < first[last]; at++) {
      box.west = Math.min(box.west, vertices[2 * at]);
      box.east = Math.max(box.east, vertices[2 * at]);
      box.north = Math.min(box.north, vertices[2 * at + 1]);
      box.south = Math.max(box.south, vertices[2 * at + 1]);
    }
    const fans = first[last] - first[i] - (last - i); // a triangle a corner
    found.push({ ...box, first: i, last, from: 3 * corners, to: 3 * (corners + fans) });
    corners += fans;
  }
  return found;
}

/** Half of what a hexagon measures, flat to flat. */
function reach(vertices, first) {
  if (first.length < 2) return 1;
  const [a, b] = [first[0] + 1, first[0] + 2].map((at) => [vertices[2 * at] - vertices[2 * first[0]], vertices[2 * at + 1] - vertices[2 * first[0] + 1]]);
  return Math.hypot((a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
}

// The map as a picture: SVG drawn anew from what the map shows now (outlines, hexagons or places and ways, names), sharp
// at any size, with a legend and the footer of every exported picture.
import { s } from "./dom.js";
import { legendEntries } from "./map-legend.js";
import { ground } from "./map-style.js";
import { MARGIN, WIDTH, sheet } from "./picture.js";
import { number, rightToLeft, word } from "./words.js";

const FINE = 0.6; // px: corners nearer to each other are one
const [BESIDE, COARSE] = [240, 60]; // so far beside the picture (px) corners may be one within so many px
const [STRIP, LETTER, LINE] = [52, 16, 28]; // px of the legend, of its letters, and of every further line
const GAP = 24; // px between two maps
const WORLDS = [-360, 0, 360]; // the map goes on beyond the date line

/** `beside`: another map as large, drawn next to the first, each with its `when` above it. */
export async function mapPicture({ drawn, beside = null, stage, inks }) {
  const { clientWidth: width, clientHeight: height } = drawn.map.getContainer();
  const maps = beside ? [drawn, beside] : [drawn];
  const wide = (WIDTH - GAP * (maps.length - 1)) / maps.length;
  const scale = wide / width;
  const [land, borders] = await Promise.all(Object.values(ground(drawn.map.getZoom())).map((url) => fetch(url).then((answer) => answer.json())));
  const top = beside ? STRIP : 0;
  const left = (i) => (wide + GAP) * (rightToLeft() ? maps.length - 1 - i : i);
  const drawing = maps.map((one, i) => s("g", { transform: `translate(${left(i)} ${top}) scale(${scale})`, "clip-path": "url(#frame)" }, ...marks(one, new Pen(one.map, width, height), { width, height, land, borders }, inks)));
  const dates = beside ? maps.map(({ when }, i) => s("text", { x: left(i) + wide / 2, y: top / 2, dy: "0.35em", "text-anchor": "middle", "font-size": LETTER + 2, "font-weight": 600, fill: inks.ink, text: when })) : [];
  const lines = (id, stroke) => s("pattern", { id, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, s("line", { y2: 5, stroke, "stroke-width": 1.6, "stroke-opacity": 0.6 }));
  const defs = s("defs", {}, s("clipPath", { id: "frame" }, s("rect", { width, height })), lines("hatch", inks.evidence5), lines("thin", inks.ink2));
  const tall = top + Math.round(height * scale);
  const legend = drawn.hexagons ? legendStrip(drawn, inks, tall) : { tall: 0, drawing: [] };
  return sheet(stage, inks, tall + legend.tall, [defs, ...dates, ...drawing, ...legend.drawing], drawn.method ?? method(drawn));
}

/** What one map shows. */
function marks(drawn, pen, { width, height, land, borders }, inks) {
  return [
    s("rect", { width, height, fill: inks.sea }),
    s("path", { d: pen.outlines(land), fill: inks.land, "fill-rule": "evenodd", stroke: inks.land, "stroke-width": 0.5 }), s("path", { d: pen.outlines(borders), fill: "none", stroke: inks.border, "stroke-width": 0.8 }),
    ...(drawn.hexagons ? hexagonMarks(pen, drawn, inks) : placeMarks(pen, drawn, inks)),
    ...drawn.labels.written.map(({ text, x, y, font, ink }) => s("text", { x: x.toFixed(1), y: y.toFixed(1), dy: "0.35em", "font-weight": font.split(" ")[0], "font-size": parseFloat(font.split(" ")[1]), fill: ink, stroke: inks.paper, "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke", text })),
  ];
}

function method({ hexagons, resolution, across }) {
  const how = hexagons ? word("map.method.hexagons", { r: number(resolution), km: number(across, { maximumSignificantDigits: 2 }) }) : word("map.method.places");
  return [how, word("map.method.middle"), word("map.from")].join(" ");
}

/** Writes paths in px of the map. */
class Pen {
  constructor(map, width, height) {
    Object.assign(this, { map, width, height });
  }

  at(lon, lat) {
    return this.map.project([lon, Math.max(-85, Math.min(85, lat))]);
  }

  #beside({ x, y }) {
    return x < -BESIDE || y < -BESIDE || x > this.width + BESIDE || y > this.height + BESIDE;
  }

  /** Lines or rings of [lon, lat]. */
  path(corners, shift = 0) {
    let last = null;
    const kept = [];
    for (const [lon, lat] of corners) {
      const here = this.at(lon + shift, lat);
      if (last && Math.hypot(here.x - last.x, here.y - last.y) < (this.#beside(here) ? COARSE : FINE)) continue;
      kept.push((last = here));
    }
    const [xs, ys] = [kept.map(({ x }) => x), kept.map(({ y }) => y)];
    const reaches = kept.length > 1 && Math.max(...xs) > 0 && Math.min(...xs) < this.width && Math.max(...ys) > 0 && Math.min(...ys) < this.height;
    return reaches ? `M${kept.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L")}` : "";
  }

  /** All of a file of outlines. */
  outlines(file) {
    const parts = { Polygon: (held) => held, MultiPolygon: (held) => held.flat(), LineString: (held) => [held], MultiLineString: (held) => held };
    const geometries = (file.features ?? [file]).map((one) => one.geometry ?? one).flatMap((one) => one.geometries ?? [one]);
    const bounds = this.map.getBounds();
    const worlds = WORLDS.filter((shift) => bounds.getWest() < 180 + shift && bounds.getEast() > shift - 180);
    return geometries.flatMap((one) => parts[one.type](one.coordinates)).flatMap((line) => worlds.map((shift) => this.path(line, shift))).join("");
  }
}

const shade = ({ quiet }) => (quiet ? 0.16 : 1);

/** One path for all that follow each other and look alike. */
function hexagonMarks(pen, drawn, inks) {
  const sorted = [...drawn.drawn.hexagons].sort((a, b) => a.properties.lit - b.properties.lit);
  const alike = [];
  for (const { geometry, properties: look } of sorted) {
    const d = pen.path(geometry.coordinates[0]);
    const last = alike.at(-1);
    const same = last && ["lit", "unsure", "quiet", "thin", "colour"].every((name) => last.look[name] === look[name]);
    if (!d) continue;
    if (same) last.parts.push(d);
    else alike.push({ look, parts: [d] });
  }
  return alike.flatMap(({ look, parts }) => {
    const edge = look.lit ? inks.accent : look.unsure ? inks.evidence5 : inks.paper;
    const d = parts.join("");
    const above = look.thin && !look.quiet ? [s("path", { d, fill: "url(#thin)" })] : [];
    return [s("path", { d, fill: look.unsure ? "url(#hatch)" : look.colour, opacity: shade(look), stroke: edge, "stroke-width": look.lit ? 2.5 : 1, "stroke-dasharray": look.unsure ? "5 3" : null }), ...above];
  });
}

function placeMarks(pen, { drawn }, inks) {
  const ink = ({ lit }) => (lit ? inks.accent : inks.evidence5);
  const spot = ({ geometry }) => pen.at(...geometry.coordinates);
  const rings = drawn.rings.map(({ geometry, properties: look }) => s("path", { d: pen.path(geometry.coordinates[0]), fill: inks.accent, "fill-opacity": look.lit ? 0.1 : 0.05, stroke: inks.accent, "stroke-opacity": look.lit ? 0.8 : 0.35, "stroke-dasharray": "3 3" }));
  const ways = drawn.arcs.map(({ geometry, properties: look }) => s("path", { d: pen.path(geometry.coordinates), fill: "none", stroke: ink(look), "stroke-width": 1.2 + 0.9 * Math.log2(look.count), "stroke-linecap": "round", opacity: 0.85 * shade(look) }));
  const heads = drawn.arrows.map((arrow) => s("path", { d: "M0,-5.5 5,5 0,2.5 -5,5Z", transform: `translate(${spot(arrow).x.toFixed(1)} ${spot(arrow).y.toFixed(1)}) rotate(${arrow.properties.turn.toFixed(0)})`, fill: ink(arrow.properties), stroke: inks.paper, opacity: shade(arrow.properties) }));
  const dots = drawn.places.map((place) => s("circle", { cx: spot(place).x.toFixed(1), cy: spot(place).y.toFixed(1), r: 3.5 + 1.3 * Math.sqrt(place.properties.count), fill: ink(place.properties), stroke: inks.paper, "stroke-width": 1.5, opacity: 0.82 * shade(place.properties) }));
  return [...rings, ...ways, ...heads, ...dots];
}

/** Colours and what they count, beside each other, from the side where one begins to read, in as many lines as it takes:
 * {drawing, tall}. */
function legendStrip(drawn, inks, top) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `${LETTER}px ${inks.sans}`;
  const back = rightToLeft();
  let [far, y] = [MARGIN, top + STRIP / 2];
  const wide = (text) => context.measureText(text).width;
  const fit = (px) => {
    if (far > MARGIN && far + px > WIDTH - MARGIN) [far, y] = [MARGIN, y + LINE];
  };
  const place = (px) => (back ? WIDTH - far - px : far);
  const write = (text) => {
    const written = s("text", { x: place(wide(text)), y, dy: "0.35em", "font-size": LETTER, fill: inks.ink2, text });
    far += wide(text) + 24;
    return written;
  };
  const mark = ({ colour, unsure }) => {
    const drawing = s("path", { d: "M8 1.5 13.6 4.75v6.5L8 14.5 2.4 11.25v-6.5Z", transform: `translate(${place(16)} ${y - 8})`, fill: unsure ? "url(#hatch)" : colour, stroke: inks.evidence5, "stroke-dasharray": unsure ? "3 2" : null });
    far += 22;
    return drawing;
  };
  const entry = (one) => (fit(22 + wide(one.text)), [mark(one), write(one.text)]);
  const heading = drawn.heading ? write(drawn.heading) : drawn.classes.length > 0 && write(word("legend.counts"));
  const drawing = [heading, ...(drawn.entries ?? legendEntries(drawn)).flatMap(entry)].filter(Boolean);
  return { drawing, tall: y - top + STRIP / 2 };
}

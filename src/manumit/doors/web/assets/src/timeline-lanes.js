// Which lanes a timeline has, and the drawing of lanes and histogram on canvas.
import { number } from "./words.js";

export const LANE = 28; // px high
export const AXIS = 24;
const MOST = 14; // lanes shown; the chosen come first, then those with most events

const BY = {
  people: (event, scene) => event.lanes.filter((id) => scene.nodes.get(id)?.kind === "person"),
  things: (event, scene) => event.lanes.filter((id) => scene.nodes.has(id) && scene.nodes.get(id).kind !== "person"),
  places: (event) => (event.place ? [event.place] : []),
};
export const WAYS = Object.keys(BY);

/** [{key, label, events}] and how many lanes there are in all. */
export function lanes(scene, selection, way, events) {
  const found = new Map();
  for (const event of events) for (const key of BY[way](event, scene)) (found.get(key) ?? found.set(key, []).get(key)).push(event);
  const first = way === "places" ? () => false : (key) => selection.ids.has(key);
  const sorted = [...found].sort(([a, x], [b, y]) => first(b) - first(a) || y.length - x.length || (a < b ? -1 : 1));
  return { all: sorted.length, shown: sorted.slice(0, MOST).map(([key, list]) => ({ key, events: list, label: way === "places" ? key : scene.nodes.get(key).label })) };
}

export function sharpen(canvas, width, height) {
  const ratio = devicePixelRatio || 1;
  Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

function drawNights(context, scale, height, inks) {
  context.fillStyle = inks.night;
  for (const [from, until] of scale.nights()) {
    const [a, b] = [scale.x(from), scale.x(until)];
    context.fillRect(Math.min(a, b), 0, Math.abs(b - a), height);
  }
}

export function drawAxis(context, scale, top, height, inks) {
  context.font = `11px ${inks.sans}`;
  context.textBaseline = "middle";
  context.textAlign = "center";
  for (const { ms, text } of scale.ticks()) {
    const x = Math.round(scale.x(ms)) + 0.5;
    context.fillStyle = inks.line;
    context.fillRect(x - 0.5, 0, 1, top);
    context.fillStyle = inks.ink2;
    const half = context.measureText(text).width / 2;
    if (x - half >= 0 && x + half <= scale.width) context.fillText(text, x, top + height / 2 + 1);
  }
}

/** Draws the lanes; returns the marks as [{x, width, y, event}] for the hand. */
export function drawLanes(context, scale, shown, { lit, quiet, focus, inks }) {
  const height = shown.length * LANE;
  context.clearRect(0, 0, scale.width, height + AXIS);
  drawNights(context, scale, height, inks);
  drawAxis(context, scale, height, AXIS, inks);
  const marks = [];
  shown.forEach(({ events }, row) => {
    const y = row * LANE + LANE / 2;
    context.fillStyle = inks.line;
    context.fillRect(0, (row + 1) * LANE - 0.5, scale.width, 1);
    for (const event of events) {
      if (event.atMs > scale.until || (event.endMs ?? event.atMs) < scale.since) continue;
      const mark = place(event, scale, y);
      marks.push(mark);
      drawMark(context, mark, { bright: lit.has(event.id), quiet, inks });
      if (event.id === focus) ringMark(context, mark, inks);
    }
  });
  return marks;
}

function place(event, scale, y) {
  const a = scale.x(Math.max(event.atMs, scale.since));
  const b = event.endMs ? scale.x(Math.min(event.endMs, scale.until)) : a;
  return { x: Math.min(a, b), width: Math.abs(b - a), y, event };
}

function drawMark(context, { x, width, y, event }, { bright, quiet, inks }) {
  context.globalAlpha = bright || !quiet ? 1 : 0.25;
  context.fillStyle = context.strokeStyle = bright ? inks.accent : inks.evidence5;
  context.lineWidth = 1.5;
  context.beginPath();
  if (width > 3) {
    context.roundRect(x, y - 5, width, 10, 3);
    context.globalAlpha *= bright ? 0.9 : 0.65;
    context.fill();
  } else {
    context.arc(x, y, 4, 0, 2 * Math.PI);
    if (event.night) context.fill(); // a full mark happened at night, an open one by day
    else (context.fillStyle = inks.paper), context.fill(), context.stroke();
  }
  context.globalAlpha = 1;
}

function ringMark(context, { x, width, y }, inks) {
  context.strokeStyle = inks.ink;
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(x - 8, y - 9, width + 16, 18, 9);
  context.stroke();
}

/** Counts over the whole time, bars from zero. */
export function drawHistogram(context, scale, events, { lit, quiet, height, inks }) {
  const step = 5;
  const bins = new Float64Array(Math.ceil(scale.width / step) + 1);
  const bright = new Float64Array(bins.length);
  for (const event of events) {
    const bin = Math.min(bins.length - 1, Math.max(0, Math.floor(scale.x(event.atMs) / step)));
    bins[bin]++;
    if (lit.has(event.id)) bright[bin]++;
  }
  const most = Math.max(1, ...bins);
  context.clearRect(0, 0, scale.width, height + AXIS);
  drawAxis(context, scale, height, AXIS, inks);
  const draw = (counts, color) => {
    context.fillStyle = color;
    counts.forEach((count, i) => count && context.fillRect(i * step, height - (count / most) * (height - 4), step - 1, (count / most) * (height - 4)));
  };
  draw(bins, quiet ? inks.evidence2 : inks.evidence4);
  draw(bright, inks.accent);
  context.fillStyle = inks.line2;
  context.fillRect(0, height - 0.5, scale.width, 1);
  context.fillStyle = inks.ink2;
  context.textAlign = scale.back ? "right" : "left";
  context.fillText(number(most), scale.back ? scale.width - 2 : 2, 8);
}

// A chart as a picture: SVG drawn anew from the model (sharp at any size), PNG painted from that SVG. Each carries a
// footer: what it shows, how it was made, when, and the hash of the scene behind it.
import { s } from "./dom.js";
import { outline } from "./graph-shapes.js";
import { days, moment, word } from "./words.js";

const [WIDTH, FOOT, MARGIN] = [1600, 88, 60];

async function fingerprint(scene) {
  const text = JSON.stringify([[...scene.nodes.values()], [...scene.edges.values()], [...scene.events.values()]]);
  const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function footer(stage) {
  const { scene, selection } = stage;
  const limits = [selection.since ?? Date.parse(scene.window.since), selection.until ?? Date.parse(scene.window.until)].filter(Number.isFinite);
  return [
    scene.title,
    [stage.getAttribute("method"), limits.length === 2 && days(...limits), scene.masked && word("export.masked")].filter(Boolean).join(" \u00b7 "),
    `${word("export.made", { when: moment(Date.now() - new Date().getTimezoneOffset() * 60_000) })} \u00b7 SHA-256 ${await fingerprint(scene)}`,
  ];
}

/** The chart as an <svg>, `inks` from the page's theme. */
export async function picture(stage, renderer, inks) {
  const graph = renderer.getGraph();
  const shown = graph.mapNodes((id) => ({ id, ...renderer.getNodeDisplayData(id), at: graph.getNodeAttributes(id) }));
  const span = (axis) => shown.reduce(([low, high], { at }) => [Math.min(low, at[axis]), Math.max(high, at[axis])], [Infinity, -Infinity]);
  const [[left, right], [low, high]] = [span("x"), span("y")];
  const scale = (WIDTH - 2 * MARGIN) / Math.max(right - left, (high - low) * 1.4, 1e-9);
  const height = Math.ceil((high - low) * scale + 2 * MARGIN);
  const x = (at) => (MARGIN + (at.x - left) * scale + (WIDTH - 2 * MARGIN - (right - left) * scale) / 2).toFixed(1);
  const y = (at) => (height - MARGIN - (at.y - low) * scale).toFixed(1);
  const root = s("svg", { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height: height + FOOT, viewBox: `0 0 ${WIDTH} ${height + FOOT}`, "font-family": "system-ui, sans-serif" });
  root.append(s("title", { text: stage.scene.title }), s("rect", { width: "100%", height: "100%", fill: inks.paper }));
  const lines = s("g", { "stroke-linecap": "round" });
  graph.forEachEdge((id, _, source, target, from, to) => {
    const look = renderer.getEdgeDisplayData(id);
    if (!look.hidden) lines.append(s("line", { x1: x(from), y1: y(from), x2: x(to), y2: y(to), stroke: look.color, "stroke-width": look.size }));
  });
  const marks = s("g");
  for (const node of shown) {
    const place = `translate(${x(node.at)} ${y(node.at)})`;
    marks.append(s("path", { d: outline(node.shape), transform: `${place} scale(${node.size})`, fill: node.color, "fill-rule": "evenodd", stroke: node.edge ?? "none", "stroke-width": 1.2 / node.size }));
    if (node.label) marks.append(s("text", { x: x(node.at), y: y(node.at), dx: node.size + 5, dy: 4, "font-size": 12, fill: inks.ink, stroke: inks.paper, "stroke-width": 3, "paint-order": "stroke", text: node.label }));
  }
  const words = (await footer(stage)).map((text, i) => s("text", { x: MARGIN, y: height + 26 + i * 20, "font-size": i ? 12 : 15, "font-weight": i ? 400 : 600, fill: i ? inks.ink2 : inks.ink, text }));
  root.append(lines, marks, s("line", { x1: MARGIN, x2: WIDTH - MARGIN, y1: height, y2: height, stroke: inks.line }), ...words);
  return root;
}

export const asText = (svg) => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}`;

export async function asPng(svg) {
  const url = URL.createObjectURL(new Blob([asText(svg)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width * 2, height: image.height * 2 });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}

export function give(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

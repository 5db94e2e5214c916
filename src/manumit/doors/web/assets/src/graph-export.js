// A chart as a picture: SVG drawn anew from the model, sharp at any size.
import { s } from "./dom.js";
import { outline } from "./graph-shapes.js";
import { MARGIN, WIDTH, sheet } from "./picture.js";

/** The chart as an <svg>, `inks` from the page's theme. */
export function picture(stage, renderer, inks) {
  const graph = renderer.getGraph();
  const shown = graph.mapNodes((id) => ({ id, ...renderer.getNodeDisplayData(id), at: graph.getNodeAttributes(id) }));
  const span = (axis) => shown.reduce(([low, high], { at }) => [Math.min(low, at[axis]), Math.max(high, at[axis])], [Infinity, -Infinity]);
  const [[left, right], [low, high]] = [span("x"), span("y")];
  const scale = (WIDTH - 2 * MARGIN) / Math.max(right - left, (high - low) * 1.4, 1e-9);
  const height = Math.ceil((high - low) * scale + 2 * MARGIN);
  const x = (at) => (MARGIN + (at.x - left) * scale + (WIDTH - 2 * MARGIN - (right - left) * scale) / 2).toFixed(1);
  const y = (at) => (height - MARGIN - (at.y - low) * scale).toFixed(1);
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
  return sheet(stage, inks, height, [lines, marks], stage.getAttribute("method"));
}

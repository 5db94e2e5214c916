// The legend says what the shapes on the page mean: only those that are there, in words, the shape first.
import { h, s } from "./dom.js";
import { ROLES } from "./inks.js";
import { ROLE_SHAPES, outline } from "./graph-shapes.js";
import { word } from "./words.js";

export function mark(shape, name) {
  return s("svg", { class: `mark ${name}`, viewBox: "-1.2 -1.2 2.4 2.4", width: 14, height: 14, "aria-hidden": "true" }, s("path", { d: outline(shape), "fill-rule": "evenodd" }));
}

/** The mark of one node of the scene. */
export function nodeMark(node) {
  const thing = node.role == null || (node.role === "unknown" && node.kind !== "person");
  return thing ? mark("thing", "mark-thing") : mark(ROLE_SHAPES[node.role] ?? "dot", `mark-${node.role}`);
}

export function legend(model, graph) {
  const present = new Set();
  graph.forEachNode((_, { shape }) => present.add(shape));
  const items = ROLES.filter((role) => present.has(ROLE_SHAPES[role])).map((role) => [mark(ROLE_SHAPES[role], `mark-${role}`), word(`role.${role}`)]);
  if (present.has("thing")) items.push([mark("thing", "mark-thing"), word("legend.thing")]);
  if (present.has("hexagon")) items.push([mark("hexagon", "mark-thing"), word("legend.group")]);
  return h("ul", { class: "legend", "aria-label": word("legend.label") }, ...items.map(([picture, text]) => h("li", {}, picture, text)));
}

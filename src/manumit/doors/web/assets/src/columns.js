// What the table shows of nodes, events and links: {name, of(item) -> value to sort by and to copy, shown?(item) -> text
// or node, number?, extra? = only when asked for}. Names are keys of words.
import { h } from "./dom.js";
import { nodeMark } from "./graph-legend.js";
import { day, hundredth, likely, moment, number, word } from "./words.js";

const COMMA = document.documentElement.lang.startsWith("ar") ? "\u060c " : ", ";

const name = (scene, id) => scene.nodes.get(id)?.label ?? id;
const probability = { name: "probability", of: (one) => one.probability, shown: (one) => (one.probability == null ? "" : h("span", { title: likely(one.probability), text: hundredth(one.probability) })), number: true };
const when = (ms) => (ms == null ? "" : day(ms));

export const KINDS = {
  nodes: {
    items: (scene) => [...scene.nodes.values()],
    choice: (node) => ({ ids: [node.id] }),
    lit: (lit, node) => lit.nodes.has(node.id),
    link: (stage, node) => stage.url("entity-url", node.id),
    columns: (scene) => [
      { name: "label", of: (node) => node.label, shown: (node) => h("span", { class: "with-mark" }, nodeMark(node), h("bdi", { text: node.label })) },
      { name: "kind", of: (node) => word(`kind.${node.kind}`) },
      { name: "role", of: (node) => (node.kind === "person" || node.role !== "unknown" ? node.role_words ?? "" : "") },
      probability,
      { name: "records", of: (node) => node.records ?? 0, shown: (node) => number(node.records ?? 0), number: true },
      { name: "links", of: (node) => scene.edgesOf.get(node.id)?.length ?? 0, shown: (node) => number(scene.edgesOf.get(node.id)?.length ?? 0), number: true, extra: true },
    ],
  },
  events: {
    items: (scene) => [...scene.events.values()],
    choice: (event) => ({ records: [event.id] }),
    lit: (lit, event) => lit.events.has(event.id),
    link: (stage, event) => stage.url("record-url", event.id),
    columns: (scene) => [
      { name: "at", of: (event) => event.at ?? "", shown: (event) => (event.atMs == null ? "" : moment(event.atMs, event.zone_minutes ?? 0)) },
      { name: "event", of: (event) => word(`event.${event.kind}`) },
      { name: "place", of: (event) => (event.to ? `${event.place} \u2192 ${event.to.place}` : event.place ?? "") },
      { name: "summary", of: (event) => event.summary ?? "" },
      { name: "who", of: (event) => event.lanes.map((id) => name(scene, id)).join(COMMA) },
      { name: "end", of: (event) => event.end ?? "", shown: (event) => (event.endMs == null ? "" : moment(event.endMs, event.zone_minutes ?? 0)), extra: true },
      { name: "precision", of: (event) => event.precision_km, shown: (event) => (event.precision_km == null ? "" : number(event.precision_km)), number: true, extra: true },
      { name: "file", of: (event) => event.source?.file ?? "", extra: true },
    ],
  },
  edges: {
    items: (scene) => [...scene.edges.values()],
    choice: (edge) => ({ ids: [edge.source, edge.target], records: edge.records }),
    lit: (lit, edge) => lit.edges.has(edge.id),
    columns: (scene) => [
      { name: "source", of: (edge) => name(scene, edge.source) },
      { name: "link", of: (edge) => edge.word },
      { name: "target", of: (edge) => name(scene, edge.target) },
      probability,
      { name: "from", of: (edge) => edge.from ?? "", shown: (edge) => when(edge.fromMs) },
      { name: "until", of: (edge) => edge.until ?? "", shown: (edge) => when(edge.untilMs) },
      { name: "records", of: (edge) => edge.records.length, shown: (edge) => number(edge.records.length), number: true },
    ],
  },
};

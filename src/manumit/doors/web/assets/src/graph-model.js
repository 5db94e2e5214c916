// From scene, chart and selection to what is drawn: which nodes and edges there are, and how each looks.
import { MultiGraph } from "graphology";
import { communities } from "./communities.js";
import { mix } from "./inks.js";
import { ROLE_SHAPES } from "./graph-shapes.js";
import { number, word } from "./words.js";

export const MANY = 2000; // above this, elements come grouped
const FADED = 0.22;
const FEW = 600; // groups up to which they are moved apart
const CROWD = 0.7; // scale below which things are soft dots, so that people stand out
const WORDED = 14; // up to so many lit links say their word
const ROOMY = 32; // px square a mark has when drawn at its own size
const THINGS = new Set(["account", "phone", "handle", "email", "site", "wallet", "record", "document", "plate", "device", "place"]);

export class GraphModel {
  grouped = true;
  #auto = null;

  constructor(stage, canvas) {
    Object.assign(this, { stage, canvas });
  }

  get many() {
    return this.stage.scene.nodes.size > MANY;
  }

  /** Which group a node is shown in: the person's own first, then what the view grouped; null when it stands alone. */
  homes() {
    const { scene, chart } = this.stage;
    const homes = new Map(chart.memberOf);
    if (!this.many || !this.grouped) return homes;
    this.#auto ??= communities(scene, [...scene.nodes.keys()]);
    for (const [key, members] of this.#auto) {
      if (!chart.opened.has(key)) for (const id of members) if (!homes.has(id)) homes.set(id, key);
    }
    return homes;
  }

  regroup() {
    this.#auto = null;
  }

  /** The graph to draw, with places and looks that do not depend on the selection. */
  build(inks) {
    const { scene, chart } = this.stage;
    const graph = new MultiGraph();
    const homes = this.homes();
    this.scale = this.#scale(homes);
    this.groups = new Map();
    for (const node of scene.nodes.values()) {
      if (chart.hidden.has(node.id)) continue;
      const home = homes.get(node.id);
      if (home) (this.groups.get(home) ?? this.groups.set(home, []).get(home)).push(node);
      else graph.addNode(node.id, this.#look(node, inks));
    }
    for (const [id, members] of this.groups) if (!chart.hidden.has(id)) graph.addNode(id, this.#groupLook(id, members, inks));
    this.#part(graph);
    this.#join(graph, homes, inks);
    return graph;
  }

  /** Groups that the view made stand apart, so that each number can be read. */
  #part(graph) {
    const free = [...this.groups.keys()].filter((id) => graph.hasNode(id) && !this.stage.chart.state.positions[id]).map((id) => graph.getNodeAttributes(id));
    if (free.length < 2 || free.length > FEW) return;
    const unit = this.stage.scene.reach / Math.max(1, Math.min(this.canvas.clientWidth || 800, this.canvas.clientHeight || 500) - 96); // a px
    for (let round = 0; round < 40; round++) {
      free.forEach((a, i) => {
        for (const b of free.slice(0, i)) {
          const [dx, dy] = [b.x - a.x || unit * (i % 3), b.y - a.y || unit];
          const [far, least] = [Math.hypot(dx, dy), (a.size + b.size + 4) * unit];
          if (far >= least) continue;
          const push = (least - far) / far / 2;
          a.x -= dx * push;
          a.y -= dy * push;
          b.x += dx * push;
          b.y += dy * push;
        }
      });
    }
  }

  /** Marks are larger where there is room, smaller in a crowd. */
  #scale(homes) {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const drawn = Math.max(1, this.stage.scene.nodes.size - homes.size + new Set(homes.values()).size);
    return Math.min(1.5, Math.max(0.3, Math.sqrt(((width || 800) * (height || 500)) / drawn) / ROOMY));
  }

  #join(graph, homes, inks) {
    const bundles = new Map();
    const plain = graph.order > 6000; // an overview: lines of one pixel
    for (const edge of this.stage.scene.edges.values()) {
      const [source, target] = [homes.get(edge.source) ?? edge.source, homes.get(edge.target) ?? edge.target];
      if (source === target || !graph.hasNode(source) || !graph.hasNode(target)) continue;
      const color = mix(inks.ink2, inks.paper, 0.25 + 0.5 * (edge.probability ?? 0.5));
      if (source === edge.source && target === edge.target) {
        graph.addEdgeWithKey(edge.id, source, target, { color, size: (0.8 + 1.4 * (edge.probability ?? 0.5)) * Math.min(1, this.scale), type: plain ? "thin" : "line", own: true });
        continue;
      }
      const key = source < target ? `${source}|${target}` : `${target}|${source}`;
      if (bundles.has(key)) bundles.get(key).count++;
      else bundles.set(key, { source, target, count: 1 });
    }
    for (const [key, { source, target, count }] of bundles) {
      graph.addEdgeWithKey(key, source, target, { color: inks.link, size: Math.min(1 + Math.log2(count), 6), label: number(count), type: "line", own: false });
    }
  }

  place(node) {
    const [x, y] = this.stage.chart.state.positions[node.id] ?? [node.x, node.y];
    return { x, y };
  }

  #look(node, inks) {
    const thing = THINGS.has(node.kind);
    const role = node.role ?? "unknown";
    const shape = thing && role === "unknown" ? "thing" : node.kind === "group" ? "hexagon" : ROLE_SHAPES[role] ?? "dot";
    const ink = inks.roles[role] ?? inks.roles.unknown;
    const size = Math.min(Math.max(node.size ?? 4 + Math.log2(1 + (node.records ?? 0)), 3), 18) * (shape === "thing" ? 0.85 : 1) * this.scale;
    const hollow = shape === "thing" || shape === "hexagon";
    const crowded = hollow && this.scale < CROWD;
    const color = crowded ? mix(inks.thingEdge, inks.paper, 0.5) : hollow ? inks.thing : ink;
    return { ...this.place(node), label: node.label, shape, size, type: "shape", color, edge: hollow && !crowded ? inks.thingEdge : null, weight: node.records ?? 0, zIndex: shape === "thing" ? 0 : 1 };
  }

  #groupLook(id, members, inks) {
    const own = this.stage.chart.state.groups.find((group) => group.id === id);
    const middle = (axis) => members.reduce((sum, node) => sum + this.place(node)[axis], 0) / members.length;
    const head = members.reduce((best, node) => (this.stage.scene.neighbours(node.id).length > this.stage.scene.neighbours(best.id).length ? node : best));
    const label = own?.label || word("group.of", { name: head.label, more: number(members.length - 1) });
    const [x, y] = this.stage.chart.state.positions[id] ?? [middle("x"), middle("y")];
    return { x, y, label, shape: "hexagon", size: Math.min(6 + 2 * Math.log2(members.length), 20) * Math.min(1, 0.6 * this.scale), type: "shape", color: inks.thing, edge: inks.thingEdge, weight: members.length, zIndex: 1 };
  }

  /** Ids of the scene behind what is drawn as `id`. */
  behind(id) {
    return this.groups.get(id)?.map((node) => node.id) ?? [id];
  }

  /** How the selection changes each look: {nodes, edges} reducers for sigma. */
  reducers(inks, hovered) {
    const { scene, selection, chart } = this.stage;
    const lit = scene.lit(selection);
    const shown = new Set([...lit.nodes].map((id) => this.shownAs(id)));
    const near = new Set(shown);
    for (const id of selection.ids) for (const other of scene.neighbours(id)) near.add(this.shownAs(other));
    const quiet = !selection.empty && !this.overview;
    const open = (edge) => selection.meets(edge.fromMs, edge.untilMs);
    if (selection.empty && hovered == null && !chart.pins.size) {
      const timed = selection.since != null || selection.until != null;
      const closed = (id, data) => (data.own && !open(scene.edges.get(id)) ? { ...data, hidden: true } : data);
      return { nodeReducer: null, edgeReducer: timed ? closed : null };
    }
    const dim = (color) => mix(color, inks.paper, FADED);
    return {
      nodeReducer: (id, data) => {
        const chosen = shown.has(id);
        const faded = quiet && !near.has(id);
        return {
          ...data, forceLabel: chosen || id === hovered, zIndex: chosen ? 3 : faded ? data.zIndex - 2 : data.zIndex,
          halo: chosen ? inks.accent : chart.pins.has(id) ? inks.ink2 : null,
          ...(faded && { color: dim(data.color), edge: data.edge && dim(data.edge), label: null }),
        };
      },
      edgeReducer: (id, data) => {
        const edge = data.own ? scene.edges.get(id) : null;
        if (edge && !open(edge)) return { ...data, hidden: true };
        if (edge && lit.edges.has(id)) return { ...data, color: inks.accent, size: data.size + 0.6, forceLabel: lit.edges.size <= WORDED, label: lit.edges.size <= WORDED ? edge.word : null, zIndex: 2 };
        return quiet ? { ...data, color: dim(data.color) } : data;
      },
    };
  }

  shownAs(id) {
    this.homeOf ??= new Map();
    return this.homeOf.get(id) ?? id;
  }

  /** Remembers where every node is shown, after a build. */
  settle() {
    this.homeOf = new Map([...this.groups].flatMap(([home, members]) => members.map((node) => [node.id, home])));
  }

  get overview() {
    return this.many && !this.grouped;
  }
}

// What a page knows: nodes, edges, events of one scene, grown by what is asked for later, with the ways between them.
const ms = (text) => (text ? Date.parse(text) : null);
const push = (map, key, value) => (map.get(key) ?? map.set(key, []).get(key)).push(value);

export class Scene {
  nodes = new Map();
  edges = new Map();
  events = new Map();
  edgesOf = new Map(); // node id -> edges
  eventsOf = new Map(); // node id -> events in its lane
  edgesOn = new Map(); // record id -> edges resting on it

  constructor(answer = {}) {
    Object.assign(this, { title: answer.title ?? "", window: answer.window ?? {}, madeAt: answer.made_at ?? null, masked: Boolean(answer.masked), handling: answer.handling ?? "" });
    this.merge(answer);
  }

  /** Adds what is new in an answer; returns the ids of new nodes. Nodes known already keep their place. */
  merge({ nodes = [], edges = [], events = [] }) {
    const fresh = [];
    for (const node of nodes) {
      const known = this.nodes.get(node.id);
      if (!known) fresh.push(node.id);
      this.nodes.set(node.id, known ? { ...known, ...node, x: known.x, y: known.y } : { ...node });
    }
    for (const edge of edges) {
      if (this.edges.has(edge.id) || !this.nodes.has(edge.source) || !this.nodes.has(edge.target)) continue;
      const held = { ...edge, fromMs: ms(edge.from), untilMs: ms(edge.until), records: edge.records ?? [] };
      this.edges.set(edge.id, held);
      for (const end of new Set([edge.source, edge.target])) push(this.edgesOf, end, held);
      for (const record of held.records) push(this.edgesOn, record, held);
    }
    for (const event of events) {
      if (this.events.has(event.id)) continue;
      const held = { ...event, atMs: ms(event.at), endMs: ms(event.end), lanes: event.lanes ?? [] };
      this.events.set(event.id, held);
      for (const lane of held.lanes) push(this.eventsOf, lane, held);
    }
    this.#place(fresh);
    this.#lit = null;
    return fresh;
  }

  /** Nodes that came without a place go round a neighbour that has one, else on a spiral (sunflower) in the middle. */
  #place(ids) {
    const placed = (node) => Number.isFinite(node?.x) && Number.isFinite(node?.y);
    ids.forEach((id, order) => {
      const node = this.nodes.get(id);
      if (placed(node)) return;
      const near = (this.edgesOf.get(id) ?? []).map((edge) => this.nodes.get(edge.source === id ? edge.target : edge.source)).find(placed);
      const angle = order * 2.39996; // the golden angle
      const away = near ? this.reach * 0.05 : this.reach * 0.02 * Math.sqrt(order);
      node.x = (near?.x ?? 0) + away * Math.cos(angle);
      node.y = (near?.y ?? 0) + away * Math.sin(angle);
    });
  }

  /** The larger side of what is placed. */
  get reach() {
    let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x, y } of this.nodes.values()) {
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < low) low = y;
      if (y > high) high = y;
    }
    return Math.max(right - left, high - low, 0) || 100;
  }

  #lit = null;

  /** What a selection lights up: {nodes, events, edges} as sets of ids. Choosing a person lights their events; choosing
      an event lights those who are in it. */
  lit(selection) {
    if (this.#lit?.ids === selection.ids && this.#lit.records === selection.records) return this.#lit.sets;
    const nodes = new Set([...selection.ids].filter((id) => this.nodes.has(id)));
    const events = new Set([...selection.records].filter((id) => this.events.has(id)));
    const edges = new Set();
    for (const record of selection.records) {
      for (const lane of this.events.get(record)?.lanes ?? []) nodes.add(lane);
      for (const edge of this.edgesOn.get(record) ?? []) edges.add(edge.id), nodes.add(edge.source), nodes.add(edge.target);
    }
    for (const id of selection.ids) {
      for (const event of this.eventsOf.get(id) ?? []) events.add(event.id);
      for (const edge of this.edgesOf.get(id) ?? []) edges.add(edge.id);
    }
    this.#lit = { ids: selection.ids, records: selection.records, sets: { nodes, events, edges } };
    return this.#lit.sets;
  }

  neighbours(id) {
    return (this.edgesOf.get(id) ?? []).map((edge) => (edge.source === id ? edge.target : edge.source));
  }

  /** The surest way between two nodes (Dijkstra on -log probability), or null. */
  path(from, to, allowed = () => true) {
    const cost = new Map([[from, 0]]);
    const before = new Map();
    const open = new Set([from]);
    while (open.size) {
      const here = [...open].reduce((best, id) => (cost.get(id) < cost.get(best) ? id : best));
      if (here === to) break;
      open.delete(here);
      for (const edge of this.edgesOf.get(here) ?? []) {
        const next = edge.source === here ? edge.target : edge.source;
        const price = cost.get(here) - Math.log(Math.max(edge.probability ?? 0.5, 1e-6)) + 0.01;
        if (allowed(next) && price < (cost.get(next) ?? Infinity)) cost.set(next, price), before.set(next, here), open.add(next);
      }
    }
    if (!before.has(to)) return null;
    const way = [to];
    while (way[0] !== from) way.unshift(before.get(way[0]));
    return way;
  }

  /** Minutes east of UTC on which most events' clocks stand. */
  get zone() {
    const counts = new Map();
    for (const { zone_minutes: zone } of this.events.values()) if (zone != null) counts.set(zone, (counts.get(zone) ?? 0) + 1);
    return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
  }
}

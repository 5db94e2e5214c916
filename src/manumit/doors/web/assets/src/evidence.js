// <m-evidence>: what is chosen, and how it is known: words, probability, records, the place in the source. While nothing
// is chosen, the page's own reasons stand here.
import { h } from "./dom.js";
import { nodeMark } from "./graph-legend.js";
import { View } from "./stage.js";
import { days, likely, moment, number, ofHundred, word } from "./words.js";

const MOST = 40; // entries of one list

export class EvidenceView extends View {
  build() {
    this.own = h("div", { class: "stack", "aria-live": "polite" });
    this.rest = h("div", { class: "evidence-rest" }, ...this.childNodes);
    this.append(this.rest, this.own);
    this.follow();
  }

  follow() {
    const { ids, records } = this.selection;
    const nodes = [...ids].map((id) => this.scene.nodes.get(id)).filter(Boolean);
    const events = [...records].map((id) => this.scene.events.get(id)).filter(Boolean);
    this.rest.hidden = nodes.length + events.length > 0;
    this.own.replaceChildren(...(nodes.length === 1 && !events.length ? this.#one(nodes[0]) : this.#several(nodes, events)));
  }

  #link(text, url) {
    return url ? h("a", { href: url, text }) : h("span", { text });
  }

  #list(heading, items, make) {
    if (!items.length) return null;
    const rest = items.length > MOST ? h("p", { class: "quiet small", text: word("evidence.rest", { n: number(items.length - MOST) }) }) : null;
    return h("section", {}, h("h3", { text: `${heading} (${number(items.length)})` }), h("ul", { class: "evidence-list" }, ...items.slice(0, MOST).map(make)), rest);
  }

  #one(node) {
    const edges = this.scene.edgesOf.get(node.id) ?? [];
    const events = (this.scene.eventsOf.get(node.id) ?? []).filter((event) => this.selection.meets(event.atMs, event.endMs ?? event.atMs));
    const note = this.chart.state.notes[node.id];
    const role = node.kind === "person" ? [node.role_words, node.role !== "unknown" && node.probability != null && `(${ofHundred(node.probability)})`].filter(Boolean).join(" ") : word(`kind.${node.kind}`);
    return [
      h("header", { class: "evidence-head" }, h("h2", {}, nodeMark(node), this.#link(node.label, this.stage.url("entity-url", node.id))), h("p", { text: role }), node.protected && h("p", { class: "quiet small", text: word("evidence.protected") })),
      note && h("p", { class: "message", text: note }),
      this.#list(word("evidence.links"), [...edges].sort((a, b) => (b.probability ?? 0) - (a.probability ?? 0)), (edge) => this.#edge(edge, node.id)),
      this.#list(word("evidence.events"), [...events].sort((a, b) => b.atMs - a.atMs), (event) => this.#event(event)),
    ].filter(Boolean);
  }

  #several(nodes, events) {
    if (!nodes.length && !events.length) return [];
    const between = new Set(nodes.map((node) => node.id));
    const edges = nodes.flatMap((node) => (this.scene.edgesOf.get(node.id) ?? []).filter((edge) => edge.source === node.id && between.has(edge.target)));
    const who = (node) => h("li", {}, h("button", { type: "button", class: "as-link with-mark", onclick: () => this.selection.choose({ ids: [node.id] }) }, nodeMark(node), h("bdi", { text: node.label })));
    return [
      h("header", { class: "evidence-head" }, h("h2", { text: word("chosen", { n: number(nodes.length + events.length) }) })),
      this.#list(word("evidence.events"), events, (event) => this.#event(event)),
      this.#list(word("evidence.nodes"), nodes, who),
      this.#list(word("evidence.between"), edges, (edge) => this.#edge(edge, edge.source)),
    ].filter(Boolean);
  }

  #edge(edge, from) {
    const other = this.scene.nodes.get(edge.source === from ? edge.target : edge.source);
    const span = edge.fromMs == null ? "" : days(edge.fromMs, edge.untilMs ?? edge.fromMs);
    const records = edge.records.slice(0, 3).map((id, i) => this.#link(word("evidence.record", { n: number(i + 1) }), this.stage.url("record-url", id)));
    const more = edge.records.length > 3 ? h("span", { text: word("evidence.rest", { n: number(edge.records.length - 3) }) }) : null;
    return h("li", {}, h("div", {}, `${edge.word} `, h("button", { type: "button", class: "as-link", onclick: () => this.selection.choose({ ids: [other.id] }) }, h("bdi", { text: other.label }))), h("div", { class: "source" }, edge.probability != null && h("span", { text: `${likely(edge.probability)} (${ofHundred(edge.probability)})` }), span && h("span", { text: span }), ...records, more));
  }

  #event(event) {
    const at = event.atMs == null ? "" : moment(event.atMs, event.zone_minutes ?? this.scene.zone);
    const place = event.to ? `${event.place} \u2192 ${event.to.place}` : event.place;
    const source = event.source ? h("span", { class: "ltr mono", text: word("evidence.source", { file: event.source.file, offset: event.source.offset, length: event.source.length }) }) : null;
    return h("li", {}, h("div", {}, this.#link([at, place].filter(Boolean).join(word("list.separator")), this.stage.url("record-url", event.id))), event.summary && h("div", { text: event.summary }), h("div", { class: "source" }, h("span", { text: word(`event.${event.kind}`) }), source));
  }

  charted() {
    this.follow();
  }
}

// The hand on the graph: choose, add to the choice, drag, draw an area, walk with keys.
import { perform } from "./actions.js";
import { Area } from "./area.js";
import { openPad } from "./graph-move.js";
import { openMenu } from "./menu.js";
import { word } from "./words.js";

const SLACK = 4; // px a press may wander and still be a click

export class Hand {
  hovered = null;
  #drag = null;

  constructor(view) {
    this.view = view;
    const { renderer } = view;
    this.area = new Area(view.canvas, { turned: (on) => this.#turned(on), done: (box, event) => this.#caught(box, event) });
    renderer.on("clickNode", ({ node, event }) => this.#choose(node, event.original));
    renderer.on("clickEdge", ({ edge }) => this.#chooseEdge(edge));
    renderer.on("clickStage", ({ event }) => !event.original.shiftKey && view.selection.clear());
    renderer.on("doubleClickNode", ({ node, event }) => this.#again(node, event));
    renderer.on("rightClickNode", ({ node, event }) => this.#menu(node, event));
    renderer.on("enterNode", ({ node }) => this.#hover(node));
    renderer.on("leaveNode", () => this.#hover(null));
    renderer.on("downNode", ({ node, event }) => this.#grab(node, event));
    renderer.getMouseCaptor().on("mousemovebody", (event) => this.#pull(event));
    renderer.getMouseCaptor().on("mouseup", () => this.#drop());
    view.canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  /** A second click: opens what was clicked before; on another element it is a click like any other. */
  #again(node, event) {
    event.preventSigmaDefault();
    const { shiftKey, ctrlKey, metaKey } = event.original;
    if (node === this.last && !shiftKey && !ctrlKey && !metaKey) this.open(node);
    else this.#choose(node, event.original);
  }

  #choose(node, pressed) {
    this.last = node;
    const ids = this.view.model.behind(node);
    const how = { by: this.view };
    if (pressed.shiftKey || pressed.ctrlKey || pressed.metaKey) this.view.selection.toggle({ ids }, how);
    else this.view.selection.choose({ ids }, how);
  }

  #chooseEdge(edge) {
    const held = this.view.scene.edges.get(edge);
    if (held) this.view.selection.choose({ ids: [held.source, held.target], records: held.records }, { by: this.view });
  }

  #hover(node) {
    this.hovered = node;
    this.view.canvas.classList.toggle("pointing", Boolean(node));
    this.view.relook();
  }

  /** Opens: a group into its members, an element onto its page. */
  open(node = [...this.view.selection.ids][0]) {
    const shown = this.view.model.shownAs(node);
    if (this.view.model.groups.has(shown)) return this.view.chart.open(shown);
    const url = node && this.view.stage.url("entity-url", node);
    if (url) location.assign(url);
  }

  #menu(node, event) {
    event.preventSigmaDefault();
    if (!this.view.model.behind(node).some((id) => this.view.selection.ids.has(id))) this.#choose(node, {});
    const at = this.spot();
    const items = ["expand", "pin", "hide", "note"].map((name) => ({ label: word(`act.${name}`), act: () => perform(name, this.view.stage, at) }));
    items.unshift({ label: word("act.open"), act: () => this.open(node) }, { label: word("act.move"), act: () => this.pad(at) });
    openMenu(at, this.view.graph.getNodeAttribute(node, "label"), items);
  }

  /** Where a menu about the selection opens. */
  spot() {
    const frame = this.view.canvas.getBoundingClientRect();
    const [id] = this.view.selection.ids;
    const data = id && this.view.renderer.getNodeDisplayData(this.view.model.shownAs(id));
    if (!data) return { x: frame.left + frame.width / 2, y: frame.top + frame.height / 2 };
    const at = this.view.renderer.framedGraphToViewport(data);
    return { x: frame.left + at.x + 12, y: frame.top + at.y + 12 };
  }

  /** The next or previous element, the weightiest first. */
  walk(step) {
    const { graph, model, selection } = this.view;
    this.order ??= null;
    if (this.order?.graph !== graph) {
      const ids = graph.nodes().sort((a, b) => graph.getNodeAttribute(b, "weight") - graph.getNodeAttribute(a, "weight"));
      this.order = { graph, ids };
    }
    const here = this.order.ids.indexOf(model.shownAs([...selection.ids][0]));
    const next = this.order.ids.at((here + step) % this.order.ids.length) ?? this.order.ids[0];
    selection.choose({ ids: model.behind(next) }, { by: this.view });
  }

  // --- Moving the chosen ones by keys and buttons --------------------------------------------------------------
  /** What is drawn of the choice. */
  get held() {
    const { graph, model, selection } = this.view;
    return [...new Set([...selection.ids].map((id) => model.shownAs(id)))].filter((id) => graph.hasNode(id));
  }

  pad(at) {
    if (this.held.length) openPad(at, this.held.length, (way) => this.nudge(way));
  }

  /** Moves the chosen ones by px of the screen, and pins them there. */
  nudge([x, y]) {
    const { chart, graph, renderer } = this.view;
    if (!this.held.length) return;
    const [from, to] = [renderer.viewportToGraph({ x: 0, y: 0 }), renderer.viewportToGraph({ x, y })];
    const moved = (id) => {
      const { x: left, y: high } = graph.getNodeAttributes(id);
      const [a, b] = chart.state.positions[id] ?? [left, high]; // what the last press did may not be drawn yet
      return [id, [a + to.x - from.x, b + to.y - from.y]];
    };
    chart.put(Object.fromEntries(this.held.map(moved)));
  }

  // --- Dragging an element, and with it the chosen ones --------------------------------------------------------
  #grab(node, event) {
    if (this.view.chart.pins.has(node)) return;
    const { graph, model, selection } = this.view;
    const many = selection.ids.has(node) ? [...new Set([...selection.ids].map((id) => model.shownAs(id)))] : [node];
    const moved = many.filter((id) => graph.hasNode(id) && !this.view.chart.pins.has(id));
    this.#drag = { from: { x: event.x, y: event.y }, last: this.view.renderer.viewportToGraph(event), moved, far: false };
  }

  #pull(event) {
    if (!this.#drag) return;
    this.#drag.far ||= Math.hypot(event.x - this.#drag.from.x, event.y - this.#drag.from.y) > SLACK;
    event.preventSigmaDefault();
    event.original.preventDefault();
    if (!this.#drag.far) return;
    const here = this.view.renderer.viewportToGraph(event);
    for (const id of this.#drag.moved) {
      this.view.graph.updateNodeAttribute(id, "x", (x) => x + here.x - this.#drag.last.x);
      this.view.graph.updateNodeAttribute(id, "y", (y) => y + here.y - this.#drag.last.y);
    }
    this.#drag.last = here;
  }

  #drop() {
    const drag = this.#drag;
    this.#drag = null;
    if (!drag?.far) return;
    const place = (id) => [this.view.graph.getNodeAttribute(id, "x"), this.view.graph.getNodeAttribute(id, "y")];
    this.view.chart.move(Object.fromEntries(drag.moved.map((id) => [id, place(id)])));
  }

  #caught({ left, top, right, bottom }, event) {
    const { graph, renderer, model, selection } = this.view;
    const inside = ({ x, y }) => x >= left && x <= right && y >= top && y <= bottom;
    const caught = graph.filterNodes((_, held) => inside(renderer.graphToViewport(held)));
    selection.choose({ ids: caught.flatMap((id) => model.behind(id)) }, { add: event.shiftKey, by: this.view });
  }

  #turned(on) {
    this.view.area.setAttribute("aria-pressed", String(on));
    this.view.renderer.getCamera()[on ? "disable" : "enable"]();
    if (on) this.view.stage.tell(word("area.how"));
  }
}

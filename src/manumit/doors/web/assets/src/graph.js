// <m-graph>: people and things, and what joins them.
import { MultiGraph } from "graphology";
import { Sigma } from "sigma";
import { EdgeRectangleProgram } from "sigma/rendering";
import { ACTIONS, actionKey, perform } from "./actions.js";
import { button, eachFrame, h } from "./dom.js";
import { picture } from "./graph-export.js";
import { drawGlyphs, labelPainter } from "./graph-glyphs.js";
import { legend } from "./graph-legend.js";
import { GraphModel } from "./graph-model.js";
import { Hand } from "./graph-hand.js";
import { wayOf } from "./graph-move.js";
import { ShapeProgram } from "./graph-shapes.js";
import { ThinEdges } from "./graph-lines.js";
import { calm, inks, onInks } from "./inks.js";
import { openMenu } from "./menu.js";
import { handOut } from "./picture.js";
import { View } from "./stage.js";
import { number, word } from "./words.js";

const SHOWN_TOOLS = ["expand", "path", "pin", "hide", "group", "note", "clear"];

export class GraphView extends View {
  build() {
    this.redraw = eachFrame(() => this.#redraw()); // others call these: many changes, one frame
    this.relook = eachFrame(() => this.#relook());
    this.#furnish();
    this.model = new GraphModel(this.stage, this.canvas);
    this.model.grouped = !this.hasAttribute("overview");
    this.inks = inks();
    this.#paint();
    this.hand = new Hand(this);
    onInks(() => ((this.inks = inks()), this.#dress(), this.redraw()));
    this.#arm();
  }

  #furnish() {
    this.canvas = h("div", { class: "canvas", tabindex: 0, role: "application", "aria-label": word("graph.label", { n: number(this.scene.nodes.size) }), "aria-roledescription": word("graph.kind"), "aria-describedby": "graph-keys" });
    const tool = (name) => button(word(`act.${name}`), (event) => perform(name, this.stage, event.currentTarget.getBoundingClientRect()), { "data-act": name, "aria-keyshortcuts": ACTIONS[name].key });
    this.bar = h("div", { class: "tools on-choice", role: "toolbar", "aria-label": word("act.label") }, h("span", { class: "chosen-count" }), ...SHOWN_TOOLS.map(tool));
    this.mover = button(word("act.move"), (event) => this.hand.pad(event.currentTarget.getBoundingClientRect()), { "data-move": true });
    this.bar.querySelector("[data-act=pin]").before(this.mover);
    const small = (name, picture, act) => button(word(name), act, { picture });
    this.area = small("graph.area", "area", () => this.hand.area.take());
    this.corner = h(
      "div", { class: "corner" },
      small("zoom.in", "plus", () => this.zoom(1 / 1.5)), small("zoom.out", "minus", () => this.zoom(1.5)), small("zoom.fit", "fit", () => this.fit()), this.area,
      small("act.undo", "undo", () => perform("undo", this.stage)), small("act.redo", "redo", () => perform("redo", this.stage)),
      small("more", "more", (event) => this.#more(event.currentTarget.getBoundingClientRect())),
    );
    this.foot = h("div", { class: "foot" });
    this.append(h("p", { class: "unseen", id: "graph-keys", text: word("graph.keys") }), this.canvas, this.bar, this.corner, this.foot);
    this.canvas.addEventListener("keydown", (event) => this.#key(event));
  }

  #paint() {
    const settings = {
      ...this.#settings(), ...this.model.reducers(this.inks, null),
      defaultNodeType: "shape", nodeProgramClasses: { shape: ShapeProgram }, edgeProgramClasses: { line: EdgeRectangleProgram, thin: ThinEdges },
      zIndex: true, allowInvalidContainer: true, enableCameraRotation: false, labelRenderedSizeThreshold: 5, labelDensity: this.model.many ? 0.4 : 0.9, labelGridCellSize: 110,
      minCameraRatio: 0.01, maxCameraRatio: 4, stagePadding: 48, minEdgeThickness: 0.7, inertiaDuration: calm() ? 0 : 140, zoomDuration: calm() ? 0 : 140,
    };
    this.renderer = new Sigma(new MultiGraph(), this.canvas, settings); // its frame first, then one pass over the graph
    this.glyphs = this.renderer.createCanvas("glyphs", { beforeLayer: "mouse" });
    this.glyphs.classList.add("glyphs");
    this.renderer.on("afterRender", () => this.#glyphs());
    new ResizeObserver(() => this.canvas.clientWidth && this.renderer.resize().scheduleRender()).observe(this.canvas);
    this.#draw();
    const painted = () => this.setAttribute("data-painted", performance.now().toFixed(0));
    requestAnimationFrame(() => requestAnimationFrame(painted));
  }

  #settings() {
    const { sans, ink, ink2 } = this.inks;
    const drawLabel = labelPainter(this.inks);
    return {
      labelFont: sans, labelSize: 12, labelWeight: "500", labelColor: { color: ink }, edgeLabelFont: sans, edgeLabelSize: 11, edgeLabelColor: { color: ink2 },
      renderEdgeLabels: !this.model.many, enableEdgeEvents: !this.model.many, defaultDrawNodeLabel: drawLabel, defaultDrawNodeHover: drawLabel, hideEdgesOnMove: this.model.overview,
    };
  }

  #dress() {
    for (const [name, value] of Object.entries(this.#settings())) this.renderer.setSetting(name, value);
  }

  /** The frame stays as the scene is, whatever is hidden: nothing jumps. */
  #hold() {
    const box = { x: [Infinity, -Infinity], y: [Infinity, -Infinity] };
    const widen = (node) => {
      for (const axis of ["x", "y"]) box[axis] = [Math.min(box[axis][0], node[axis]), Math.max(box[axis][1], node[axis])];
    };
    this.scene.nodes.forEach(widen);
    this.graph.forEachNode((_, node) => widen(node));
    this.renderer.setCustomBBox(box);
  }

  #glyphs() {
    const { width, height } = this.renderer.getDimensions();
    const ratio = devicePixelRatio || 1;
    if (this.glyphs.width !== Math.round(width * ratio)) {
      Object.assign(this.glyphs, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
      Object.assign(this.glyphs.style, { width: `${width}px`, height: `${height}px` });
    }
    const context = this.glyphs.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    drawGlyphs(context, this.renderer, this.model, this.inks);
  }

  #draw() {
    this.graph = this.model.build(this.inks);
    this.model.settle();
    this.#hold();
    this.renderer.setGraph(this.graph);
    this.#dressFoot();
  }

  #redraw() {
    this.#draw();
    this.#relook();
  }

  #relook() {
    this.renderer.setSettings(this.model.reducers(this.inks, this.hand?.hovered ?? null));
    this.#dressFoot();
  }

  #dressFoot() {
    const { hidden } = this.chart;
    const all = hidden.size ? button(word("hidden.show", { n: number(hidden.size) }), () => perform("unhide", this.stage), { class: "button small plain" }) : null;
    const shown = h("span", { class: "quiet", text: word("graph.shown", { n: number(this.graph.order), m: number(this.graph.size) }) });
    this.foot.replaceChildren(...[legend(this.model, this.graph), shown, this.model.many && this.#overviewSwitch(), all].filter(Boolean));
  }

  #overviewSwitch() {
    const act = () => ((this.model.grouped = !this.model.grouped), this.#dress(), this.redraw());
    return button(word(this.model.grouped ? "graph.overview" : "graph.grouped"), act, { class: "button small" });
  }

  follow() {
    this.#arm();
    this.relook();
  }

  /** The tools that fit the choice. */
  #arm() {
    const { ids, records } = this.selection;
    this.bar.hidden = this.selection.empty;
    this.bar.firstElementChild.textContent = word("chosen", { n: number(ids.size + records.size) });
    this.mover.hidden = !this.hand?.held.length;
    for (const tool of this.bar.querySelectorAll("[data-act]")) tool.hidden = !ACTIONS[tool.dataset.act].fits(this.stage);
  }

  grown() {
    this.model.regroup();
    this.redraw();
  }

  charted() {
    this.redraw();
    this.follow();
  }

  zoom(factor) {
    const camera = this.renderer.getCamera();
    camera.animate({ ratio: camera.getBoundedRatio(camera.ratio * factor) }, { duration: calm() ? 0 : 140 });
  }

  fit() {
    this.renderer.getCamera().animate({ x: 0.5, y: 0.5, ratio: 1 }, { duration: calm() ? 0 : 140 });
  }

  zoomTo(ids) {
    const at = ids.map((id) => this.renderer.getNodeDisplayData(this.model.shownAs(id))).filter(Boolean);
    if (!at.length) return;
    const [xs, ys] = [at.map((one) => one.x), at.map((one) => one.y)];
    const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const ratio = Math.max(right - left, high - low, 0.06) * 1.5;
    this.renderer.getCamera().animate({ x: (left + right) / 2, y: (low + high) / 2, ratio }, { duration: calm() ? 0 : 180 });
  }

  #key(event) {
    const camera = this.renderer.getCamera();
    const step = 0.1 * camera.ratio;
    const pans = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    const walks = { j: 1, k: -1 };
    const does = { "+": () => this.zoom(1 / 1.5), "-": () => this.zoom(1.5), 0: () => this.fit(), z: () => this.zoomTo([...this.selection.ids]), Enter: () => this.hand.open() };
    if (event.shiftKey && event.key in pans && this.hand.held.length) {
      this.hand.nudge(wayOf(event.key));
      return event.preventDefault();
    }
    if (event.ctrlKey || event.metaKey || event.altKey ? true : !(event.key in pans || event.key in walks || event.key in does)) return actionKey(event, this.stage, this.hand.spot());
    if (event.key in pans) camera.setState({ x: camera.x + pans[event.key][0], y: camera.y + pans[event.key][1] });
    else if (event.key in walks) this.hand.walk(walks[event.key]);
    else does[event.key]();
    event.preventDefault();
  }

  #more(at) {
    const items = [{ label: word("zoom.choice"), act: () => this.zoomTo([...this.selection.ids]) }];
    if (this.stage.hasAttribute("picture-url")) items.push(...["svg", "png"].map((kind) => ({ label: word(`export.${kind}`), act: () => this.export(kind) })));
    if (ACTIONS.save.fits(this.stage)) items.unshift({ label: word("act.save"), act: () => perform("save", this.stage) });
    openMenu(at, word("more"), items);
  }

  async export(kind) {
    await handOut(this.stage, "graph", kind, await picture(this.stage, this.renderer, this.inks));
  }
}

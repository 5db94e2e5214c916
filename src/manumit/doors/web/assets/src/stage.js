// <m-stage>: one scene, one selection and one chart for all views inside it. It loads, says what went wrong, and keeps
// the address bar.
import { ask, token } from "./ask.js";
import { Chart } from "./chart.js";
import { button, h, state } from "./dom.js";
import { Scene } from "./scene-data.js";
import { Selection } from "./selection.js";
import { word } from "./words.js";

export class Stage extends HTMLElement {
  scene = null;
  #ready = null;
  #tellReady = null;

  constructor() {
    super();
    this.#ready = new Promise((done) => (this.#tellReady = done));
  }

  connectedCallback() {
    if (this.selection) return;
    this.selection = new Selection(location.search);
    this.chart = new Chart(this.#block("[data-chart]") ?? {}, location.search);
    this.selection.addEventListener("change", () => this.#changed());
    this.chart.addEventListener("change", () => this.#write());
    addEventListener("popstate", () => (this.selection.read(location.search), this.selection.dispatchEvent(new CustomEvent("change", { detail: { what: "address" } }))));
    addEventListener("keydown", (event) => this.#key(event));
    this.load();
  }

  /** Fulfilled with this stage when its scene is there. */
  get ready() {
    return this.#ready;
  }

  #block(selector) {
    const found = this.querySelector(`script${selector}`);
    return found ? JSON.parse(found.textContent) : null;
  }

  async load() {
    this.#say(state("loading", word("loading")));
    try {
      this.scene = new Scene(this.#block("[data-scene]") ?? (await ask(this.getAttribute("src"))));
      this.#say(this.scene.nodes.size || this.scene.events.size ? null : state("empty", word("scene.empty"), word("scene.empty.hint")));
      this.#tellReady(this);
    } catch (error) {
      const kind = error.status === 403 ? "forbidden" : "error";
      this.#say(state(kind, error.message, error.hint, kind === "error" ? button(word("again"), () => this.load()) : null));
    }
  }

  #say(node) {
    this.querySelector(":scope > .state, .stage-state > .state")?.remove();
    this.toggleAttribute("data-waiting", Boolean(node));
    if (node) (this.querySelector(".stage-state") ?? this).prepend(node);
  }

  #changed() {
    this.#write();
    this.dispatchEvent(new CustomEvent("selection", { detail: this.selection }));
  }

  #write() {
    const search = this.chart.written(this.selection.written(location.search));
    history.replaceState(history.state, "", search ? `?${search}` : location.pathname);
  }

  #key(event) {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open], :popover-open")) return;
    if (!event.target.closest?.("input, textarea, select")) this.selection.clear();
  }

  url(name, id) {
    return this.getAttribute(name)?.replace("{id}", encodeURIComponent(id)) ?? null;
  }

  grow(answer) {
    const fresh = this.scene.merge(answer);
    this.dispatchEvent(new CustomEvent("scene", { detail: { fresh } }));
    return fresh;
  }

  async expand(id, kind = null) {
    const fresh = this.grow(await ask(this.url("expand-url", id) + (kind ? `?kind=${encodeURIComponent(kind)}` : "")));
    const node = this.scene.nodes.get(id);
    if (node?.more) node.more = kind ? Object.fromEntries(Object.entries(node.more).filter(([one]) => one !== kind)) : {};
    return fresh;
  }

  /** The way between two nodes: the server's where it is asked, else what is loaded. Null when there is none. */
  async path(from, to) {
    const base = this.getAttribute("path-url");
    if (!base) return this.scene.path(from, to);
    const answer = await ask(`${base}?${new URLSearchParams({ from, to })}`);
    this.grow(answer);
    return answer.path?.length ? answer.path : null;
  }

  /** Tells the server that a picture leaves; throws when it may not. */
  leaves(picture) {
    return ask(this.getAttribute("picture-url"), picture);
  }

  save() {
    return this.chart.save(this.getAttribute("chart-url"), token());
  }

  /** A short word that passes: read out, and shown for a few seconds. */
  tell(sentence) {
    this.telling ??= this.appendChild(h("div", { class: "telling", role: "status" }));
    this.telling.textContent = sentence;
    clearTimeout(this.stopTelling);
    this.stopTelling = setTimeout(() => (this.telling.textContent = ""), 6000);
  }
}

/** What every view is: it waits for its stage's scene, draws once, and follows. */
export class View extends HTMLElement {
  async connectedCallback() {
    if (this.stage) return;
    const stage = this.closest("m-stage");
    await stage?.ready;
    if (!stage || !this.isConnected) return;
    this.stage = stage;
    this.build();
    stage.addEventListener("selection", () => this.follow());
    stage.addEventListener("scene", () => this.grown());
    stage.chart.addEventListener("change", () => this.charted());
    this.classList.add("ready");
  }

  get scene() {
    return this.stage.scene;
  }

  get selection() {
    return this.stage.selection;
  }

  get chart() {
    return this.stage.chart;
  }

  build() {}
  follow() {}
  grown() {
    this.follow();
  }
  charted() {}
}

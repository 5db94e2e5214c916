// <m-line stream news [talk last]>: the room. The server sends pieces of the page, already written in the reader's language.
import { answering } from "./answer.js";
import { Bell } from "./bell.js";
import { beside } from "./beside.js";
import { going } from "./going.js";

const POLL = 8000; // ms between two looks when no stream lasts
const TRIES = 3; // streams that broke before it is looked instead

export class Room extends HTMLElement {
  connectedCallback() {
    this.turns = this.querySelector('[data-live="turns"]');
    this.danger = null;
    this.wait = null;
    this.called = document.title;
    this.bell = new Bell(this.querySelector("[data-bell]"));
    this.broken = 0;
    if (this.turns) this.#down();
    answering(this);
    beside(this);
    going(this);
    this.addEventListener("submit", (event) => {
      if (!event.defaultPrevented) this.disconnectedCallback(); // the form leads away: nothing else does meanwhile
    });
    this.#listen();
  }

  disconnectedCallback() {
    this.source?.close();
    this.bell.while(false);
    clearInterval(this.timer);
  }

  get last() {
    return Number(this.turns?.querySelector("li:last-child")?.dataset.n ?? this.getAttribute("last") ?? 0);
  }

  #query() {
    const talk = this.getAttribute("talk");
    return talk ? `?talk=${talk}&after=${this.last}` : "";
  }

  #listen() {
    this.source = new EventSource(this.getAttribute("stream") + this.#query());
    this.source.addEventListener("queue", (event) => this.#queue(JSON.parse(event.data)));
    this.source.addEventListener("mine", (event) => this.#mine(JSON.parse(event.data)));
    this.source.addEventListener("talk", (event) => this.#talk(JSON.parse(event.data)));
    this.source.addEventListener("open", () => this.#lost(false));
    this.source.addEventListener("error", () => {
      this.#lost(true);
      if (++this.broken >= TRIES || this.source.readyState === EventSource.CLOSED) this.#look();
    });
  }

  /** Where no stream lasts (a proxy that holds it back): look every few seconds. */
  #look() {
    this.source.close();
    clearInterval(this.timer);
    this.timer = setInterval(async () => {
      try {
        const answer = await fetch(this.getAttribute("news") + this.#query(), { headers: { Accept: "application/json" } });
        if (!answer.ok) throw new Error(answer.status);
        const told = await answer.json();
        this.#lost(false);
        this.#queue(told.queue);
        this.#mine(told.mine);
        if (told.talk) this.#talk(told.talk);
      } catch {
        this.#lost(true);
      }
    }, POLL);
  }

  #lost(on) {
    this.querySelector("[data-lost]").hidden = !on;
    if (!on) this.broken = 0;
  }

  #queue({ html, danger }) {
    this.querySelector('[data-live="queue"]').innerHTML = html;
    const say = this.querySelector("[data-say]");
    this.bell.while(danger > 0);
    if (this.danger !== null && danger > this.danger) {
      say.textContent = say.dataset.danger;
      this.bell.ring();
    } else if (danger === 0) say.textContent = "";
    this.danger = danger;
    this.#count();
  }

  /** One's own talks: what another than the open one says is seen, and heard, too. */
  #mine({ html, wait }) {
    const list = this.querySelector('[data-live="mine"]');
    const at = [...list.querySelectorAll("a")].indexOf(document.activeElement);
    list.innerHTML = html;
    if (at >= 0) list.querySelectorAll("a")[at]?.focus();
    const say = this.querySelector("[data-say]");
    if (this.wait !== null && wait > this.wait) {
      say.textContent = say.dataset.mine;
      this.bell.ring();
    }
    this.wait = wait;
    this.#count();
  }

  /** The title of the tab counts who waits in danger and whose talk is unanswered: it is seen from another tab. */
  #count() {
    const n = (this.danger ?? 0) + (this.wait ?? 0);
    document.title = n ? `(${n}) ${this.called}` : this.called;
  }

  #talk({ head, turns, gone }) {
    if (gone) return void location.assign("/");
    this.querySelector('[data-live="head"]').innerHTML = head;
    if (!turns) return;
    const near = this.turns.scrollHeight - this.turns.scrollTop - this.turns.clientHeight < 120;
    const fresh = document.createElement("template");
    fresh.innerHTML = turns;
    for (const one of fresh.content.querySelectorAll("li")) {
      if (Number(one.dataset.n) > this.last) this.turns.append(one);
    }
    if (near) this.#down();
  }

  #down() {
    this.turns.scrollTop = this.turns.scrollHeight;
  }
}

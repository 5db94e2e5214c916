// Ctrl-K: everything a page can do, found by typing. `/` searches, `?` helps. Entries come from the page; the server adds
// what was looked at last, and the first hits of a search.
import { h } from "./dom.js";
import { block, word } from "./words.js";

const letters = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** All letters of `sought` in order: 0 = no; a run from the start of a word counts most. */
export function fit(label, sought) {
  const [text, wanted] = [letters(label), letters(sought).replaceAll(" ", "")];
  let score = 1;
  let at = 0;
  let last = -2;
  for (const letter of wanted) {
    at = text.indexOf(letter, at);
    if (at < 0) return 0;
    score += at === last + 1 ? 3 : at === 0 || text[at - 1] === " " ? 2 : 0;
    last = at++;
  }
  return score - text.length / 200;
}

const MOST = 12;
const PLACES = 6; // where the server has entries, too
const PAUSE = 180; // ms without typing before the server is asked

class Palette {
  more = [];

  constructor() {
    this.field = h("input", { type: "search", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list", "aria-autocomplete": "list", "aria-label": word("palette.label"), placeholder: word("palette.label"), autocomplete: "off" });
    this.list = h("ul", { id: "palette-list", role: "listbox", "aria-label": word("palette.label") });
    this.dialog = h("dialog", { class: "palette", "aria-label": word("palette.label") }, this.field, this.list);
    document.body.append(this.dialog);
    this.field.addEventListener("input", () => ((this.more = []), this.#fill(), this.#ask(PAUSE)));
    this.dialog.addEventListener("keydown", (event) => this.#key(event));
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
  }

  open() {
    this.commands = block("commands") ?? [];
    this.more = [];
    this.field.value = "";
    this.dialog.showModal();
    this.#fill();
    this.#ask(0);
  }

  /** What the server knows; an answer that comes after more was typed, or none, changes nothing. */
  #ask(pause) {
    const url = block("palette")?.more;
    const sought = this.field.value.trim();
    clearTimeout(this.asking);
    if (!url) return;
    this.asking = setTimeout(async () => {
      const answer = await fetch(`${url}?${new URLSearchParams({ q: sought })}`, { headers: { Accept: "application/json" } }).catch(() => null);
      const entries = answer?.ok ? (await answer.json()).entries : [];
      if (this.field.value.trim() !== sought) return;
      this.more = entries;
      this.#fill(this.at);
    }, pause);
  }

  #fill(at = 0) {
    const sought = this.field.value.trim();
    const scored = this.commands.map((command) => [sought ? fit(command.label, sought) : 1, command]).filter(([score]) => score > 0);
    this.found = (sought ? scored.sort(([a], [b]) => b - a) : scored).map(([, command]) => command).slice(0, this.more.length ? PLACES : MOST);
    this.found = [...this.found, ...this.more].slice(0, MOST);
    const option = (command, i) =>
      h("li", { id: `palette-${i}`, role: "option", onclick: () => this.#run(command) }, h("span", { text: command.label }), command.hint && h("span", { class: "quiet", text: command.hint }), command.keys && h("kbd", { text: command.keys }));
    this.list.replaceChildren(...(this.found.length ? this.found.map(option) : [h("li", { class: "quiet", text: word("palette.none") })]));
    this.#mark(at);
  }

  #mark(at) {
    this.at = Math.max(0, Math.min(this.found.length - 1, at));
    [...this.list.children].forEach((one, i) => one.role === "option" && one.setAttribute("aria-selected", String(i === this.at)));
    this.field.setAttribute("aria-activedescendant", this.found.length ? `palette-${this.at}` : "");
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#mark(this.at + step);
    else if (event.key === "Enter" && this.found[this.at]) this.#run(this.found[this.at]);
    else return;
    event.preventDefault();
  }

  #run({ href, open, press }) {
    this.dialog.close();
    if (href) location.assign(href);
    else if (open) document.getElementById(open)?.showModal();
    else document.querySelector(press)?.click();
  }
}

const writing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

export function keys() {
  let palette = null;
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) (palette ??= new Palette()).open();
      return;
    }
    // Keys of one letter can be switched off (WCAG 2.1.4).
    if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target) || document.documentElement.dataset.keys === "off" || document.querySelector("dialog[open]")) return;
    if (event.key === "?") document.getElementById("help")?.showModal();
    else if (event.key === "/") document.getElementById("search")?.focus();
    else return;
    event.preventDefault();
  });
}

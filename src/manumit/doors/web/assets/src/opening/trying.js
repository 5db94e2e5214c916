// Three shares, one after the other: shown, kept (printed, saved, written down), hidden, and tried from what was kept.
import { SHARES, readShare } from "./shares.js";
import { Said, answered, word } from "./page.js";

const ASKED = 2; // groups that are asked for from paper

export class Trying {
  constructor(root) {
    this.root = root;
    this.part = root.querySelector("[data-step=shares]");
    this.code = this.part.querySelector("[data-share]");
    const on = (name, act) => this.part.querySelector(`[data-do=${name}]`).addEventListener("click", act);
    on("save", () => this.#save());
    on("print", () => print());
    on("kept", () => this.#face("try"));
    on("again", () => this.#face("show"));
    answered(root, this.part.querySelector("[data-form=try]"), (form) => this.#tried(form));
    this.part.querySelector("input[type=file]").addEventListener("change", (event) => event.target.value && event.target.form.requestSubmit());
    this.guard = (event) => event.preventDefault(); // the browser asks before the page is left
  }

  /** Resolves when all three were tried. */
  async go(shares, keyId) {
    Object.assign(this, { shares, keyId });
    addEventListener("beforeunload", this.guard);
    for (let place = 0; place < SHARES; place += 1) {
      this.place = place;
      this.part.querySelector("[data-number]").textContent = String(place + 1);
      for (const [at, one] of this.part.querySelectorAll("[data-advice]").entries()) one.hidden = at !== place;
      this.#face("show");
      await new Promise((done) => (this.done = done));
    }
    removeEventListener("beforeunload", this.guard);
    this.#spell("");
    this.shares = [];
  }

  #face(name) {
    for (const one of this.part.querySelectorAll("[data-face]")) one.hidden = one.dataset.face !== name;
    this.#spell(name === "show" ? this.shares[this.place] : "");
    const form = this.part.querySelector("[data-form=try]");
    form.reset();
    form.querySelector("[data-error]").hidden = true;
    if (name === "try") this.#ask();
    this.part.querySelector(name === "show" ? "h2" : "[name=first]").focus();
  }

  /** Group by group: the style sheet numbers them, and nobody has to count to the fourteenth. */
  #spell(share) {
    const groups = share.split(" ").filter(Boolean);
    this.code.replaceChildren(...groups.flatMap((text) => [Object.assign(document.createElement("span"), { textContent: text }), " "]));
  }

  #ask() {
    const groups = this.shares[this.place].split(" ").length;
    const first = 2 + Math.floor(Math.random() * (groups - 4)); // the first groups are alike in all three
    const second = first + 1 + Math.floor(Math.random() * (groups - first - 1));
    this.asked = [first, second];
    for (const [at, one] of this.part.querySelectorAll("[data-group]").entries()) one.textContent = String(this.asked[at] + 1);
  }

  async #tried(form) {
    const file = form.elements.file.files[0];
    const right = file ? await this.#isThis(file) : this.#groups(form);
    form.elements.file.value = "";
    if (!right) throw new Said(word(this.root, "not-it"));
    this.done();
  }

  async #isThis(file) {
    const text = await file.slice(0, 4096).text();
    const share = await readShare(text).catch(() => null);
    const shown = await readShare(this.shares[this.place]);
    return share?.number === shown.number && share.part.every((byte, place) => byte === shown.part[place]);
  }

  #groups(form) {
    const shown = this.shares[this.place].split(" ");
    const typed = [form.elements.first.value, form.elements.second.value];
    const alike = (text) => text.trim().toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
    return typed.length === ASKED && typed.every((text, at) => alike(text) === shown[this.asked[at]]);
  }

  #save() {
    const link = document.createElement("a");
    const lines = [`${this.place + 1} / ${SHARES}  ${this.keyId}`, word(this.root, "share-says"), this.shares[this.place], ""];
    link.href = URL.createObjectURL(new Blob([lines.join("\n\n")], { type: "text/plain" }));
    link.download = `share-${this.place + 1}-${this.keyId.slice(0, 4)}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
}

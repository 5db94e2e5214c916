// The parts of a report on the page: opened, or why not. All that is decrypted lies in `parts` and in blob addresses, and
// goes with `forget`.
import { openItem } from "../sealed/envelope.js";
import { reached, word } from "./page.js";

const PICTURE = /^image\/(jpeg|png|webp|gif|bmp|avif)$/;
const VOICE = /^audio\//;

export class Thread {
  constructor(root, picture) {
    Object.assign(this, { root, picture, parts: new Map(), addresses: [], era: 0 });
    this.lists = { item: root.querySelector("[data-thread]"), aside: root.querySelector("[data-asides]") };
  }

  /** Open and show parts that are not shown yet. `base`: address of the report; `kind`: item | aside. */
  async add(kind, told, pair, key, names, base) {
    const { era } = this;
    for (const sealed of told) {
      if (era !== this.era) return; // it was locked meanwhile
      if (this.parts.has(sealed.token)) continue;
      const one = { ...sealed }; // what is opened goes into this alone, and with it
      this.parts.set(one.token, one);
      const line = this.#line(one);
      this.lists[kind].append(line);
      if (!one.header.sealed.some((to) => to.key === key)) this.#closed(line, one, names);
      else await this.#open(line, one, pair, `${base}${kind}s/${one.token}`);
    }
  }

  forget() {
    this.era += 1;
    for (const address of this.addresses) URL.revokeObjectURL(address);
    this.addresses = [];
    this.parts.clear();
    for (const list of Object.values(this.lists)) list.replaceChildren();
    this.picture.drop();
  }

  /** What the person wrote, where it could be opened. */
  get theirs() {
    return [...this.parts.values()].filter((one) => one.who === "person" && one.head);
  }

  #template(name) {
    return this.root.querySelector("template[data-words]").content.querySelector(`[data-word="${name}"]`).cloneNode(true);
  }

  #line(one) {
    const line = this.#template("part");
    line.classList.add(one.who ?? "aside");
    line.dataset.token = one.token;
    const time = line.querySelector("time");
    time.dateTime = one.on;
    time.textContent = one.day;
    this.#who(line, one, "");
    return line;
  }

  #who(line, one, kind) {
    const name = one.who === "person" ? word(this.root, "they") : one.by;
    line.querySelector("[data-who]").textContent = kind ? `${name} ${word(this.root, kind)}` : name;
  }

  #closed(line, one, names) {
    const can = one.header.sealed.map((sealed) => names[sealed.key]).filter(Boolean);
    line.classList.add("unreadable");
    line.querySelector("[data-text]").textContent = `${word(this.root, "unreadable")} ${can.join(", ") || word(this.root, "nobody")}.`;
  }

  async #open(line, one, pair, url) {
    const text = line.querySelector("[data-text]");
    const { era } = this;
    const answer = await reached(this.root, fetch(url));
    try {
      if (!answer.ok) throw new Error(answer.status);
      const { head, files } = await openItem(one.header, await answer.arrayBuffer(), pair);
      if (era !== this.era) return;
      one.head = head;
      this.#who(line, one, head.asks ? "ask" : head.kind);
      text.textContent = head.text;
      line.querySelector("[data-files]").append(...files.map((file) => this.#file(file)));
    } catch {
      line.classList.add("unreadable");
      text.textContent = word(this.root, "spoilt");
    }
  }

  #file(file) {
    const kind = file.original ? "original" : PICTURE.test(file.type) ? "picture" : VOICE.test(file.type) ? "voice" : "file";
    const line = this.#template(kind);
    line.querySelector("[data-name]").textContent = file.name;
    line.querySelector("[data-size]").textContent = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 }).format(Math.ceil(file.blob.size / 1000));
    if (kind === "picture") this.#look(line, file);
    else if (kind === "voice") line.querySelector("audio").src = this.#address(file.blob);
    else this.#save(line.querySelector("[data-save]"), file);
    return line;
  }

  #look(line, file) {
    const button = line.querySelector("[data-show]");
    button.addEventListener("click", async () => {
      if (await this.picture.show(file.blob, file.name)) return;
      button.disabled = true;
      line.append(` ${word(this.root, "no-picture")}`);
    });
  }

  #save(link, file) {
    link.href = this.#address(new Blob([file.blob], { type: "application/octet-stream" })); // nothing is run or shown by it
    link.download = file.name;
  }

  #address(blob) {
    this.addresses.push(URL.createObjectURL(blob));
    return this.addresses.at(-1);
  }
}

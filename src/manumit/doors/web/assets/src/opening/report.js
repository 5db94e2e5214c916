// <m-report report news base>: a sealed report, opened here with the reader's key. The key and all that it opens live
// while the page does and it is not locked; what is written leaves it sealed.
import { sealAgain, sealItem } from "../sealed/envelope.js";
import { unhex, utf8 } from "../sealed/format.js";
import { openWith, sealTo } from "../sealed/keys.js";
import { copies } from "./abstract.js";
import { Idle } from "./idle.js";
import { NotThisPair, WrongPassphrase, pairOf, unwrap } from "./pair.js";
import { Said, answered, post, reached, word } from "./page.js";
import { Picture } from "./picture.js";
import { Thread } from "./thread.js";

const LOOK = 20_000; // ms between two looks at what others added
const DRAFT = utf8("draft");

export class Report extends HTMLElement {
  connectedCallback() {
    this.told = JSON.parse(this.querySelector("#told").textContent);
    this.#whoCan();
    if (!this.querySelector("[data-locked]")) return;
    this.thread = new Thread(this, new Picture(this.querySelector("[data-picture]")));
    this.idle = new Idle((on) => (this.querySelector("[data-soon]").hidden = !on), (idle) => this.#lock(idle));
    const acts = { unlock: this.#unlock, answer: this.#answer, note: this.#note, corroborate: this.#corroborate, "hand-over": this.#handOver, abstract: this.#abstract };
    for (const [name, act] of Object.entries(acts)) {
      answered(this, this.querySelector(`[data-form=${name}]`), (form, event) => act.call(this, form, event), (fault) => this.#sentence(fault));
    }
    this.querySelector("[data-do=lock]").addEventListener("click", () => this.#lock(false));
    this.judged = this.querySelector("[data-part=judged]");
    this.judged.addEventListener("submit", (event) => this.#judge(event));
  }

  disconnectedCallback() {
    if (this.pair) this.#lock(false);
  }

  #sentence(fault) {
    if (fault instanceof Said) return fault.message;
    if (fault instanceof WrongPassphrase) return word(this, "wrong");
    return fault instanceof NotThisPair ? word(this, "not-together") : null;
  }

  /** For who has no key: the colleagues who can open the newest part. */
  #whoCan() {
    const place = this.querySelector("[data-who-can]");
    if (!place) return;
    const sealed = this.told.items.filter((one) => one.who === "person").at(-1)?.header.sealed ?? [];
    place.textContent = sealed.map((one) => this.told.names[one.key]).filter(Boolean).join(", ") || word(this, "nobody");
  }

  // --- opened and locked

  async #unlock(form) {
    const key = this.told.key;
    const secret = await unwrap(key.wrapped, unhex(key.public), form.elements.passphrase.value);
    this.pair = await pairOf(secret, unhex(key.public));
    secret.fill(0);
    form.reset();
    await this.#show(this.told);
    this.#judgedNow().catch(() => {}); // it is opened now
    this.querySelector("[data-locked]").hidden = true;
    this.querySelector("[data-opened]").hidden = false;
    await this.#draftsBack();
    this.querySelector("#thread-head").focus();
    this.idle.start();
    this.timer = setInterval(() => document.hidden || this.#look().catch(() => {}), LOOK);
    this.seen = () => document.hidden || this.#look().catch(() => {});
    document.addEventListener("visibilitychange", this.seen);
  }

  #lock(idle) {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.seen);
    this.idle.stop();
    this.#draftsAway();
    this.pair = null;
    this.thread.forget();
    this.querySelector("[data-messages]").replaceChildren();
    this.querySelector("[data-opened]").hidden = true;
    this.querySelector("[data-locked]").hidden = false;
    this.querySelector("[data-idle]").hidden = idle !== true;
    this.querySelector("#passphrase").focus();
  }

  /** What was being written is sealed to the writer's own key, and taken off the page. */
  #draftsAway() {
    const told = {};
    for (const field of this.querySelectorAll("[data-opened] form[data-form] :is(textarea, input:not([type=hidden]))")) {
      if (field.value) told[field.id] = field.value;
      field.value = "";
    }
    this.drafts = sealTo(unhex(this.told.key.public), utf8(JSON.stringify(told)), DRAFT);
  }

  async #draftsBack() {
    if (!this.drafts) return;
    const told = JSON.parse(new TextDecoder().decode(await openWith(this.pair, await this.drafts, DRAFT)));
    for (const [id, value] of Object.entries(told)) this.querySelector(`#${id}`).value = value;
    this.drafts = null;
  }

  // --- what is there

  async #show({ items, asides }) {
    const { key, names } = this.told;
    const base = this.getAttribute("base");
    await this.thread.add("item", items, this.pair, key.id, names, base);
    await this.thread.add("aside", asides, this.pair, key.id, names, base);
    this.#messages();
  }

  /** What was added since, by the person or by colleagues, in this tab or another. */
  async #look() {
    if (!this.pair) return;
    const { items, asides } = this.told;
    const answer = await reached(this, fetch(`${this.getAttribute("news")}?after=${items.at(-1)?.number ?? 0}&aside=${asides.at(-1)?.id ?? 0}`, { headers: { Accept: "application/json" } }));
    if (!answer.ok) throw new Said(word(this, "lost"));
    const fresh = await answer.json();
    if (fresh.state === "withdrawn") return void location.reload();
    Object.assign(this.told, { names: fresh.names, recipients: fresh.recipients });
    const newer = { items: fresh.items.filter((one) => one.number > (items.at(-1)?.number ?? 0)), asides: fresh.asides.filter((one) => one.id > (asides.at(-1)?.id ?? 0)) };
    items.push(...newer.items);
    asides.push(...newer.asides);
    await this.#show(newer);
  }

  #messages() {
    const select = this.querySelector("[data-messages]");
    const chosen = select.value;
    select.replaceChildren(...this.thread.theirs.map((one) => new Option(`${word(this, "message")} ${one.number}: ${[...one.head.text].slice(0, 40).join("")}`, one.token)));
    if (chosen) select.value = chosen;
  }

  // --- what is written

  /** Sealed and sent; the same token goes again while it has not arrived, so that sent twice is said once. */
  async #send(form, url, head, fields = {}) {
    await this.#look(); // who has a key in use now
    const person = url === "answer" ? [this.told.person] : [];
    const recipients = [...person, ...this.told.recipients.map((one) => one.public)].map(unhex);
    form.dataset.item ||= crypto.randomUUID().replaceAll("-", "");
    const made = await sealItem({ thread: this.told.report, item: form.dataset.item, head: { locale: document.documentElement.lang, ...head }, recipients });
    const body = await made.piece(0, made.size);
    const answer = await post(this, `${this.getAttribute("base")}${url}`, { header: JSON.stringify(made.header), body, ...fields });
    form.dataset.item = "";
    form.reset();
    await this.#look();
    return answer;
  }

  #text(form) {
    const text = form.elements.text.value.trim();
    if (!text) throw new Said(word(this, "empty"));
    return text;
  }

  async #answer(form, event) {
    const asks = event.submitter?.value === "ask";
    const head = { text: this.#text(form), kind: "answer", ...(asks ? { asks } : {}) };
    await this.#send(form, "answer", head);
    await this.#judgedNow();
  }

  async #note(form) {
    this.#judgedIs(await this.#send(form, "aside", { text: this.#text(form), kind: "note" }, { kind: "note" }));
  }

  async #corroborate(form) {
    const text = `${form.elements.whom.value.trim()}\n${form.elements.what.value.trim()}`;
    this.#judgedIs(await this.#send(form, "aside", { text, kind: "corroboration" }, { kind: "corroboration" }));
    form.closest("details").open = false;
  }

  async #handOver(form) {
    await this.#look();
    const to = this.told.recipients.find((one) => String(one.advocate) === form.elements.to.value);
    if (!to) throw new Said(word(this, "gone"));
    const sealed = [];
    for (const part of [...this.told.items, ...this.told.asides]) {
      const keys = part.header.sealed.map((one) => one.key);
      if (!keys.includes(this.told.key.id) || keys.includes(to.key)) continue;
      const again = await sealAgain(part.header, this.pair, unhex(to.public));
      part.header.sealed.push(again);
      sealed.push({ item: part.token, ...again });
    }
    this.#judgedIs(await post(this, `${this.getAttribute("base")}hand-over`, { to: form.elements.to.value, sealed: JSON.stringify(sealed) }));
    form.closest("details").open = false;
  }

  async #abstract(form) {
    if (copies(form.elements.text.value, this.thread.theirs.map((one) => one.head.text))) throw new Said(word(this, "copied"));
    const fields = Object.fromEntries(new FormData(form));
    this.#judgedIs(await post(this, `${this.getAttribute("base")}abstract`, fields));
    form.reset();
    form.elements.token.value = crypto.randomUUID().replaceAll("-", "");
    form.closest("details").open = false;
  }

  // --- what people make of it

  async #judge(event) {
    event.preventDefault();
    const error = this.querySelector("[data-judged-error]");
    error.hidden = true;
    try {
      this.#judgedIs(await post(this, event.target.action, Object.fromEntries(new FormData(event.target))), false);
    } catch (fault) {
      error.textContent = this.#sentence(fault) ?? word(this, "broken");
      error.hidden = false;
    }
  }

  /** What people make of it, as it is now. `begun`: what somebody is choosing in it meanwhile stays. */
  #judgedIs(html, begun = true) {
    const at = this.judged.contains(document.activeElement) ? document.activeElement.id : "";
    const chosen = begun ? changed(this.judged) : [];
    this.judged.innerHTML = html;
    for (const [name, value] of chosen) {
      const field = this.judged.querySelector(`[name="${name}"]`);
      if (field?.type === "checkbox") field.checked = value;
      else if (field) field.value = value;
    }
    if (at) (this.judged.querySelector(`#${at}`) ?? this.judged.querySelector("h2")).focus();
  }

  async #judgedNow() {
    const answer = await reached(this, fetch(`${this.getAttribute("base")}judged`, { headers: { Accept: "text/html" } }));
    if (answer.ok) this.#judgedIs(await answer.text());
  }
}

/** [name, value] of fields that are not as the page had them. */
function changed(place) {
  const fields = [...place.querySelectorAll("select, textarea, input:not([type=hidden])")];
  return fields.flatMap((one) => {
    if (one.type === "checkbox") return one.checked === one.defaultChecked ? [] : [[one.name, one.checked]];
    const had = one.matches("select") ? ([...one.options].find((each) => each.defaultSelected) ?? one.options[0])?.value : one.defaultValue;
    return one.value === had ? [] : [[one.name, one.value]];
  });
}

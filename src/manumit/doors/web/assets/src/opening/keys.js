// <m-keys public wrapped mark publish wrap>: one's key made, its passphrase changed, brought back with two shares.
import { hex, unhex } from "../sealed/format.js";
import { keyId } from "../sealed/keys.js";
import { NotThisPair, SHORTEST, WrongPassphrase, make, pairOf, unwrap, wrap } from "./pair.js";
import { Said, answered, post, word } from "./page.js";
import { BadShare, recovered, shares } from "./shares.js";
import { Trying } from "./trying.js";

export class Keys extends HTMLElement {
  connectedCallback() {
    this.trying = new Trying(this);
    const acts = { make: this.#make, change: this.#change, recover: this.#recover, shares: this.#newShares };
    for (const [name, act] of Object.entries(acts)) {
      const form = this.querySelector(`[data-form=${name}]`);
      if (form) answered(this, form, (told) => act.call(this, told), (fault) => this.#sentence(fault));
    }
  }

  get open() {
    return unhex(this.getAttribute("public"));
  }

  #sentence(fault) {
    if (fault instanceof Said) return fault.message;
    if (fault instanceof WrongPassphrase) return word(this, "wrong");
    if (fault instanceof NotThisPair) return word(this, "not-together");
    return fault instanceof BadShare ? word(this, `share-${fault.why}`) : null;
  }

  #step(name) {
    for (const one of this.querySelectorAll("[data-step]")) one.hidden = one.dataset.step !== name;
  }

  /** The passphrase that was typed twice. */
  #chosen(form) {
    const [one, two] = [form.elements.chosen.value, form.elements.again.value];
    if ([...one.normalize("NFKC")].length < SHORTEST) throw new Said(word(this, "short"));
    if (one !== two) throw new Said(word(this, "unlike"));
    return one;
  }

  async #make(form) {
    const passphrase = this.#chosen(form);
    const { secret, open } = await make();
    const wrapped = await wrap(secret, open, passphrase);
    await pairOf(await unwrap(wrapped, open, passphrase), open); // it opens again before anybody relies on it
    form.reset();
    await this.#try(secret, open);
    await post(this, this.getAttribute("publish"), { public: hex(open), wrapped });
    this.#done();
  }

  async #try(secret, open) {
    const id = await keyId(open);
    const told = await shares(secret, id);
    secret.fill(0);
    this.#step("shares");
    await this.trying.go(told, id);
  }

  async #change(form) {
    const passphrase = this.#chosen(form);
    const secret = await unwrap(this.getAttribute("wrapped"), this.open, form.elements.passphrase.value);
    await this.#keep(secret, passphrase, form);
  }

  async #recover(form) {
    const passphrase = this.#chosen(form);
    const id = await keyId(this.open);
    const secret = await recovered([form.elements.one.value, form.elements.two.value], id);
    await pairOf(secret, this.open);
    await this.#keep(secret, passphrase, form);
  }

  async #keep(secret, passphrase, form) {
    const wrapped = await wrap(secret, this.open, passphrase);
    secret.fill(0);
    await post(this, this.getAttribute("wrap"), { wrapped, was: this.getAttribute("mark") });
    form.reset();
    this.#done();
  }

  async #newShares(form) {
    const secret = await unwrap(this.getAttribute("wrapped"), this.open, form.elements.passphrase.value);
    form.reset();
    await this.#try(secret, this.open);
    this.#done();
  }

  #done() {
    this.#step("done");
    this.querySelector("[data-step=done] h2").focus();
  }
}

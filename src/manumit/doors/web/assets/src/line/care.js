// <m-care>: a care record. What is kept in one form takes nothing away that is half written in another: the page that comes
// takes the place of the one before, and forms that somebody has begun move into it as they are, with what their writer had in
// front of them. Forms marked data-stays; parts of a form that follow the record are marked data-fresh.
import { fresh, place, reason, renew, tell } from "./beside.js";
import { going } from "./going.js";

const OWN = "input:not([type=hidden]), textarea, select";

export class Care extends HTMLElement {
  connectedCallback() {
    going(this);
    this.#tokens();
    this.addEventListener("submit", (event) => {
      if (!event.target.matches("[data-stays]")) return;
      event.preventDefault();
      this.#keep(event.target, event.submitter);
    });
  }

  /** One for each form: the page has one for all, and what is kept in one is not what is kept in another. */
  #tokens() {
    for (const one of this.querySelectorAll("[data-stays] [name=token]:not([data-own])")) {
      one.value = fresh();
      one.dataset.own = "";
    }
  }

  async #keep(form, button) {
    const says = place(form);
    const sent = new FormData(form, button); // a button that is disabled says nothing
    button.disabled = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent, headers: { Accept: "application/json" } });
      if (!answer.ok) return tell(says, await reason(answer, this), false);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const came = page.querySelector("m-care [data-record]");
      if (!came) return tell(says, this.dataset.unkept, false); // signed out meanwhile
      const said = [...page.querySelectorAll("main .message.success")].map((one) => one.textContent).join(" ");
      this.#renew(came, form, sent, said);
    } catch {
      tell(says, this.dataset.unkept, false); // the same token goes again: sent twice is kept once
    } finally {
      button.disabled = false;
    }
  }

  #renew(came, form, sent, said) {
    const before = this.querySelector("[data-record]");
    const at = document.activeElement;
    const place = [...before.querySelectorAll("section")].indexOf(form.closest("section"));
    const open = new Set([...before.querySelectorAll("details[open] form")].filter((one) => one !== form).map(name));
    const begun = [...before.querySelectorAll("form")].filter((one) => one !== form && dirty(one));
    const now = new Map([...came.querySelectorAll("form")].map((one) => [name(one), one]));
    before.replaceWith(came);
    for (const one of begun) {
      const there = now.get(name(one));
      if (!there) continue;
      for (const part of one.querySelectorAll("[data-fresh]")) renew(part, there.querySelector(`[data-fresh="${part.dataset.fresh}"]`));
      there.replaceWith(one);
      now.set(name(one), one);
    }
    for (const each of open) now.get(each)?.closest("details")?.setAttribute("open", "");
    const kept = now.get(name(form));
    if (kept) later(form, kept, sent);
    this.#tokens();
    const head = kept?.closest("details")?.querySelector("summary") ?? came.querySelectorAll("section")[place].querySelector("h2");
    this.#told(head, said);
    (came.contains(at) ? at : head).focus({ preventScroll: true }); // who writes on elsewhere is not fetched back
  }

  /** For the ear once, and for the eye beside what was kept. */
  #told(head, said) {
    this.querySelector("[data-said]").textContent = said;
    const seen = document.createElement("p");
    seen.className = "quiet small";
    seen.dataset.kept = "";
    seen.textContent = said;
    if (head.localName === "summary") return head.parentElement.before(seen);
    head.after(seen);
    head.tabIndex = -1;
  }
}

/** What a form is for: where it goes, and of what. */
function name(form) {
  const of = [...form.querySelectorAll("input[type=hidden]")].filter((one) => !/^(token|csrfmiddlewaretoken|(was|seen)\..*)$/.test(one.name));
  return [form.getAttribute("action"), ...of.map((one) => `${one.name}=${one.value}`)].join(" ");
}

function dirty(form) {
  return [...form.querySelectorAll(OWN)].some((one) => {
    if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked;
    if (one.options) return one.selectedIndex !== Math.max(0, [...one.options].findIndex((each) => each.defaultSelected));
    return one.value !== one.defaultValue;
  });
}

/** What was written on in the form while it was on its way stands in the one that comes. */
function later(form, kept, sent) {
  for (const one of form.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file])")) {
    const there = kept.elements[one.name];
    if (!there || one.value === sent.get(one.name)) continue;
    there.value = one.value;
    kept.closest("details")?.setAttribute("open", "");
  }
}

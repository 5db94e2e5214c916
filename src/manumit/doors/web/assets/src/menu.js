// A menu beside what it is about, and a dialog that asks for one line of text. Both are the browser's own (popover,
// dialog): Esc and a click beside them close them, focus goes back by itself.
import { button, h } from "./dom.js";
import { word } from "./words.js";

/** `items`: [{label, count?, act}]. `at`: a client rectangle or point. */
export function openMenu(at, heading, items) {
  const menu = h("div", { class: "menu", popover: "auto", role: "menu", "aria-label": heading });
  const pick = (item) => () => (menu.hidePopover(), item.act());
  menu.append(
    h("p", { class: "menu-head", text: heading, role: "presentation" }),
    ...items.map((item) => h("button", { type: "button", class: "menu-item", role: "menuitem", onclick: pick(item) }, h("span", { text: item.label }), item.count != null && h("span", { class: "quiet", text: item.count }))),
  );
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const all = [...menu.querySelectorAll(".menu-item")];
    all.at((all.indexOf(document.activeElement) + step) % all.length).focus();
    event.preventDefault();
  });
  return float(menu, at, ".menu-item");
}

/** Shows a popover at a client rectangle or point, inside the window; what `first` finds in it has the focus. */
export function float(popover, at, first) {
  popover.addEventListener("toggle", (event) => event.newState === "closed" && popover.remove());
  (document.querySelector("main") ?? document.body).append(popover); // inside a landmark
  popover.showPopover();
  const { offsetWidth, offsetHeight } = popover;
  popover.style.left = `${Math.max(8, Math.min(at.left ?? at.x, innerWidth - offsetWidth - 8))}px`;
  popover.style.top = `${Math.max(8, Math.min(at.bottom ?? at.y, innerHeight - offsetHeight - 8))}px`;
  popover.querySelector(first)?.focus();
  return popover;
}

/** Asks for a text; null when the person steps back. */
export function askText(question, { value = "", long = false, act = word("keep") } = {}) {
  const field = h(long ? "textarea" : "input", { name: "text", id: "asked-text", ...(long ? { rows: 5 } : { autocomplete: "off" }) });
  field.value = value;
  const dialog = h(
    "dialog", { "aria-label": question },
    h("form", { method: "dialog", class: "form" },
      h("div", { class: "field" }, h("label", { for: "asked-text", text: question }), field),
      h("div", { class: "actions" }, h("button", { class: "button primary", value: "keep", text: act }), button(word("back"), () => dialog.close(""), { class: "button" })),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) =>
    dialog.addEventListener("close", () => {
      done(dialog.returnValue === "keep" ? field.value : null);
      dialog.remove();
    }),
  );
}

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
  menu.addEventListener("toggle", (event) => event.newState === "closed" && menu.remove());
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const all = [...menu.querySelectorAll(".menu-item")];
    all.at((all.indexOf(document.activeElement) + step) % all.length).focus();
    event.preventDefault();
  });
  (document.querySelector("main") ?? document.body).append(menu); // inside a landmark
  menu.showPopover();
  const { offsetWidth, offsetHeight } = menu;
  menu.style.left = `${Math.max(8, Math.min(at.left ?? at.x, innerWidth - offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(at.bottom ?? at.y, innerHeight - offsetHeight - 8))}px`;
  menu.querySelector(".menu-item")?.focus();
  return menu;
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

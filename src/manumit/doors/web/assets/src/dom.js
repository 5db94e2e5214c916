// Small builders of DOM: what every element here is made with. Text goes in as text; nothing parses HTML.
const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child != null && child !== false));
  return node;
}

export const h = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
export const s = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

const ICONS = {
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  fit: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4",
  undo: "M6 3 3 6l3 3M3 6h6a4 4 0 0 1 0 8H6",
  redo: "m10 3 3 3-3 3M13 6H7a4 4 0 0 0 0 8h3",
  area: "M2 4V2h2M7 2h2M12 2h2v2M14 7v2M14 12v2h-2M9 14H7M4 14H2v-2M2 9V7",
  lasso: "M8 2.5c3.3 0 6 1.7 6 4s-2.7 4-6 4-6-1.7-6-4 2.7-4 6-4M5 10c-1.6.6-1.6 2.6 0 2.8s2 1.6.6 2.2",
  up: "M8 13V3M4 7l4-4 4 4",
  down: "M8 3v10M4 9l4 4 4-4",
  left: "M13 8H3M7 4 3 8l4 4",
  right: "M3 8h10M9 4l4 4-4 4",
  more: "M3 8h.01M8 8h.01M13 8h.01",
  close: "M4 4l8 8M12 4l-8 8",
};

export function icon(name) {
  const path = s("path", { d: ICONS[name], fill: "none", stroke: "currentColor", "stroke-width": name === "more" ? 2.5 : 1.5, "stroke-linecap": "round", "stroke-linejoin": "round" });
  return s("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, path);
}

/** A button with words; with `icon`, the words become its name and tip. */
export function button(words, act, { picture, ...attributes } = {}) {
  const face = picture ? { "aria-label": words, title: words } : { text: words };
  return h("button", { type: "button", class: picture ? "button icon plain" : "button small", onclick: act, ...face, ...attributes }, picture ? icon(picture) : null);
}

/** The five states of a view: one heading, one sentence, at most one thing to do. */
export function state(kind, heading, sentence, act = null) {
  return h("div", { class: "state", "data-state": kind, role: kind === "error" ? "alert" : "status" }, h("strong", { text: heading }), sentence && h("p", { text: sentence }), act);
}

/** One call a frame, however often it is asked for. */
export function eachFrame(act) {
  let asked = 0;
  return () => {
    if (!asked) asked = requestAnimationFrame(() => ((asked = 0), act()));
  };
}

// Colours for what is drawn on canvas: read from the style sheet's tokens, and again when the theme changes.
const NAMES = [
  "paper", "surface", "sunk", "ink", "ink-2", "line", "line-2", "accent", "accent-soft", "on-accent", "thing", "thing-edge", "link",
  "land", "sea", "border", "night", "evidence-2", "evidence-3", "evidence-4", "evidence-5", "evidence-6",
];
export const ROLES = ["controller", "recruiter", "collector", "facilitator", "possible_victim", "unknown"];

export function inks() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  const all = Object.fromEntries(NAMES.map((name) => [name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()), read(name)]));
  all.roles = Object.fromEntries(ROLES.map((role) => [role, read(`role-${role.replaceAll("_", "-")}`)]));
  all.sans = read("sans");
  return all;
}

const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/** `share` of colour `a` over colour `b`, both #rrggbb. */
export function mix(a, b, share) {
  const [one, two] = [parts(a), parts(b)];
  return `#${one.map((part, i) => Math.round(part * share + two[i] * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
}

/** Calls `redraw` whenever the tokens may have changed; returns how to stop. */
export function onInks(redraw) {
  const watch = new MutationObserver(redraw);
  watch.observe(document.documentElement, { attributeFilter: ["data-theme", "data-contrast", "dir"] });
  const media = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"].map((query) => matchMedia(query));
  for (const one of media) one.addEventListener("change", redraw);
  return () => {
    watch.disconnect();
    for (const one of media) one.removeEventListener("change", redraw);
  };
}

export const calm = () => document.documentElement.dataset.motion === "less" || matchMedia("(prefers-reduced-motion: reduce)").matches;

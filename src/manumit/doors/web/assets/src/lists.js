// Lists and dialogs that the server wrote: j and k move through rows, Enter opens, buttons open and close dialogs.
const LIST = "[data-rows]";
const rows = (list) => [...list.querySelectorAll(":scope > :is(.row, tr)")];
const opener = (row) => row.querySelector(".row-title a, a, button");

function move(list, step) {
  const all = rows(list);
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, here + step))];
  for (const row of all) row.classList.toggle("chosen", row === next);
  if (next) opener(next)?.focus();
}

export function lists() {
  addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1 }[event.key];
    const keyed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    const free = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented && document.documentElement.dataset.keys !== "off";
    if (!(step || keyed) || !free || event.target.closest?.("input, textarea, select, m-graph, m-map, m-timeline, m-table") || document.querySelector("dialog[open]")) return;
    if (keyed) return keyed.click();
    const list = document.activeElement.closest?.(LIST) ?? document.querySelector(LIST);
    if (!list) return;
    move(list, step);
    event.preventDefault();
  });
  addEventListener("click", (event) => {
    const opens = event.target.closest?.("[data-open]");
    if (opens) document.getElementById(opens.dataset.open)?.showModal();
    event.target.closest?.("[data-close]")?.closest("dialog")?.close();
  });
}

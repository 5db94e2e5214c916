// Care for those who look: pictures stay blurred, grey and muted until asked for, are counted in this session, and a
// break is offered. And what a person chose about light, contrast, motion and keys, kept on this device.
import { store } from "./kept.js";

const COUNT = "desk.seen";
const KEPT = ["theme", "contrast", "motion", "keys"];

function seen(figure) {
  const count = Number(store("sessionStorage")?.getItem(COUNT) ?? 0) + 1;
  store("sessionStorage")?.setItem(COUNT, String(count));
  for (const place of document.querySelectorAll("[data-seen-count]")) place.textContent = new Intl.NumberFormat(document.documentElement.lang || undefined).format(count);
  if (figure.dataset.seenUrl) {
    const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
    fetch(figure.dataset.seenUrl, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => figure.dispatchEvent(new CustomEvent("unlogged", { bubbles: true })));
  }
  const every = Number(document.body.dataset.breakAfter ?? 0);
  if (every && count % every === 0) document.getElementById("break")?.showModal();
}

function pictures() {
  addEventListener("click", (event) => {
    const figure = event.target.closest?.("[data-show]")?.closest(".sensitive");
    if (!figure || figure.classList.contains("shown")) return;
    figure.classList.add("shown", "grey");
    figure.querySelector("img, video")?.setAttribute("tabindex", "-1");
    figure.querySelector("img, video")?.focus();
    seen(figure);
  });
  addEventListener("keydown", (event) => event.key === "Escape" && document.querySelectorAll(".sensitive.shown").forEach((figure) => figure.classList.remove("shown", "grey")));
  for (const video of document.querySelectorAll(".sensitive video")) Object.assign(video, { muted: true, autoplay: false });
}

function settings() {
  const root = document.documentElement;
  for (const field of document.querySelectorAll("select[data-setting]")) if (KEPT.includes(field.dataset.setting)) field.value = root.dataset[field.dataset.setting] ?? "";
  addEventListener("change", (event) => {
    const name = event.target.dataset?.setting;
    if (!KEPT.includes(name)) return;
    const { value } = event.target;
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
    if (value) store("localStorage")?.setItem(`desk.${name}`, value);
    else store("localStorage")?.removeItem(`desk.${name}`);
  });
}

export function comfort() {
  pictures();
  settings();
}

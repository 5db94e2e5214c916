// Find help: the server is asked; where it cannot be reached, or where the person's own place is used, this phone looks
// in the pack by itself.
import { card, dated, leftOut, note } from "./cards.js";
import { mapped } from "./map.js";
import { coarse, seek, townOf } from "./seek.js";

const PATIENCE = 8000; // ms: then what is kept is better than waiting
const form = document.getElementById("look");
const found = document.getElementById("found");
const call = document.getElementById("call");
const here = document.getElementById("here");
const words = JSON.parse(document.getElementById("words").value);
let own = null; // where the person is, if they said so: it stays in this variable
let need = form.elements.was?.value ?? "";
let pressed = null; // an old Safari does not say which button sent a form

async function within(address, asked = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(address, { ...asked, signal: stop.signal });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

async function byServer() {
  const body = new URLSearchParams(new FormData(form));
  if (need) body.set("need", need);
  const told = await within("/find", { method: "POST", body });
  if (told === null) return false;
  const page = new DOMParser().parseFromString(told, "text/html");
  if (!page.getElementById("found")) return false;
  for (const place of [call, found]) {
    const fresh = page.getElementById(place.id);
    place.replaceChildren(...fresh.childNodes);
    place.hidden = fresh.hidden;
  }
  found.dataset.near = page.getElementById("found").dataset.near ?? "";
  found.dataset.town = page.getElementById("found").dataset.town ?? "";
  return true;
}

function wishOf(pack) {
  const at = form.elements;
  const town = at.town.value.trim();
  const age = at.age.value.trim();
  return {
    need,
    age: /^\d{1,3}$/.test(age) ? Number(age) : null,
    gender: at.gender.value,
    language: at.tongue.value,
    country: at.country.value,
    reach: at.reach.value,
    near: own ?? (town ? townOf(pack, town, at.country.value) : null),
    ...Object.fromEntries(["open", "speaks", "free", "children", "calls", "level"].map((name) => [name, at[name].checked])),
  };
}

function callOf(number) {
  call.hidden = !number;
  call.querySelector("a").href = `tel:${number}`;
  call.querySelector("b").textContent = number ?? "";
}

async function byPhone() {
  const told = await within("/pack.json");
  const pack = told && JSON.parse(told);
  callOf(form.elements.country.selectedOptions[0].dataset.number);
  if (!pack) return found.replaceChildren(note(words.away));
  const now = Date.now();
  const wish = wishOf(pack);
  const { found: list, out } = seek(pack, wish, now);
  const parts = [];
  if (pack.expires < new Date(now).toISOString().slice(0, 10)) parts.push(note(words.old));
  else if (!own || !navigator.onLine) parts.push(note(words.kept.replace("%(day)s", dated(pack.date))));
  if (!wish.near && form.elements.town.value.trim()) parts.push(note(words.lost));
  if (!list.length && !parts.length) parts.push(note(words.none));
  if (list.length) {
    const cards = document.createElement("ol");
    cards.className = "cards";
    cards.append(...list.map((match, at) => card(match, at + 1, words)));
    parts.push(cards);
  }
  if (out.length) parts.push(leftOut(out, words));
  found.replaceChildren(...parts);
  found.dataset.near = wish.near ? `${wish.near.lat},${wish.near.lon}` : "";
  found.dataset.town = wish.near?.town ?? "";
}

async function look() {
  found.setAttribute("aria-busy", "true");
  if (own || !(await byServer())) await byPhone();
  found.removeAttribute("aria-busy");
  mapped(found);
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: "start" });
}

function useHere() {
  const done = (place) => {
    own = place;
    here.setAttribute("aria-pressed", String(Boolean(place)));
  };
  if (own) return done(null);
  const failed = () => found.replaceChildren(note(words.nowhere));
  if (!navigator.geolocation) return failed();
  const told = ({ coords }) => {
    done({ lat: coarse(coords.latitude), lon: coarse(coords.longitude), country: "", town: "" });
    look();
  };
  navigator.geolocation.getCurrentPosition(told, failed, { maximumAge: 300_000, timeout: 20_000 });
}

form.addEventListener("click", (event) => (pressed = event.target.closest("button")));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter ?? pressed;
  pressed = null;
  if (button?.name === "need") {
    need = button.value;
    for (const one of form.querySelectorAll("[name=need]")) one.setAttribute("aria-pressed", String(one === button));
  }
  look();
});
here.addEventListener("click", useHere);
addEventListener("haven:leave", () => (own = null));
mapped(found);
if (navigator.serviceWorker?.controller) fetch("/pack.json").catch(() => {}); // the worker keeps the newer one

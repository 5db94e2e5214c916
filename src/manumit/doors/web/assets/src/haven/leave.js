// Leave: at once something blank, then another page in place of this one. What the browser itself remembers stays: the
// pages say so. Shift three times does the same; Esc would not count as the person's own act, and lose the page before.
import { erased } from "./box.js";

const WITHIN = 5000; // ms between the first and the third press
const tabs = self.BroadcastChannel ? new BroadcastChannel("l") : null; // the others of this browser

function blank() {
  const veil = document.createElement("div");
  veil.className = "veil";
  document.body.replaceChildren(veil); // nothing is left to read, print or go back to in this page
  document.title = "";
}

/** Without a line nothing can be told, and what opens the talk is out of a script's reach: with this mark of our own the
 * first request that comes through, whenever and whoever asks, opens nothing and loses it (middleware.py). */
function marked(all) {
  const safe = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `x=${all ? "all; Max-Age=31536000" : "1"}; Path=/; SameSite=Strict${safe}`;
}

/** This page, at once; where to go on to. */
function shut() {
  const to = document.querySelector("[data-to]")?.dataset.to ?? "about:blank";
  blank();
  dispatchEvent(new Event("haven:leave"));
  try {
    sessionStorage.clear();
  } catch {
    // storage is closed: nothing was in it
  }
  return to;
}

export function leave(all = false) {
  const to = shut();
  tabs?.postMessage("");
  marked(all);
  const told = fetch("/leave", { method: "POST", body: new URLSearchParams(all ? { all: 1 } : {}), keepalive: true, credentials: "same-origin" }).catch(() => {});
  const go = () => location.replace(to);
  if (all) Promise.race([Promise.all([erased(), told]), new Promise((done) => setTimeout(done, 1500))]).then(go, go);
  else go();
}

export function leaving() {
  addEventListener("click", (event) => {
    if (event.target.closest?.("[data-erase-all]")) leave(true);
    else if (event.target.closest?.("[data-leave]")) leave();
    else return;
    event.preventDefault();
  });
  tabs?.addEventListener("message", () => location.replace(shut())); // a talk in another tab stays in nobody's sight
  addEventListener("pageshow", (event) => event.persisted && location.reload()); // Back shows no page as it was left
  const says = document.getElementById("presses");
  let presses = 0;
  let first = 0;
  let other = false; // Shift that was held for a capital letter is no press
  let timer;
  const forget = () => {
    presses = 0;
    says.textContent = "";
    says.classList.remove("shown");
  };
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      other = true;
      forget();
    } else if (!event.repeat) other = false;
  });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || other) return;
    const now = performance.now();
    if (presses && now - first > WITHIN) presses = 0;
    if (!presses) first = now;
    presses += 1;
    if (presses === 3) return leave();
    says.textContent = presses === 1 ? says.dataset.two : says.dataset.one;
    says.classList.add("shown");
    clearTimeout(timer);
    timer = setTimeout(forget, WITHIN);
  });
}

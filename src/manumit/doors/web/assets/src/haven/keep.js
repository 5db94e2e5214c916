// These pages kept on this phone: only when the person asked for it, because what is kept can be found.
const parts = () => document.getElementById("keep");

async function packed() {
  const told = await caches.match("/pack.json", { ignoreVary: true });
  return told ? (await told.json()).date : "";
}

async function show(said) {
  const place = parts();
  const kept = Boolean(await navigator.serviceWorker.getRegistration());
  const day = kept ? await packed() : "";
  for (const one of place.querySelectorAll("[data-when]")) one.hidden = (one.dataset.when === "kept") !== Boolean(day);
  place.querySelector("[role=status]").textContent = said ?? (day ? place.dataset.kept.replace("%(day)s", `\u2066${day}\u2069`) : "");
}

function settled(worker) {
  return new Promise((done, failed) => {
    const look = () => (worker.state === "activated" ? done() : worker.state === "redundant" ? failed() : 0);
    worker.addEventListener("statechange", look);
    look();
  });
}

async function keepPages() {
  const asked = await navigator.serviceWorker.register("/sw.js");
  await settled(asked.installing ?? asked.waiting ?? asked.active);
}

async function bringUp() {
  await (await navigator.serviceWorker.getRegistration()).update();
  for (const name of await caches.keys()) {
    const store = await caches.open(name);
    await Promise.all((await store.keys()).map((one) => store.add(new Request(one.url, { cache: "reload", headers: { "X-Kept": "1" } }))));
  }
}

export async function dropPages() {
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(workers.map((one) => one.unregister()));
  if (self.caches) await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}

export function keep() {
  const place = parts();
  if (!place) return;
  if (!("serviceWorker" in navigator)) return place.remove(); // too old, or not over HTTPS
  const deeds = { keep: keepPages, bring: bringUp, drop: dropPages };
  place.addEventListener("click", async (event) => {
    const deed = event.target.closest("[data-do]")?.dataset.do;
    if (!deed) return;
    try {
      place.setAttribute("aria-busy", "true");
      await deeds[deed]();
      await show(deed === "drop" ? place.dataset.gone : undefined);
    } catch {
      if (deed === "keep") await dropPages();
      await show(place.dataset.failed);
    }
    place.removeAttribute("aria-busy");
  });
  show();
}

// Keeps the shell, the rights and the directory for when there is no network, on a phone whose owner asked for it: the
// same for everybody, never a page that somebody happened to read, and never a word of a talk. KEEP = {name, pages,
// language} is written before this; with any text of ours the name changes, and the old store goes when the new is whole.
const { name, pages } = self.KEEP;
const PATIENCE = 5000; // ms that a bad line is waited for
const FRESH = ["/pack.json", "/land.json"]; // kept anew whenever they are fetched: they carry their own date

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(name)
      .then((store) => Promise.all(pages.map((page) => store.add(new Request(page, { cache: "reload", headers: { "X-Kept": "1" } })))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((one) => one !== name).map((one) => caches.delete(one))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

const kept = (address) => caches.match(address, { ignoreVary: true });

async function fetched(request, path) {
  const answer = await fetch(request);
  if (answer.ok && FRESH.includes(path)) await (await caches.open(name)).put(path, answer.clone());
  return answer;
}

async function answered(request, path, mine) {
  const asked = fetched(request, path);
  try {
    if (!mine) return await asked;
    const late = new Promise((_, failed) => setTimeout(failed, PATIENCE));
    return await Promise.race([asked, late]);
  } catch {
    asked.catch(() => {});
    const found = mine && (await kept(path));
    return found || (request.mode === "navigate" && (await kept("/away"))) || asked;
  }
}

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const address = new URL(url);
  if (method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname.startsWith("/talk/") || address.pathname === "/leave") return;
  const mine = pages.includes(address.pathname);
  if (address.pathname.startsWith("/static/")) event.respondWith(kept(event.request).then((found) => found ?? fetch(event.request)));
  else if (mine || event.request.mode === "navigate") event.respondWith(answered(event.request, address.pathname, mine));
});

// Keeps the shell, the rights and the directory for when there is no network: the same for everybody, never a page that
// somebody happened to read, and never a word of a talk. KEEP = {name, pages, language} is written before this.
const { name, pages } = self.KEEP;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(name)
      .then((store) => Promise.all(pages.map((page) => store.add(new Request(page, { cache: "reload" })))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((one) => one !== name).map((one) => caches.delete(one))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const address = new URL(url);
  if (method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname.startsWith("/talk/") || address.pathname === "/leave") return;
  if (address.pathname.startsWith("/static/")) {
    event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request)));
    return;
  }
  event.respondWith(
    fetch(event.request).catch(async () => {
      const kept = await caches.match(address.pathname);
      return kept ?? (await caches.match("/")) ?? Response.error();
    }),
  );
});

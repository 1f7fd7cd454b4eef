// Shows the offline page when a page cannot be reached, and the form of a visit where its owner opened it before.
// Pages themselves put that form into a cache of their person (`support/case.js`); it goes when anybody logs in or out.

const KEPT = "socialgoods-offline-2";
const FORMS = "socialgoods-case-";
const OFFLINE = "/offline/";
const AWAY = new Set([502, 503, 504]);

async function keep() {
  const cache = await caches.open(KEPT);
  const page = await fetch(OFFLINE, { cache: "reload" });
  if (!page.ok) return;
  const html = await page.clone().text();
  const files = [...html.matchAll(/(?:href|src)="(\/[^"#?]+\.(?:css|js|svg))/g)].map((match) => match[1]);
  await cache.put(OFFLINE, page);
  await Promise.all([...new Set(files)].map((file) => cache.add(file).catch(() => {})));
}

async function forget(isGone) {
  const names = await caches.keys();
  await Promise.all(names.filter(isGone).map((name) => caches.delete(name)));
}

const kept = (request) => caches.match(request, { ignoreSearch: true, ignoreVary: true });

async function page(request) {
  try {
    const answer = await fetch(request);
    return AWAY.has(answer.status) ? ((await kept(request)) ?? answer) : answer;
  } catch {
    return (await kept(request)) ?? (await caches.match(OFFLINE)) ?? Response.error();
  }
}

async function part(request) {
  try {
    return await fetch(request);
  } catch {
    return (await kept(request)) ?? Response.error();
  }
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));

self.addEventListener("activate", (event) =>
  event.waitUntil(forget((name) => name !== KEPT && !name.startsWith(FORMS)).then(() => self.clients.claim())),
);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate" && pathname.startsWith("/account/")) {
    event.waitUntil(forget((name) => name.startsWith(FORMS)));
  }
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (["style", "script", "image", "font"].includes(request.destination)) event.respondWith(part(request));
});

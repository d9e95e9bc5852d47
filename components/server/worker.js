// The service worker: keeps files that bear a hash, and of each page the last answer of the server, for a visit without
// a line. It keeps nothing else: what is fetched by signed addresses stays with the browser's own cache and its hours.
(() => {
  "use strict";
  const worker = /** @type {any} */ (self);
  const FILES = "passage-files";
  const PAGES = "passage-pages";
  const SEEN = "x-passage-seen";
  const MOST_FILES = 400;
  const HASHED = /\/(?:static\/(?:js|css|media)|lib\/[0-9a-f]{16}|component\/[^/]+\/static)\//u;
  const NOT_PAGES = /\/(?:present|forget|component)(?:\/|$)/u;
  const MAIN = /<main[^>]*>/u;

  worker.addEventListener("install", () => worker.skipWaiting());
  worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));

  /** @param {Request} request */
  async function file(request) {
    const kept = await caches.open(FILES);
    const known = await kept.match(request);
    if (known) return known;
    const answer = await fetch(request);
    if (answer.status === 200) {
      await kept.put(request, answer.clone());
      const names = await kept.keys();
      const over = names.slice(0, Math.max(0, names.length - MOST_FILES));
      await Promise.all(over.map((name) => kept.delete(name)));
    }
    return answer;
  }

  // One answer a page: another view of it takes the place of the last.
  /** @param {Request} request */
  function nameOf(request) {
    const { origin, pathname } = new URL(request.url);
    return origin + pathname;
  }

  /** @param {Request} request @param {Response} answer */
  async function keep(request, answer) {
    const headers = new Headers(answer.headers);
    headers.set(SEEN, new Date().toISOString());
    for (const name of ["content-encoding", "content-length"]) headers.delete(name);
    const body = await answer.text();
    const kept = await caches.open(PAGES);
    await kept.put(nameOf(request), new Response(body, { headers }));
  }

  /** @param {string} text @param {string} seen */
  function dated(text, seen) {
    const when = new Date(seen).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
    const words = `Not connected. This is what this device loaded on ${when}.`;
    const line = `<p class="offline" role="status">${words} <a href="./forget">Forget it</a></p>`;
    return text.replace(MAIN, (tag) => `${tag}${line}`);
  }

  /** @param {Request} request */
  async function page(request) {
    try {
      const answer = await fetch(request);
      if (answer.ok && (answer.headers.get("content-type") || "").includes("text/html")) {
        keep(request, answer.clone()).catch(() => {});
      }
      return answer;
    } catch (error) {
      const kept = await caches.open(PAGES);
      const known = await kept.match(nameOf(request));
      if (!known) throw error;
      const { headers } = known;
      return new Response(dated(await known.text(), headers.get(SEEN) || ""), { headers });
    }
  }

  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method !== "GET" || origin !== worker.location.origin) return;
    if (HASHED.test(pathname)) {
      event.respondWith(file(request));
    } else if (request.mode === "navigate" && !NOT_PAGES.test(pathname)) {
      event.respondWith(page(request));
    }
  });
})();

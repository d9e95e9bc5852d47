// The words and the map that came with the page. Where scripts run its picture becomes a live map before the
// application is loaded, which takes long on a thin line. All of it goes once the application shows its own.
(() => {
  "use strict";
  // A page of the case, which has a map where these words have; or why there is none.
  const OF_CASE = ".st-key-filters";
  const SHOWN = `[data-test-script-state="notRunning"] :is(${OF_CASE}, [data-testid="stAlert"])`;
  const APP_MAP = "iframe[title*=st_folium]";
  // Milliseconds: the application waits for this map to be painted, but not longer than this; and what came first
  // stays until the other map is painted, at most so long.
  const MAP_AT_LAST = 30_000;
  const OTHER_AT_LAST = 10_000;
  const LOOK = 50;
  const RESTED = 150;
  const READS = 4000;
  const root = document.documentElement;
  root.classList.add("with-scripts");
  /** @type {HTMLIFrameElement | null} The live map, once it is painted. */
  let live = null;
  let asked = 0;
  let resting = 0;

  /** @param {Element | null} frame */
  function passageIn(frame) {
    return /** @type {any} */ (frame)?.contentWindow?.passage;
  }

  function loadApp() {
    const app = /** @type {HTMLTemplateElement | null} */ (document.getElementById("the-app"));
    app?.replaceWith(document.importNode(app.content, true));
  }

  /** @param {string} path */
  function fromRoot(path) {
    return new URL(path, /** @type {any} */ (window).__streamlit.BACKEND_BASE_URL);
  }

  // Its files are found from a made-up address where the other map's frame is, so that both have the same.
  /** @param {Document} page @param {string} files @param {() => void} ready */
  function furnish(page, files, ready) {
    /** @type {[string, Record<string, string>][]} */
    const parts = [
      ["base", { href: `${fromRoot("component/map/")}` }],
      ["link", { rel: "stylesheet", href: `${fromRoot(`${files}leaflet.css`)}` }],
      ["link", { rel: "stylesheet", href: `${fromRoot(`${files}layer.css`)}` }],
      ["script", { src: `${fromRoot(`${files}leaflet.js`)}` }],
      ["script", { src: `${fromRoot(`${files}layer.js`)}` }],
    ];
    for (const [tag, attributes] of parts) {
      const part = Object.assign(page.createElement(tag), attributes, tag === "script" && { async: false });
      if (attributes.src?.endsWith("layer.js")) part.addEventListener("load", ready);
      page.head.append(part);
    }
    page.body.style.margin = "0";
  }

  /** @param {HTMLElement} message @param {Element} picture */
  function openMap(message, picture) {
    const began = performance.now();
    const frame = document.createElement("iframe");
    frame.title = "Map";
    frame.srcdoc = "<!doctype html><title>Map</title>";
    frame.addEventListener("load", () => {
      const page = /** @type {Document} */ (frame.contentDocument);
      furnish(page, message.dataset.files || "", () => {
        passageIn(frame).open(JSON.parse(message.textContent || ""));
      });
    });
    picture.append(frame);
    const looking = setInterval(() => {
      const { painted, lost } = passageIn(frame)?.stats() ?? {};
      if (!painted && performance.now() - began < MAP_AT_LAST) return;
      clearInterval(looking);
      if (painted && !lost && frame.isConnected) {
        live = frame;
        picture.classList.add("live");
      } else {
        frame.remove();
      }
      loadApp();
    }, LOOK);
  }

  // The words follow the map to another moment; what of them stands round the map changes, not the map.
  async function readWords() {
    const turn = ++asked;
    const main = document.getElementById("first-words");
    const message = document.getElementById("live-map");
    const figure = main?.querySelector("figure");
    if (!main || !message || !figure) return;
    const answer = await fetch(fromRoot(`${message.dataset.words}${location.search}`));
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    const other = fresh.querySelector("figure");
    if (turn !== asked || !answer.ok || !other) return;
    const nodes = [...fresh.childNodes];
    for (const node of [...main.childNodes]) if (node !== figure) node.remove();
    figure.before(...nodes.slice(0, nodes.indexOf(other)));
    figure.after(...nodes.slice(nodes.indexOf(other) + 1));
    figure
      .querySelector("figcaption")
      ?.replaceWith(.../** @type {any} */ (other.querySelectorAll("figcaption")));
    passageIn(live)?.followed();
  }

  document.addEventListener("passage:moved", () => {
    clearTimeout(resting);
    // Without a line the bar of the map says of which day the words are.
    resting = window.setTimeout(() => readWords().catch(() => {}), RESTED);
  });

  // The other map goes on where the reader left this one, as soon as its script is there.
  function leave() {
    const frame = document.querySelector(APP_MAP);
    const view = passageIn(live)?.view();
    const within = document.activeElement === live;
    if (view) goOn(view, location.pathname);
    for (const name of ["first-words", "live-map", "the-app"]) document.getElementById(name)?.remove();
    live = null;
    fetchLater();
    if (within && frame instanceof HTMLIFrameElement) frame.contentWindow?.focus();
  }

  // Not on another page than it was left on.
  /** @param {object} view @param {string} page */
  function goOn(view, page) {
    const other = passageIn(document.querySelector(APP_MAP));
    if (location.pathname !== page) return;
    if (other?.goOn) other.goOn(view);
    else setTimeout(() => goOn(view, page), LOOK);
  }

  // What other pages need, one file after the other, and none while the reader is at work: on a thin line a step
  // would wait behind it.
  function fetchLater() {
    const later = document.getElementById("later");
    const { connection } = /** @type {any} */ (window.navigator);
    if (!later || connection?.saveData) return;
    const files = JSON.parse(later.textContent || "[]");
    later.remove();
    let worked = performance.now();
    let fetching = false;
    document.addEventListener("passage:asked", () => {
      worked = performance.now();
    });
    const looking = setInterval(() => {
      if (fetching || performance.now() - worked < READS) return;
      if (!files.length) {
        clearInterval(looking);
        return;
      }
      fetching = true;
      const href = `${fromRoot(files.shift())}`;
      const link = Object.assign(document.createElement("link"), {
        rel: "prefetch",
        as: "script",
        crossOrigin: "anonymous",
        href,
      });
      const done = () => {
        fetching = false;
      };
      for (const end of ["load", "error"]) link.addEventListener(end, done, { once: true });
      document.head.append(link);
    }, LOOK);
  }

  function handOver() {
    const began = performance.now();
    const looking = setInterval(look, LOOK);
    function look() {
      const frame = document.querySelector(APP_MAP);
      const waits =
        document.getElementById("live-map") &&
        document.querySelector(OF_CASE) &&
        !passageIn(frame)?.stats?.().painted &&
        performance.now() - began < OTHER_AT_LAST;
      if (waits) return;
      clearInterval(looking);
      leave();
    }
    look();
  }

  const watch = new MutationObserver(() => {
    if (!document.querySelector(SHOWN)) return;
    watch.disconnect();
    handOver();
  });
  watch.observe(root, { subtree: true, childList: true, attributeFilter: ["data-test-script-state"] });

  document.addEventListener("DOMContentLoaded", () => {
    const message = document.getElementById("live-map");
    const picture = document.querySelector("#first-words .picture");
    if (message && picture) openMap(message, picture);
    else loadApp();
  });
})();

// The way into the presenter from any page: the control "Present" or the key F lays it over the page, full screen.
// The page stays as it is below, so that Esc leads back to the same view at the same spot.
(() => {
  "use strict";
  /** @type {{ frame: HTMLIFrameElement, focus: any, x: number, y: number, full: boolean } | null} */
  let over = null;
  // Until the browser has left the full screen, which would end what is presented anew meanwhile.
  let left = Promise.resolve();

  // Where a page has a briefing open, that is what the key presents.
  /** @returns {HTMLAnchorElement | null} */
  function link() {
    return (
      document.querySelector('a[href*="/present/"][href*="/briefing"]') ||
      document.querySelector('a[href*="/present/"]')
    );
  }

  // The pass in the page's link is good for an hour at least: while the page is open it is exchanged before.
  const RENEW_EVERY = 20 * 60 * 1000;
  /** @type {{ shown: string, pass: string }} */
  let fresh = { shown: "", pass: "" };

  /** @param {HTMLAnchorElement} anchor */
  function passIn(anchor) {
    return (anchor.getAttribute("href") || "").split("/present/")[1].split("/")[0];
  }

  // Where the app is served.
  function base() {
    return window.__streamlit ? window.__streamlit.BACKEND_BASE_URL : document.baseURI;
  }

  async function renew() {
    const anchor = link();
    if (!anchor) return;
    const shown = passIn(anchor);
    const pass = fresh.shown === shown ? fresh.pass : shown;
    const answer = await fetch(new URL(`renew/present/${pass}`, base()));
    if (answer.ok) fresh = { shown, pass: (await answer.json()).pass };
  }

  setInterval(() => renew().catch(() => {}), RENEW_EVERY);

  // The address of what is looked at: the page and its query, as they stand in the address line.
  /** @param {HTMLAnchorElement} anchor */
  function address(anchor) {
    const shown = passIn(anchor);
    const href = (anchor.getAttribute("href") || "").replace(
      shown,
      fresh.shown === shown ? fresh.pass : shown,
    );
    const to = new URL(href, base());
    const page = location.pathname.split("/").pop() || "situation";
    if (to.pathname.endsWith("/view")) {
      to.search = location.search;
      to.searchParams.set("page", page);
    }
    return to.href;
  }

  /** @param {HTMLAnchorElement} anchor */
  function enter(anchor) {
    if (over) return;
    const frame = document.createElement("iframe");
    over = { frame, focus: document.activeElement, x: scrollX, y: scrollY, full: false };
    frame.title = "Presenting";
    frame.allow = "fullscreen";
    frame.style.cssText =
      "position:fixed;inset:0;width:100%;height:100%;border:0;z-index:1000001;background:#ffffff";
    frame.addEventListener("load", () => frame.contentWindow && frame.contentWindow.focus());
    frame.src = address(anchor);
    document.body.append(frame);
    left
      .then(() => document.documentElement.requestFullscreen())
      .then(
        () => {
          if (over?.frame === frame) over.full = true;
        },
        () => {},
      );
  }

  function leave() {
    if (!over) return;
    const { frame, focus, x, y } = over;
    over = null;
    frame.remove();
    if (document.fullscreenElement) left = document.exitFullscreen().catch(() => {});
    if (focus && focus.focus) focus.focus({ preventScroll: true });
    scrollTo(x, y);
  }

  document.addEventListener(
    "click",
    (event) => {
      const target = /** @type {Element} */ (event.target);
      /** @type {HTMLAnchorElement | null} */
      const anchor = target.closest && target.closest('a[href*="/present/"]');
      if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      enter(anchor);
    },
    true,
  );
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape" && over) leave();
      const target = /** @type {Element} */ (event.target);
      const typing =
        target.closest &&
        target.closest("input, textarea, select, [contenteditable], [role=combobox], [role=textbox]");
      if (
        event.key.toLowerCase() !== "f" ||
        typing ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.repeat
      ) {
        return;
      }
      const anchor = link();
      if (anchor) enter(anchor);
    },
    true,
  );
  window.addEventListener("message", ({ source, data }) => {
    if (over && source === over.frame.contentWindow && data && data.passage === "leave") leave();
  });
  document.addEventListener("fullscreenchange", () => {
    if (over && over.full && !document.fullscreenElement) leave();
  });
})();

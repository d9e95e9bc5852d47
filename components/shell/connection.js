// The line to the server: what is said while it is cut, and what is done once it stands again.
//
// Streamlit tries again by itself with growing pauses, and closes all that needs the server meanwhile. Its dialog
// is closed at once: it would lock the page, of which the map, its time bar and its cards go on.
(() => {
  "use strict";
  const QUIET = 1500;
  const APP = "[data-testid=stApp]";
  const STATE = "data-test-connection-state";
  const DIALOG = "[data-testid=stDialog]";
  const root = document.documentElement;
  let connected = false;
  let since = 0;
  let waiting = 0;
  // The session as the page last named it while connected, and the view it was moved to since.
  let session = "";
  let view = "";

  /** @param {string} words */
  function say(words) {
    let line = document.getElementById("line-lost");
    if (!line) {
      line = document.createElement("p");
      line.id = "line-lost";
      line.setAttribute("role", "status");
      document.body.prepend(line);
    }
    line.textContent = words;
    root.classList.add("line-lost");
  }

  function tell() {
    const clock = new Date(since).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    say(`Not connected since ${clock}. What is shown was loaded before; it goes on by itself.`);
  }

  function lost() {
    if (since) return;
    since = Date.now();
    session = named();
    root.classList.add("line-cut");
    waiting = window.setTimeout(tell, QUIET);
  }

  /** What the server calls the session that laid this page. */
  function named() {
    return (
      document.querySelector("[class*=st-key-session_]")?.className.match(/st-key-session_\w+/u)?.[0] ?? ""
    );
  }

  // A server that has forgotten the session begins another, as the page was before: it is loaded as it was moved.
  function forgotten() {
    const now = named();
    if (!view || !session || !now || now === session) return;
    location.replace(view);
    view = "";
  }

  // A server that was started anew: the page is loaded once more, as its address says.
  async function back() {
    const page = document.querySelector("meta[name=build]");
    const { __streamlit: streamlit } = /** @type {any} */ (window);
    const answer = await fetch(new URL("health", streamlit.BACKEND_BASE_URL), { cache: "no-store" });
    const { build } = await answer.json();
    const another = page && build && build !== page.getAttribute("content");
    if (another) location.reload();
    else document.dispatchEvent(new CustomEvent("passage:connected"));
  }

  function found() {
    connected = true;
    if (!since) return;
    clearTimeout(waiting);
    since = 0;
    view = location.href;
    document.getElementById("line-lost")?.remove();
    root.classList.remove("line-cut", "line-lost");
    back().catch(() => document.dispatchEvent(new CustomEvent("passage:connected")));
  }

  function look() {
    const state = document.querySelector(APP)?.getAttribute(STATE);
    if (state === "CONNECTED") found();
    else if (state && connected) lost();
    if (!since) forgotten();
    const close = document.querySelector(`${DIALOG} button[aria-label=Close]`);
    if (close instanceof HTMLElement) close.click();
  }

  new MutationObserver(look).observe(root, {
    subtree: true,
    childList: true,
    attributeFilter: [STATE],
  });
})();

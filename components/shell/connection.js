// The line to the server: what is said while it is cut, and what is done once it stands again.
//
// Streamlit tries again by itself with growing pauses, and closes all that needs the server meanwhile. Its dialog
// is closed at once: it would lock the page, of which the map, its time bar and its cards go on.
(() => {
  "use strict";
  const QUIET = 1500;
  // Streamlit forgets a session that was gone for two minutes.
  const FORGOTTEN = 100_000;
  const APP = "[data-testid=stApp]";
  const STATE = "data-test-connection-state";
  const DIALOG = "[data-testid=stDialog]";
  const root = document.documentElement;
  let connected = false;
  let since = 0;
  let waiting = 0;

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
    root.classList.add("line-cut");
    waiting = window.setTimeout(tell, QUIET);
  }

  // A server that was started anew, or has forgotten this session: the page is loaded once more, as its address says.
  /** @param {number} gone */
  async function back(gone) {
    const page = document.querySelector("meta[name=build]");
    const { __streamlit: streamlit } = /** @type {any} */ (window);
    const answer = await fetch(new URL("health", streamlit.BACKEND_BASE_URL), { cache: "no-store" });
    const { build } = await answer.json();
    const another = page && build && build !== page.getAttribute("content");
    if (another || gone > FORGOTTEN) location.reload();
    else document.dispatchEvent(new CustomEvent("passage:connected"));
  }

  function found() {
    connected = true;
    if (!since) return;
    const gone = Date.now() - since;
    clearTimeout(waiting);
    since = 0;
    document.getElementById("line-lost")?.remove();
    root.classList.remove("line-cut", "line-lost");
    back(gone).catch(() => document.dispatchEvent(new CustomEvent("passage:connected")));
  }

  function look() {
    const state = document.querySelector(APP)?.getAttribute(STATE);
    if (state === "CONNECTED") found();
    else if (state && connected) lost();
    const close = document.querySelector(`${DIALOG} button[aria-label=Close]`);
    if (close instanceof HTMLElement) close.click();
  }

  new MutationObserver(look).observe(root, {
    subtree: true,
    childList: true,
    attributeFilter: [STATE],
  });
})();

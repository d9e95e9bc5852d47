// This device: what is kept on it for a visit without a line, and how a map is printed.
(() => {
  "use strict";
  const KEPT_AFTER = 4000;

  // The worker is asked for once the page stands: nothing waits for it.
  window.addEventListener("load", () => {
    const { __streamlit: streamlit } = /** @type {any} */ (window);
    const { serviceWorker } = window.navigator;
    if (!serviceWorker || !streamlit) return;
    setTimeout(() => {
      serviceWorker.register(new URL("worker.js", streamlit.BACKEND_BASE_URL)).catch(() => {});
    }, KEPT_AFTER);
  });

  // A map is painted for its window: it is given the sheet's width and painted anew before the sheet is laid out.
  const { classList } = document.documentElement;
  window.addEventListener("beforeprint", () => {
    classList.add("printing");
    document.dispatchEvent(new CustomEvent("passage:print"));
  });
  window.addEventListener("afterprint", () => classList.remove("printing"));
})();

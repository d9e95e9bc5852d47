// The words that came with the page go once the application shows its own.
(() => {
  const shown = '[data-test-script-state="notRunning"] :is(.st-key-filters, [data-testid="stAlert"])';
  const watch = new MutationObserver(() => {
    if (document.querySelector(shown)) {
      document.getElementById("first-words")?.remove();
      watch.disconnect();
    }
  });
  watch.observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributeFilter: ["data-test-script-state"],
  });
})();

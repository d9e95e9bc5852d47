// Keys of the page: "/" leads to the field that finds a place; one letter opens a date, adds to the briefing, goes
// there, makes its slides. README.md lists them.
(() => {
  "use strict";
  const SEARCH = ".st-key-top [class*='st-key-find_place'] input";
  const OPENED = "[data-testid=stPopoverBody]";
  const DATE = `${OPENED} [data-testid=stTextInput] input`;
  const TYPED_IN = "input, textarea, select, [contenteditable], [role=combobox], [role=textbox]";
  // Where what a key does is pressed: of several the first that is there.
  /** @type {Record<string, string[]>} */
  const PRESSED = {
    d: [".st-key-as_at button"],
    v: [".st-key-compare button"],
    a: [".st-key-add_scene button"],
    b: [".st-key-top a[href*='briefing']"],
    s: [".st-key-export_file button", ".st-key-make_slides button"],
  };
  const FIELD_WITHIN_MS = 20_000;
  const STAYS_MS = 300;
  /** @type {HTMLElement | null} */
  let before = null;

  /** @param {EventTarget | null} target */
  function typing(target) {
    const element = /** @type {Element | null} */ (target);
    return Boolean(element && element.closest && element.closest(TYPED_IN));
  }

  // Esc leads back from the field to where the reader was; the field takes either key first, by its own hand.
  /** @param {HTMLInputElement} input @param {string} key */
  function leaveSearch(input, key) {
    setTimeout(() => {
      input.blur();
      if (key === "Escape" && before && before.focus) before.focus({ preventScroll: true });
    });
  }

  function search() {
    const input = /** @type {HTMLInputElement | null} */ (document.querySelector(SEARCH));
    if (!input) return;
    before = /** @type {HTMLElement | null} */ (document.activeElement);
    window.focus();
    input.focus();
    input.select();
  }

  // What opens is filled by the server: its field of a date is there a moment later, and whatever takes the
  // focus or the mark while it opens gives it up again. What is typed first takes the place of the date.
  function intoDate() {
    const until = performance.now() + FIELD_WITHIN_MS;
    const typed = new AbortController();
    let since = performance.now();
    const mark = () => {
      const input = /** @type {HTMLInputElement | null} */ (document.querySelector(DATE));
      if (document.activeElement !== input) since = performance.now();
      input?.focus();
      input?.select();
      return input;
    };
    const take = (/** @type {KeyboardEvent} */ { key }) => {
      if (key.length > 1 || mark()) typed.abort();
    };
    document.addEventListener("keydown", take, { capture: true, signal: typed.signal });
    const seek = () => {
      const now = performance.now();
      if (typed.signal.aborted) return;
      mark();
      if (now > until || now - since > STAYS_MS) typed.abort();
      requestAnimationFrame(seek);
    };
    // The key that opens it is no typing.
    requestAnimationFrame(seek);
  }

  /** @param {string[]} selectors */
  function press(selectors) {
    const pressed = /** @type {HTMLElement | undefined} */ (
      selectors
        .flatMap((selector) => [...document.querySelectorAll(selector)])
        .find((button) => button.checkVisibility())
    );
    if (!pressed || document.querySelector(OPENED)) return false;
    window.focus();
    pressed.focus();
    pressed.click();
    if (pressed.closest(".st-key-as_at, .st-key-compare")) intoDate();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const input = document.querySelector(SEARCH);
    if (target === input && ["Escape", "Enter"].includes(key)) {
      leaveSearch(/** @type {HTMLInputElement} */ (input), key);
    }
    if (typing(target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "/") {
      event.preventDefault();
      search();
    } else if (PRESSED[key] && !event.shiftKey && !event.repeat && press(PRESSED[key])) {
      event.preventDefault();
    }
  });
})();

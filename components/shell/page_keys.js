// Keys of the page: one letter opens a date, adds to the briefing, goes there, makes its slides. README.md lists them.
(() => {
  "use strict";
  const OPENED = "[data-testid=stPopoverBody]";
  const FIELD = `${OPENED} [data-testid=stTextInput] input`;
  // Where what a key does is pressed: of several the first that is there.
  /** @type {Record<string, string>} */
  const PRESSED = {
    d: ".st-key-as_at button",
    v: ".st-key-compare button",
    a: ".st-key-add_scene button",
    b: ".st-key-top a[href*='briefing']",
    s: ".st-key-export_file button, .st-key-make_slides button",
  };
  const FIELD_WITHIN_MS = 20_000;
  const STAYS_MS = 300;

  /** @param {EventTarget | null} target */
  function typing(target) {
    const element = /** @type {Element | null} */ (target);
    const typed = "input, textarea, select, [contenteditable=true], [role=dialog], [role=combobox]";
    return Boolean(element && element.closest && element.closest(typed));
  }

  // What opens is filled by the server: its field of a date is there a moment later, and whatever takes the
  // focus while it opens gives it up again. What is typed then takes the place of the date.
  function intoField() {
    const until = performance.now() + FIELD_WITHIN_MS;
    const left = new AbortController();
    let since = performance.now();
    document.addEventListener(
      "focusin",
      ({ target }) => {
        const input = /** @type {HTMLInputElement} */ (target);
        if (input.matches(FIELD)) input.select();
      },
      { signal: left.signal },
    );
    const seek = () => {
      const now = performance.now();
      const input = /** @type {HTMLInputElement | null} */ (document.querySelector(FIELD));
      if (document.activeElement !== input) since = now;
      if (input && document.activeElement !== input) input.focus();
      if (input && input.value === input.defaultValue) input.select();
      if (now < until && now - since < STAYS_MS) requestAnimationFrame(seek);
      else left.abort();
    };
    seek();
  }

  document.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const selector = PRESSED[event.key];
    if (!plain || event.repeat || !selector || typing(event.target)) return;
    const pressed = [...document.querySelectorAll(selector)].find((one) => one.checkVisibility());
    if (!pressed || document.querySelector(OPENED)) return;
    event.preventDefault();
    window.focus();
    /** @type {HTMLElement} */ (pressed).focus();
    /** @type {HTMLElement} */ (pressed).click();
    if (pressed.closest(".st-key-as_at, .st-key-compare")) intoField();
  });
})();

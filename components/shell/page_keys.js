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
  const STAYS_MS = 150;
  // A press is lost where a run lays its button anew: nothing has opened a second after the page rests.
  const LOST_MS = 1000;
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

  function running() {
    return (
      document.querySelector("[data-testid=stApp]")?.getAttribute("data-test-script-state") === "running"
    );
  }

  // What opens is filled by the server, and may be filled anew while somebody types: its field of a date is marked
  // until it stays, what is typed meanwhile waits for it, and what was typed goes with it into a new field.
  /** @param {() => HTMLElement | undefined} opener */
  function intoDate(opener) {
    const until = performance.now() + FIELD_WITHIN_MS;
    const over = new AbortController();
    const { signal } = over;
    let since = performance.now();
    let shut = since;
    /** @type {HTMLInputElement | null} */
    let field = null;
    let [typed, entered] = ["", false];

    /** @param {KeyboardEvent} event */
    function taken(event) {
      const { key } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || key === "Shift") return;
      if (key === "Escape" || key === "Tab" || (field?.isConnected && key === "Enter")) over.abort();
      if (signal.aborted || (key.length > 1 && key !== "Backspace" && key !== "Enter")) return;
      if (field?.isConnected) {
        // Whatever opened may have taken the mark away: the key typed first takes the place of the date.
        if (!typed) field.select();
        typed = "typed";
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (key.length === 1) typed += key;
      if (key === "Backspace") typed = typed.slice(0, -1);
      entered ||= key === "Enter";
    }

    function seek() {
      if (signal.aborted) return;
      requestAnimationFrame(seek);
      if (field?.isConnected) return;
      if (field) typed &&= field.value;
      field = null;
      const now = performance.now();
      const input = /** @type {HTMLInputElement | null} */ (document.querySelector(DATE));
      if (running() || document.querySelector(OPENED)) shut = now;
      if (now - shut > LOST_MS) {
        shut = now;
        opener()?.click();
      }
      if (!input || document.activeElement !== input || running()) since = now;
      input?.focus();
      input?.select();
      if (now > until) over.abort();
      if (!input || now - since < STAYS_MS) return;
      field = input;
      if (typed) document.execCommand("insertText", false, typed);
      if (!entered) return;
      over.abort();
      input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    }

    document.addEventListener("keydown", taken, { capture: true, signal });
    document.addEventListener("pointerdown", () => over.abort(), { capture: true, signal });
    // The key that opens it is no typing.
    requestAnimationFrame(seek);
  }

  /** @param {string[]} selectors */
  function buttonOf(selectors) {
    return /** @type {HTMLElement | undefined} */ (
      selectors
        .flatMap((selector) => [...document.querySelectorAll(selector)])
        .find((button) => button.checkVisibility())
    );
  }

  /** @param {string[]} selectors */
  function press(selectors) {
    const pressed = buttonOf(selectors);
    if (!pressed || pressed.ariaExpanded === "true") return false;
    window.focus();
    pressed.focus();
    pressed.click();
    if (pressed.closest(".st-key-as_at, .st-key-compare")) intoDate(() => buttonOf(selectors));
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

// Keys of the page: "/" leads to the field that finds a place; one letter opens a date, adds to the briefing, goes
// there, makes its slides. README.md lists them. And a press on what opens, by key, mouse or finger, is not lost.
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
  const OPENER = "[data-testid=stPopoverButton]";
  // A press was lost in tests, probably where the answer of a run before it, which still says "shut", came after it.
  const LOST_MS = 1000;
  const LOOK_MS = 100;
  let [watching, pressing] = [new AbortController(), false];
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

  // What a run says comes at its end (components/server/several_messages.js): until then it has only been asked for.
  function running() {
    return document.querySelector("[data-asked], [data-test-script-state=running]") !== null;
  }

  // What opens is filled by the server, and may be filled anew while somebody types: its field of a date is marked
  // until it stays, what is typed meanwhile waits for it, and what was typed goes with it into a new field.
  function intoDate() {
    const until = performance.now() + FIELD_WITHIN_MS;
    const over = new AbortController();
    const { signal } = over;
    let since = performance.now();
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
    if (pressed.closest(".st-key-as_at, .st-key-compare")) intoDate();
    return true;
  }

  // What was pressed to open is pressed once more where it is shut once the page rests, unless the reader went on.
  /** @param {MouseEvent} event */
  function watchOpening({ target }) {
    const button = /** @type {Element} */ (target).closest(OPENER);
    if (pressing || !button || button.ariaExpanded === "true") return;
    const classes = button.closest("[class*='st-key-']")?.classList || [];
    const place = [...classes].find((name) => name.startsWith("st-key-"));
    if (!place) return;
    watching.abort();
    watching = new AbortController();
    const { signal } = watching;
    const until = performance.now() + FIELD_WITHIN_MS;
    let since = performance.now();
    const look = () => {
      const now = performance.now();
      if (signal.aborted || now > until) return;
      if (running()) since = now;
      if (now - since < LOST_MS) {
        setTimeout(look, LOOK_MS);
      } else if (!document.querySelector(OPENED)) {
        pressing = true;
        buttonOf([`.${window.CSS.escape(place)} ${OPENER}`])?.click();
        pressing = false;
      }
    };
    look();
  }

  document.addEventListener("click", watchOpening, { capture: true });
  // Ahead of what is open, which keeps Esc to itself.
  window.addEventListener("pointerdown", () => watching.abort(), { capture: true });
  window.addEventListener("keydown", ({ key }) => key === "Escape" && watching.abort(), { capture: true });
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

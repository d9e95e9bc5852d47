// The key "/" leads to the field that finds a place; Enter opens it, Esc leads back.
(() => {
  "use strict";
  const FIELD = ".st-key-top [class*='st-key-find_place'] input";
  /** @type {HTMLElement | null} */
  let before = null;

  /** @returns {HTMLInputElement | null} */
  const field = () => document.querySelector(FIELD);

  /** @param {EventTarget | null} target */
  function typing(target) {
    const element = /** @type {Element | null} */ (target);
    return Boolean(
      element &&
      element.closest &&
      element.closest("input, textarea, select, [contenteditable], [role=combobox], [role=textbox]"),
    );
  }

  function focusField() {
    const input = field();
    if (!input) return;
    before = /** @type {HTMLElement | null} */ (document.activeElement);
    window.focus();
    input.focus();
    input.select();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !typing(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      focusField();
    } else if (["Escape", "Enter"].includes(event.key) && event.target === field()) {
      // The field takes the key first, by its own hand.
      const input = /** @type {HTMLInputElement} */ (event.target);
      setTimeout(() => {
        input.blur();
        if (event.key === "Escape" && before && before.focus) before.focus({ preventScroll: true });
      });
    }
  });
})();

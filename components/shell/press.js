// A press counts for what it was begun on. What an answer brings meanwhile may move a button from under the pointer
// or draw it anew; a browser then takes the press for one of what lies there now.
(() => {
  "use strict";
  const CONTROLS = "button, summary, a[href]";
  // Pixels: a pointer moved further was moved by its owner, who let go elsewhere on purpose.
  const STILL = 3;
  /** @typedef {{ control: HTMLElement, key: string, x: number, y: number }} Press */
  /** @type {Press | null} */
  let begun = null;

  /** @param {HTMLElement} control */
  function keyOf(control) {
    const keyed = control.closest("[class*='st-key-']");
    return (keyed && [...keyed.classList].find((name) => name.startsWith("st-key-"))) || "";
  }

  // The control itself, or what stands for it since it was drawn anew.
  /** @param {Press} press @returns {HTMLElement | undefined} */
  function present({ control, key }) {
    if (control.isConnected || !key) return control;
    const alike = [...document.querySelectorAll(`.${CSS.escape(key)}`)]
      .flatMap((one) => (one.matches(CONTROLS) ? [one] : [...one.querySelectorAll(CONTROLS)]))
      .filter((one) => one.textContent === control.textContent);
    return /** @type {HTMLElement | undefined} */ (alike[0]);
  }

  addEventListener(
    "pointerdown",
    (event) => {
      const { target, button, pointerType, clientX: x, clientY: y } = event;
      const control = target instanceof Element ? target.closest(CONTROLS) : null;
      const counts = button === 0 && pointerType === "mouse" && control instanceof HTMLElement;
      begun = counts ? { control, key: keyOf(control), x, y } : null;
    },
    true,
  );

  addEventListener(
    "pointerup",
    (event) => {
      const press = begun;
      begun = null;
      if (!press || Math.hypot(event.clientX - press.x, event.clientY - press.y) > STILL) return;
      if (event.target instanceof Node && press.control.contains(event.target)) return;
      // What the browser makes of it comes next, and is meant for nothing.
      /** @param {MouseEvent} click */
      const other = (click) => {
        click.stopImmediatePropagation();
        click.preventDefault();
      };
      addEventListener("click", other, { capture: true, once: true });
      setTimeout(() => {
        removeEventListener("click", other, true);
        present(press)?.click();
      });
    },
    true,
  );
})();

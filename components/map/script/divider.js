// Divider: the handle between two maps, dragged by the pointer or moved by keys, in percent of the width.

import { create } from "./dom.js";

/** @type {Record<string, number>} */
const DIVIDER_STEPS = { ArrowLeft: -2, ArrowRight: 2, ArrowDown: -2, ArrowUp: 2, PageDown: -10, PageUp: 10 };

export class Divider {
  /** @type {number} */
  at;
  /** @type {boolean} */
  movable;

  /** @param {HTMLElement} stage */
  constructor(stage) {
    this.stage = stage;
    this.element = create("div", "pg-divider");
    this.element.setAttribute("role", "slider");
    this.element.setAttribute("aria-valuemin", "0");
    this.element.setAttribute("aria-valuemax", "100");
    this.element.append(create("span", "pg-grip", "⇔"));
    this.element.addEventListener("pointerdown", (event) => this.grab(event));
    this.element.addEventListener("keydown", (event) => this.key(event));
    stage.append(this.element);
    this.moveTo(50);
  }

  /** @param {number} percent */
  moveTo(percent) {
    this.at = Math.max(0, Math.min(100, percent));
    this.stage.style.setProperty("--pg-cut", `${this.at}%`);
    this.element.setAttribute("aria-valuenow", String(Math.round(this.at)));
  }

  // What lies on either side, for those who do not see it.
  /** @param {string} left @param {string} right */
  label(left, right) {
    this.element.setAttribute(
      "aria-label",
      `Divider between ${left} on the left and ${right} on the right. Arrow keys move it.`,
    );
    this.element.setAttribute("aria-valuetext", `${left} up to here, then ${right}`);
  }

  // Only swept maps have a handle to move; beside each other they meet in the middle.
  /** @param {boolean} yes */
  moves(yes) {
    this.element.classList.toggle("pg-still", !yes);
    this.element.tabIndex = yes ? 0 : -1;
    this.element.setAttribute("aria-hidden", String(!yes));
    this.movable = yes;
  }

  /** @param {PointerEvent} event */
  grab(event) {
    if (!this.movable) return;
    event.preventDefault();
    this.element.focus({ preventScroll: true });
    this.element.setPointerCapture(event.pointerId);
    const follow = (/** @type {PointerEvent} */ move) => {
      const box = this.stage.getBoundingClientRect();
      this.moveTo((100 * (move.clientX - box.left)) / box.width);
    };
    this.element.addEventListener("pointermove", follow);
    const drop = () => this.element.removeEventListener("pointermove", follow);
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      this.element.addEventListener(end, drop, { once: true });
    }
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = { Home: 0, End: 100 }[event.key];
    const by = DIVIDER_STEPS[event.key];
    if (to === undefined && by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.moveTo(to === undefined ? this.at + by : to);
  }
}

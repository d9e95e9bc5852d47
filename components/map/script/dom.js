// Elements of the page. All text is written as text, never as markup.

import { inOrder } from "./direction.js";

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {string} [className] @param {string} [text]
 * @returns {HTMLElementTagNameMap[T]}
 */
export function create(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = inOrder(text);
  return element;
}

/**
 * @param {string} className @param {string} text @param {string} label @param {(event: Event) => void} act
 */
export function button(className, text, label, act) {
  const element = create("button", className, text);
  element.type = "button";
  if (label) element.setAttribute("aria-label", label);
  element.addEventListener("click", act);
  return element;
}

// What an event came from, or what that lies in, by selector; also where the event is of another frame.
/** @param {Event} event @param {string} selector @returns {HTMLElement | null} */
export function closest(event, selector) {
  const target = /** @type {Element | null} */ (event.target);
  return target && target.closest ? target.closest(selector) : null;
}

// What a canvas is drawn on by. A browser gives it for every canvas that has no other kind of context.
/** @param {HTMLCanvasElement} canvas */
export function pen(canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
}

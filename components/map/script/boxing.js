// Boxing: a box drawn on the map selects the events in it, with the pointer or with keys alone.

import { button, create } from "./dom.js";
import { flatLine } from "./ground.js";
import { toScreen } from "./shapes.js";
import { letDrag } from "./touch.js";

const LEAST_BOX = 6;
const BOX_HELP =
  "Drag a box over the map, or move it with the arrow keys, resize it with Shift and the arrow keys, and press Enter. Escape leaves.";
const BOX_STEP = 12;

export class Boxing {
  /** @type {Box} */
  corners;
  /** @type {HTMLButtonElement} */
  button;

  /** @param {MapLayer} layer */
  constructor(layer) {
    this.layer = layer;
    this.map = layer._map;
    this.root = this.map.getContainer();
    this.armed = false;
    this.frame = create("div", "pg-box");
    this.frame.hidden = true;
    this.root.append(this.frame);
    this.help = create("div", "pg-box-help pg-panel", BOX_HELP);
    this.help.hidden = true;
    layer.stage.append(this.help);
    this.map.boxZoom.disable();
    this.root.addEventListener("pointerdown", (event) => this.grab(event), true);
    this.root.addEventListener("keydown", (event) => this.key(event), true);
    if (!layer.lender) this.build(layer.surround);
  }

  /** @param {MapLayer["surround"]} parts */
  build({ buttons }) {
    this.button = button("pg-boxing", "▭", "", () => this.press());
    buttons.append(this.button);
    this.label();
  }

  label() {
    if (!this.button) return;
    const words = this.box ? "Clear the selection" : "Select the events in a box (or drag with Shift)";
    this.button.setAttribute("aria-label", words);
    this.button.title = words;
    this.button.setAttribute("aria-pressed", String(this.armed || Boolean(this.box)));
  }

  get box() {
    return this.layer.message.box || null;
  }

  press() {
    if (this.box) this.layer.boxed(null);
    else if (this.armed) this.leave();
    else this.arm();
  }

  // Waits for a box: with the pointer anywhere, or from the middle of the map with keys.
  arm() {
    const { x, y } = this.map.getSize();
    this.armed = true;
    this.map.dragging.disable();
    this.root.classList.add("pg-armed");
    this.help.hidden = false;
    this.layer.surround.live.textContent = BOX_HELP;
    this.lay([x * 0.35, y * 0.3, x * 0.65, y * 0.7]);
    this.root.focus({ preventScroll: true });
    this.label();
  }

  leave() {
    this.armed = false;
    letDrag(this.map);
    this.root.classList.remove("pg-armed");
    this.help.hidden = this.frame.hidden = true;
    this.label();
  }

  /** @param {number[]} parts */
  lay([x0, y0, x1, y1]) {
    const { x, y } = this.map.getSize();
    /** @param {number} value @param {number} most */
    const within = (value, most) => Math.max(0, Math.min(most, value));
    this.corners = [
      within(Math.min(x0, x1), x),
      within(Math.min(y0, y1), y),
      within(Math.max(x0, x1), x),
      within(Math.max(y0, y1), y),
    ];
    const [left, top, right, bottom] = this.corners;
    Object.assign(this.frame.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${right - left}px`,
      height: `${bottom - top}px`,
    });
    this.frame.hidden = false;
  }

  /** @param {PointerEvent} event */
  grab(event) {
    if (event.button !== 0 || (!event.shiftKey && !this.armed)) return;
    event.preventDefault();
    event.stopPropagation();
    this.map.dragging.disable();
    this.root.setPointerCapture(event.pointerId);
    const at = (/** @type {PointerEvent} */ press) => this.map.mouseEventToContainerPoint(press);
    const from = at(event);
    const follow = (/** @type {PointerEvent} */ move) => {
      const to = at(move);
      this.lay([from.x, from.y, to.x, to.y]);
    };
    const drop = (/** @type {PointerEvent} */ up) => {
      this.root.removeEventListener("pointermove", follow);
      this.root.removeEventListener("pointercancel", drop);
      const drawn = !this.frame.hidden && up.type === "pointerup";
      L.DomEvent.stop(up);
      this.swallowClick();
      if (drawn) this.take();
      else this.leave();
    };
    this.root.addEventListener("pointermove", follow);
    this.root.addEventListener("pointerup", drop, { once: true });
    this.root.addEventListener("pointercancel", drop, { once: true });
    this.frame.hidden = true;
  }

  // The click that ends a drag chooses nothing.
  swallowClick() {
    const swallow = (/** @type {Event} */ event) => event.stopPropagation();
    this.root.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => this.root.removeEventListener("click", swallow, true));
  }

  take() {
    const [left, top, right, bottom] = this.corners;
    this.leave();
    if (right - left < LEAST_BOX || bottom - top < LEAST_BOX) return;
    const a = this.map.containerPointToLatLng([left, bottom]);
    const b = this.map.containerPointToLatLng([right, top]);
    this.layer.boxed([a.lng, a.lat, b.lng, b.lat].map((part) => Number(part.toFixed(4))));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!this.armed || event.altKey || event.ctrlKey || event.metaKey) return;
    const [dx, dy] = {
      ArrowLeft: [-BOX_STEP, 0],
      ArrowRight: [BOX_STEP, 0],
      ArrowUp: [0, -BOX_STEP],
      ArrowDown: [0, BOX_STEP],
    }[event.key] || [0, 0];
    const [left, top, right, bottom] = this.corners;
    if (event.key === "Enter") {
      this.take();
    } else if (event.key === "Escape") {
      this.leave();
    } else if (dx || dy) {
      if (event.shiftKey) {
        this.lay([left, top, Math.max(left + BOX_STEP, right + dx), Math.max(top + BOX_STEP, bottom + dy)]);
      } else {
        this.lay([left + dx, top + dy, right + dx, bottom + dy]);
      }
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

/** @satisfies {LayerPart} */
export const Boxed = {
  // Tells Python the box, or that there is none any more, by the way a chosen feature takes.
  boxed(box) {
    for (const layer of this.both()) layer.message.box = box;
    this.tellPage({ ...(this.lender || this).time.unheard(), box, n: Date.now() });
    for (const layer of this.both()) layer.boxing.label();
    this.arrived(false);
  },

  paintBox(paint) {
    const { box } = this.message;
    if (!box) return;
    const [[x0, y0], [x1, y1]] = toScreen(paint, flatLine([box[0], box[3], box[2], box[1]]));
    const { g, theme } = paint;
    for (const [colour, width] of /** @type {[string, number][]} */ ([
      [theme.halo, 5],
      [theme.text, 1.8],
    ])) {
      g.lineWidth = width;
      g.strokeStyle = colour;
      g.setLineDash(width < 3 ? [7, 4] : []);
      g.strokeRect(x0, y0, x1 - x0, y1 - y0);
    }
    g.setLineDash([]);
  },
};

// Panel: what each map has of its own above it: its title with the count of events, and the words under the pointer.

import { numberWords } from "./dates.js";
import { inOrder } from "./direction.js";
import { button, create } from "./dom.js";

// The frame of a map, or of the two that are compared: what stands on it lies above both.
/** @param {L.Map} map */
export function stageOf(map) {
  const root = map.getContainer();
  /** @type {HTMLElement | null} */
  const frame = root.closest(".pg-map");
  if (frame) return frame;
  const stage = create("div", "pg-map");
  root.replaceWith(stage);
  stage.append(root);
  return stage;
}

export class Panel {
  /** @type {string} */
  date;

  /** @param {L.Map} map @param {MapLayer} host */
  constructor(map, host) {
    this.map = map;
    this.host = host;
    this.title = create("div", "pg-title pg-panel pg-keep");
    this.count = create("p", "pg-count");
    this.part = create("p", "pg-part");
    this.part.hidden = true;
    this.hover = create("div", "pg-hover");
    this.live = create("div", "pg-live");
    this.live.setAttribute("role", "status");
    this.hover.setAttribute("aria-hidden", "true");
    this.hover.hidden = true;
    host.stage.append(this.title, this.hover, this.live);
    this.words = "";
    this.counted = "";
  }

  // One of two maps is titled with its own date in large type: what its subtitle says first.
  /** @param {Expanded} expanded */
  show({ title, subtitle, notes, dated }) {
    const words = JSON.stringify([title, subtitle, notes, dated]);
    if (words === this.words) return;
    this.words = words;
    const [first, ...rest] = subtitle.split(" · ");
    this.date = first.replace(/^as at /u, "");
    const paragraphs = (notes || []).map((note) => create("p", "pg-note", note));
    const head = dated ? create("h2", "pg-date", this.date) : create("h2", "", title);
    this.title.replaceChildren(
      head,
      this.part,
      create("p", "", dated ? [title, ...rest].join(" · ") : subtitle),
      ...paragraphs,
      this.count,
    );
  }

  // What part this map has in a comparison; nothing outside of one.
  /** @param {string} words */
  says(words) {
    this.part.hidden = !words;
    if (this.part.textContent !== words) this.part.textContent = words;
  }

  /** @param {ShownCount} shownCount @param {() => void} openOthers */
  counts({ drawn, other, dense }, openOthers) {
    const words = `${drawn}/${other}/${dense}`;
    if (words === this.counted) return;
    this.counted = words;
    const total = drawn + other;
    const parts = [];
    const how = dense
      ? "events drawn as density, zoom in for single ones"
      : "events drawn where they happened";
    if (total) {
      parts.push(create("span", "", `${numberWords(drawn)} of ${numberWords(total)} ${how}`));
    }
    if (other) {
      const what =
        other === 1 ? "1 event without an exact place" : `${numberWords(other)} without an exact place`;
      parts.push(document.createTextNode("; "), button("pg-link", what, "", openOthers));
    }
    this.count.replaceChildren(...parts);
  }

  /** @param {number} _metresPerPixel */
  measure(_metresPerPixel) {
    // Only the first of two maps has a scale.
  }

  // Boxes the names must keep clear of, in pixels of the map's window.
  boxes() {
    const root = this.map.getContainer().getBoundingClientRect();
    const enlarged = root.width / this.map.getContainer().offsetWidth || 1;
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.host.stage.querySelectorAll(".pg-keep"))]
      .filter((element) => !element.hidden && element.offsetWidth)
      .map((element) => element.getBoundingClientRect())
      .map((box) =>
        [box.left - root.left, box.top - root.top, box.right - root.left, box.bottom - root.top].map(
          (side) => side / enlarged,
        ),
      );
  }

  /** @param {L.Point | null} point @param {string} text */
  pointAt(point, text) {
    this.hover.hidden = !text || !point;
    if (!text || !point) return;
    const words = inOrder(text);
    if (this.hover.textContent !== words) this.hover.textContent = words;
    const root = this.map.getContainer();
    const size = this.map.getSize();
    const w = this.hover.offsetWidth;
    this.hover.style.left = `${root.offsetLeft + Math.max(Math.min(point.x + 14, size.x - w - 6), 4)}px`;
    this.hover.style.top = `${Math.max(point.y - 34, 4)}px`;
  }
}

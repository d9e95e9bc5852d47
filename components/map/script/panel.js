// Panel: what each map has of its own above it: its title with the count of events, and the words under the pointer.

import { button, made } from "./dom.js";

// The frame of a map, or of the two that are compared: what stands on it lies above both.
export function stageOf(map) {
  const root = map.getContainer();
  const held = root.closest(".pg-map");
  if (held) return held;
  const stage = made("div", "pg-map");
  root.replaceWith(stage);
  stage.append(root);
  return stage;
}

export class Panel {
  constructor(map, host) {
    this.map = map;
    this.host = host;
    this.title = made("div", "pg-title pg-panel pg-keep");
    this.count = made("p", "pg-count");
    this.part = made("p", "pg-part");
    this.part.hidden = true;
    this.hover = made("div", "pg-hover");
    this.live = made("div", "pg-live");
    this.live.setAttribute("role", "status");
    this.hover.setAttribute("aria-hidden", "true");
    this.hover.hidden = true;
    host.stage.append(this.title, this.hover, this.live);
    this.words = "";
  }

  // One of two maps is titled with its own date in large type: what its subtitle says first.
  show({ title, subtitle, notes, dated }) {
    const words = JSON.stringify([title, subtitle, notes, dated]);
    if (words === this.words) return;
    this.words = words;
    const [first, ...rest] = subtitle.split(" · ");
    this.date = first.replace(/^as at /u, "");
    const told = (notes || []).map((note) => made("p", "pg-note", note));
    const head = dated ? made("h2", "pg-date", this.date) : made("h2", "", title);
    this.title.replaceChildren(
      head,
      this.part,
      made("p", "", dated ? [title, ...rest].join(" · ") : subtitle),
      ...told,
      this.count,
    );
  }

  // What part this map has in a comparison; nothing outside of one.
  says(words) {
    this.part.hidden = !words;
    if (this.part.textContent !== words) this.part.textContent = words;
  }

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
      parts.push(made("span", "", `${drawn.toLocaleString("en")} of ${total.toLocaleString("en")} ${how}`));
    }
    if (other) {
      const what =
        other === 1
          ? "1 event without a point of its own"
          : `${other.toLocaleString("en")} without a point of their own`;
      parts.push(document.createTextNode("; "), button("pg-link", what, "", openOthers));
    }
    this.count.replaceChildren(...parts);
  }

  // Only the first of two maps has a scale to measure.
  measure() {
    return this;
  }

  // Boxes the names must keep clear of, in pixels of the map's window.
  boxes() {
    const root = this.map.getContainer().getBoundingClientRect();
    const enlarged = root.width / this.map.getContainer().offsetWidth || 1;
    return [...this.host.stage.querySelectorAll(".pg-keep")]
      .filter((element) => !element.hidden && element.offsetWidth)
      .map((element) => element.getBoundingClientRect())
      .map((box) =>
        [box.left - root.left, box.top - root.top, box.right - root.left, box.bottom - root.top].map(
          (side) => side / enlarged,
        ),
      );
  }

  pointAt(point, text) {
    this.hover.hidden = !text;
    if (!text) return;
    if (this.hover.textContent !== text) this.hover.textContent = text;
    const root = this.map.getContainer();
    const size = this.map.getSize();
    const w = this.hover.offsetWidth;
    this.hover.style.left = `${root.offsetLeft + Math.max(Math.min(point.x + 14, size.x - w - 6), 4)}px`;
    this.hover.style.top = `${Math.max(point.y - 34, 4)}px`;
  }
}

// Dragging: pointer on the time bar: across the bars sets the period, on the handle the as-at date, a click goes to a bar's end.

import { MINUTES_A_DAY, dayOf, endOfDay } from "./dates.js";
import { closest } from "./dom.js";

export class Dragging {
  /** @type {number} */
  from;
  /** @type {string | null} */
  kind;
  /** @type {Moment} */
  before;

  /** @param {import("./timebar.js").TimeBar} bar @param {import("./playback.js").Playback} play */
  constructor(bar, play) {
    this.bar = bar;
    this.play = play;
    bar.track.addEventListener("pointerdown", (event) => this.down(event));
    bar.track.addEventListener("pointermove", (event) => this.moved(event));
    bar.track.addEventListener("pointerup", (event) => this.up(event, true));
    bar.track.addEventListener("pointercancel", (event) => this.up(event, false));
    bar.track.addEventListener("pointerleave", () => bar.pointAt(null));
  }

  /** @param {PointerEvent} event */
  place(event) {
    return event.clientX - this.bar.track.getBoundingClientRect().left;
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (!this.play.facts || event.button || closest(event, ".pg-time-mark")) return;
    const onHandle = this.bar.handle.contains(/** @type {Node} */ (event.target));
    if (this.play.running) this.play.halt();
    if (onHandle) this.bar.knob.focus();
    event.preventDefault();
    this.bar.track.setPointerCapture(event.pointerId);
    this.from = this.place(event);
    this.kind = onHandle ? "handle" : "bars";
    this.play.dragged = true;
    this.before = this.play.time;
  }

  /** @param {PointerEvent} event */
  moved(event) {
    const x = this.place(event);
    if (!this.kind) {
      this.bar.pointAt(closest(event, ".pg-time-mark") ? null : x);
      return;
    }
    this.bar.pointAt(null);
    if (this.kind === "handle") this.play.goTo(endOfDay(dayOf(this.bar.minuteAt(x) - 1)), false, this.before);
    else if (Math.abs(x - this.from) > 5) this.bar.brushed(...this.days(x));
  }

  // Whole days between where the drag began and where it is.
  /** @param {number} x @returns {[number, number]} */
  days(x) {
    const [low, high] = [this.from, x].sort((a, b) => a - b).map((at) => this.bar.minuteAt(at));
    return [dayOf(low) * MINUTES_A_DAY, (dayOf(Math.min(high, this.play.whole[1] - 1)) + 1) * MINUTES_A_DAY];
  }

  /** @param {PointerEvent} event @param {boolean} done */
  up(event, done) {
    const { kind, play } = this;
    const x = this.place(event);
    if (!kind) return;
    this.kind = null;
    play.dragged = false;
    this.bar.brushed();
    if (kind === "handle") play.settle();
    else if (!done) play.mention();
    else if (Math.abs(x - this.from) > 5) play.setPeriod(...this.days(x));
    else play.goTo(this.clicked(x));
  }

  // A key date nearby, or else the last day of the bar.
  /** @param {number} x */
  clicked(x) {
    const { bar, play } = this;
    const { keys = [] } = play.facts || {};
    const near = keys.find(([day]) => Math.abs(bar.across(day * MINUTES_A_DAY) - x) < 5);
    if (near) return endOfDay(near[0]);
    const start = play.span[0];
    const number = Math.floor((bar.minuteAt(x) - start) / bar.counted.width);
    return Math.min(start + (number + 1) * bar.counted.width, play.span[1]) - 1;
  }
}

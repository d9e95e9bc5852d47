// Strip: the case's time under the map, with what happened when, where the scenes stand and which day is shown.

import { dayOf, dayWords, periodWords } from "../../map/script/dates.js";
import { create, pen } from "../../map/script/dom.js";
import { THEMES } from "../../map/script/ground.js";
import { layer } from "../../map/script/passage.js";
import { CONTENT, enlargement } from "./document_data.js";
import { NUMBERS } from "./stage.js";

const BARS = 160;

export class Strip {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    const ats = CONTENT.scenes.map((scene) => scene.message.window[2]);
    const early = Math.min(CONTENT.span[0], ...CONTENT.scenes.map((scene) => scene.period[0]));
    const late = Math.max(CONTENT.span[1], ...ats);
    this.span = [early, late];
    this.root = create("div", "pr-strip");
    this.root.setAttribute("role", "img");
    this.bars = create("canvas", "");
    this.band = create("div", "pr-band");
    this.head = create("div", "pr-head");
    this.flag = create("span", "pr-flag");
    this.head.append(this.flag);
    this.root.append(this.band, this.bars, this.head);
    this.ticks = ats.map((_at, number) => {
      const tick = create("span", "pr-tick", String(number + 1));
      tick.hidden = NUMBERS === 1;
      this.root.append(tick);
      return tick;
    });
    this.spread();
    parent.append(this.root);
    layer.on("message", () => this.draw());
    new ResizeObserver(() => this.draw()).observe(this.root);
  }

  /** @param {number} minute */
  across(minute) {
    const [from, to] = this.span;
    return ((Math.min(Math.max(minute, from), to) - from) / (to - from)) * 100;
  }

  // Numbers of scenes that stand close are moved apart; the strokes in the bars say when they are.
  spread() {
    const order = CONTENT.scenes
      .map((scene, number) => [this.across(scene.message.window[2]), number])
      .sort((a, b) => a[0] - b[0]);
    let right = 102;
    for (let i = order.length - 1; i >= 0; i--) {
      right = Math.max(Math.min(order[i][0], right - 3), 0);
      this.ticks[order[i][1]].style.left = `${right}%`;
    }
  }

  draw() {
    const { columns } = layer;
    const w = this.root.clientWidth;
    const h = this.bars.clientHeight;
    const sharp = Math.min((window.devicePixelRatio || 1) * enlargement(), 4);
    if (!w || !columns) return;
    const counts = new Uint32Array(BARS);
    const [from, to] = this.span;
    for (let row = 0; row < columns.n; row++) {
      const bar = Math.floor(((columns.start[row] - from) / (to - from)) * BARS);
      if (bar >= 0 && bar < BARS && layer.mask[columns.category[row]]) counts[bar]++;
    }
    this.bars.width = w * sharp;
    this.bars.height = h * sharp;
    const g = pen(this.bars);
    const most = Math.max(...counts, 1);
    const wide = w / BARS;
    g.scale(sharp, sharp);
    g.fillStyle = THEMES[layer.themeName].soft;
    counts.forEach(
      (count, bar) => count && g.fillRect(bar * wide + 0.5, h - Math.max(2, (count / most) * h), wide - 1, h),
    );
    g.fillStyle = "#0f5c63";
    for (const scene of CONTENT.scenes) {
      g.fillRect((this.across(scene.message.window[2]) / 100) * w - 1, h - 9, 2, 9);
    }
    this.root.setAttribute(
      "aria-label",
      `Time from ${periodWords(dayOf(from), dayOf(to - 1))}, events by when they began.`,
    );
  }

  /** @param {number} number @param {number} at @param {XY} xY */
  show(number, at, [from, to]) {
    this.ticks.forEach((tick, place) => tick.classList.toggle("pr-here", place === number));
    const x = this.across(at);
    this.head.style.left = `${x}%`;
    this.flag.textContent = dayWords(dayOf(at));
    this.head.classList.toggle("pr-left", x > 70);
    this.band.style.left = `${this.across(from)}%`;
    this.band.style.width = `${Math.max(this.across(Math.min(to, at + 1)) - this.across(from), 0.3)}%`;
  }
}

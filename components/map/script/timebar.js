// Time bar: what stands at the map's foot: buttons, histogram, key dates, the period and the as-at handle.

import { ComparedMark } from "./compared_mark.js";
import { MINUTES_A_DAY, STEPS, dayOf, dayWords, endOfDay, momentWords, numberWords } from "./dates.js";
import { GRAMMAR } from "./grammar.js";
import { button, create, pen } from "./dom.js";
import { Dragging } from "./dragging.js";
import { THEMES } from "./ground.js";
import { FONT, textWidth } from "./names.js";
import { barDays, barWords, countedBars, paintAxis, paintBars, paintMost, paintSoft } from "./histogram.js";

/** @type {[number, string][]} */
const SPEEDS = [1, 2, 5, 10, 30, 60].map((speed) => [speed, `${speed} step${speed === 1 ? "" : "s"}/s`]);
/** @type {[number, string][]} */
const WINDOWS = [
  [0, "events so far"],
  [1, "that day"],
  [7, "last 7 days"],
  [30, "last 30 days"],
  [90, "last 90 days"],
  [365, "last 365 days"],
];
const FOLDED = GRAMMAR.labels.narrow;
// Between a key date's line and its words, on both sides.
const LABEL_PAD = 10;
const FLAG_PAD = 15;

/**
 * @param {string} label @param {[string | number, string][]} values @param {string | number} chosen
 * @param {(value: string) => void} change
 */
function options(label, values, chosen, change) {
  const select = create("select", "pg-pick");
  select.setAttribute("aria-label", label);
  select.title = label;
  for (const [value, words] of values) {
    const option = create("option", "", words);
    option.value = String(value);
    option.selected = value === chosen;
    select.append(option);
  }
  select.addEventListener("change", () => change(select.value));
  return select;
}

/**
 * On which side of its line each label stands: 1 right, -1 left, 0 nowhere. First those that cross no other
 * line; then, the latest first, those that lie over no other label.
 * @param {{ x: number, w: number }[]} marks @param {number} width nought where none has room
 */
export function sidesOf(marks, width) {
  const sides = marks.map(() => 0);
  /** @type {XY[]} */
  const used = [];
  const spanOf = (/** @type {{ x: number, w: number }} */ { x, w }, /** @type {number} */ side) =>
    side > 0 ? [x, x + w] : [x - w, x];
  const take = (/** @type {number} */ number, /** @type {(span: XY) => boolean} */ suits) => {
    for (const side of [1, -1]) {
      const span = spanOf(marks[number], side);
      const free = used.every(([from, to]) => span[0] >= to || span[1] <= from);
      if (sides[number] || !free || span[0] < 0 || span[1] > width || !suits(span)) continue;
      sides[number] = side;
      used.push(span);
    }
  };
  marks.forEach((_, number) => {
    const others = marks.filter((__, other) => other !== number);
    take(number, ([from, to]) => others.every(({ x }) => x <= from || x >= to));
  });
  for (let number = marks.length - 1; number >= 0; number--) take(number, () => true);
  return sides;
}

export class TimeBar {
  /** @type {HTMLButtonElement} */
  playButton;
  /** @type {HTMLElement} */
  caption;
  /** @type {HTMLButtonElement} */
  zoomButton;
  /** @type {HTMLElement} */
  track;
  /** @type {HTMLCanvasElement} */
  canvas;
  /** @type {HTMLElement} */
  period;
  /** @type {HTMLElement} */
  marks;
  /** @type {HTMLElement} */
  brush;
  /** @type {HTMLElement} */
  handle;
  /** @type {HTMLElement} */
  flag;
  /** @type {HTMLElement} */
  knob;
  /** @type {HTMLElement} */
  hint;
  /** @type {ComparedMark} */
  compared;
  /** @type {Dragging} */
  dragging;
  /** @type {Counted} */
  counted;
  /** @type {number} */
  width;
  /** @type {string} */
  plain;
  /** @type {{ words: HTMLElement, from: number, to: number }[]} Key dates that are named, and where. */
  named = [];

  /** @param {MapLayer} host @param {import("./playback.js").Playback} playback */
  constructor(host, playback) {
    this.host = host;
    this.play = playback;
    this.root = create("section", "pg-time");
    this.root.setAttribute("role", "group");
    this.root.setAttribute(
      "aria-label",
      "Time bar. Space plays and pauses, the left and right arrow keys step, with Shift by the next longer step, Home and End go to the ends of the period.",
    );
    this.root.append(this.controls(), this.chart());
    document.body.append(this.root);
    /** @type {Record<string, any>} What the bars stand for as painted. */
    this.painted = {};
    new ResizeObserver(() => this.draw()).observe(this.track);
  }

  controls() {
    const { play } = this;
    const box = create("div", "pg-time-controls");
    const row = create("div", "pg-time-row");
    const lower = create("div", "pg-time-row pg-time-more");
    this.playButton = button("pg-time-play", "", "Play", () => play.toggle());
    this.playButton.append(create("span", "pg-time-icon"));
    this.playButton.title = "Play or pause (Space)";
    const back = button("pg-time-step", "‹", "One step back", () => play.press(-1));
    const on = button("pg-time-step", "›", "One step on", () => play.press(1));
    const unit = options(
      "Length of a step",
      STEPS.slice(0, 4).map((step) => [step, `by ${step}`]),
      play.unit,
      (value) => {
        play.unit = value;
      },
    );
    const speed = options("Speed of playing", SPEEDS, play.speed, (value) => {
      play.speed = Number(value);
    });
    const wide = options(
      "Events shown: those of the period so far, or of a window of days that slides",
      WINDOWS,
      0,
      (value) => play.widen(Number(value)),
    );
    this.caption = create("p", "pg-time-caption");
    this.zoomButton = button("pg-time-zoom", "", "", () => play.zoom());
    row.append(this.playButton, back, on, unit, this.zoomButton);
    lower.append(speed, wide);
    box.append(row, lower, this.caption);
    return box;
  }

  chart() {
    const track = create("div", "pg-time-track");
    this.track = track;
    this.canvas = create("canvas", "pg-time-bars");
    this.canvas.setAttribute("role", "img");
    this.period = create("div", "pg-time-period");
    this.marks = create("div", "pg-time-marks");
    this.brush = create("div", "pg-time-brush");
    this.handle = create("div", "pg-time-at");
    this.flag = create("span", "pg-time-flag");
    this.knob = create("div", "pg-time-knob");
    this.knob.tabIndex = 0;
    this.knob.setAttribute("role", "slider");
    this.knob.setAttribute("aria-label", "As-at date");
    this.hint = create("div", "pg-hover pg-time-told");
    this.hint.setAttribute("aria-hidden", "true");
    this.brush.hidden = this.hint.hidden = true;
    this.flag.setAttribute("aria-hidden", "true");
    this.handle.append(this.flag, this.knob);
    track.append(this.period, this.canvas, this.marks, this.brush, this.handle, this.hint);
    this.compared = new ComparedMark(this);
    this.dragging = new Dragging(this, this.play);
    return track;
  }

  get span() {
    return this.play.span;
  }

  /** @param {number} minute */
  across(minute) {
    const [from, to] = this.span;
    return ((Math.min(Math.max(minute, from), to) - from) / (to - from)) * this.width;
  }

  /** @param {number} x */
  minuteAt(x) {
    const [from, to] = this.span;
    return from + Math.min(Math.max(x / this.width, 0), 1) * (to - from);
  }

  // Counts and paints the bars where something they stand for has changed; otherwise costs nothing.
  draw() {
    const { host, play } = this;
    if (!play.facts) return;
    /** @type {Record<string, any>} */
    const now = {
      columns: host.columns,
      mask: String(host.mask),
      span: String(this.span),
      w: this.track.clientWidth,
      h: this.track.clientHeight,
      theme: host.themeName,
      facts: play.facts,
      compared: this.compared.minute,
    };
    const same = (/** @type {string} */ key) => now[key] === this.painted[key];
    if (Object.keys(now).every(same)) return;
    if (!["columns", "mask", "span"].every(same)) {
      this.counted = countedBars(host.columns, this.span, host.mask);
    }
    this.painted = now;
    this.zoomButton.textContent = play.zoomed ? "Whole case" : "Zoom to period";
    this.width = now.w;
    this.root.classList.toggle("pg-dark", now.theme === "dark");
    this.root.style.setProperty("--pg-k", String(host.k));
    this.paint(now);
    this.placeMarks(play.facts.keys);
    this.compared.place();
    this.place();
  }

  /** @param {Record<string, any>} size */
  paint({ w, h, theme: themeName }) {
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const theme = THEMES[/** @type {ThemeName} */ (themeName)];
    const across = (/** @type {number} */ minute) => this.across(minute);
    this.canvas.width = w * ratio;
    this.canvas.height = h * ratio;
    const g = pen(this.canvas);
    const size = Math.round(11.5 * this.host.k);
    const bottom = h - size - 6;
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    const top = w < FOLDED ? 14 : 24 * Math.max(1, this.host.k / 1.3);
    g.save();
    g.translate(0, top - 6);
    paintSoft(g, this.counted, across, theme);
    g.restore();
    paintBars(g, this.counted, across, this.span, top, bottom, themeName);
    paintMost(g, this.counted.most, top, theme, size);
    paintAxis(g, across, this.span, bottom, w, theme, size);
    /** @type {Record<number, string>} */
    const names = { 1: "day", 7: "week" };
    const each = names[barDays((this.span[1] - this.span[0]) / MINUTES_A_DAY)] || "4 weeks";
    this.plain = `Events by ${each}`;
    this.canvas.setAttribute(
      "aria-label",
      `${numberWords(this.counted.total)} events by ${each} in which they begin, by category, at most ${numberWords(this.counted.most)}.${this.compared.words && ` Marked: the date ${this.compared.words}.`}`,
    );
    this.say("");
  }

  // A key date is named in whole beside its line or not at all; a line without a name tells it when pointed at.
  /** @param {[number, string][]} keys */
  placeMarks(keys) {
    const inside = keys
      .map(([day, label]) => ({ day, label, at: day * MINUTES_A_DAY }))
      .filter(({ at }) => at >= this.span[0] && at < this.span[1])
      .map((mark) => ({ ...mark, x: this.across(mark.at) }));
    const font = `400 ${11.5 * this.host.k}px ${FONT}`;
    const g = pen(this.canvas);
    const sides = sidesOf(
      inside.map(({ x, label }) => ({ x, w: textWidth(g, label, font) + LABEL_PAD })),
      this.width >= FOLDED ? this.width : 0,
    );
    this.named = [];
    this.marks.replaceChildren(
      ...inside.map(({ day, label, x }, number) => {
        const mark = button("pg-time-mark", "", `Key date ${dayWords(day)}: ${label}`, () =>
          this.play.goTo(endOfDay(day)),
        );
        mark.title = `${dayWords(day)}: ${label}`;
        mark.style.left = `${x}px`;
        mark.classList.toggle("pg-time-mark-left", sides[number] === -1);
        if (sides[number]) {
          const words = create("span", "", label);
          const w = textWidth(g, label, font) + LABEL_PAD;
          mark.append(words);
          this.named.push({ words, from: sides[number] > 0 ? x : x - w, to: sides[number] > 0 ? x + w : x });
        }
        return mark;
      }),
    );
  }

  // Handle, flag and period: all that moves with a step.
  place() {
    const { time } = this.play;
    if (!time || !this.width) return;
    const x = this.across(time.at + 1);
    const left = this.across(time.from);
    this.handle.style.transform = `translateX(${x.toFixed(1)}px)`;
    this.period.style.transform = `translateX(${left.toFixed(1)}px)`;
    this.period.style.width = `${Math.max(this.across(time.to) - left, 2).toFixed(1)}px`;
    const words = momentWords(time.at, this.play.offsets);
    if (this.flag.textContent !== words) this.flag.textContent = words;
    this.period.hidden = time.to <= this.span[0] || time.from >= this.span[1];
    // A moment with its hour is far longer than a day: its flag turns before the edge cuts it.
    const w = textWidth(pen(this.canvas), words, `700 ${12.5 * this.host.k}px ${FONT}`) + FLAG_PAD;
    const turned = x > this.width - w && x > this.width / 2;
    this.handle.classList.toggle("pg-time-left", turned);
    this.uncovered(turned ? x - w : x, turned ? x : x + w);
  }

  // A key date's words wait while the date's flag stands on them.
  /** @param {number} from @param {number} to */
  uncovered(from, to) {
    for (const name of this.named) {
      const covered = name.from < to && name.to > from;
      if (name.words.hidden !== covered) name.words.hidden = covered;
    }
  }

  // The slider's own words: not while playing, when they would be read at each frame.
  tell() {
    const { time, whole, facts } = this.play;
    if (!time || !facts) return;
    this.compared.place();
    for (const [name, minute] of /** @type {[string, number][]} */ ([
      ["valuemin", whole[0]],
      ["valuemax", whole[1] - 1],
      ["valuenow", time.at],
    ])) {
      this.knob.setAttribute(`aria-${name}`, String(dayOf(minute)));
    }
    this.knob.setAttribute(
      "aria-valuetext",
      [momentWords(time.at, facts.offsets), this.compared.words].filter(Boolean).join(", "),
    );
  }

  /** @param {boolean} on */
  playing(on) {
    this.root.classList.toggle("pg-time-playing", on);
    this.playButton.setAttribute("aria-label", on ? "Pause" : "Play");
    this.host.fire("playing", { on });
  }

  get tellsAhead() {
    return this.caption.classList.contains("pg-time-ahead");
  }

  /** @param {string} words */
  say(words) {
    const caption = words || this.plain || "";
    if (this.caption.textContent !== caption) this.caption.textContent = caption;
    this.caption.classList.toggle("pg-time-ahead", Boolean(words));
  }

  // Shows the days a drag has gone over; without any, none.
  /** @param {number} [from] @param {number} [to] */
  brushed(from, to) {
    this.brush.hidden = from === undefined || to === undefined;
    if (from === undefined || to === undefined) return;
    this.brush.style.left = `${this.across(from)}px`;
    this.brush.style.width = `${this.across(to) - this.across(from)}px`;
  }

  /** @param {number | null} x */
  pointAt(x) {
    this.hint.hidden = x === null || !this.counted;
    if (x === null || !this.counted) return;
    const bar = Math.min(
      Math.floor((this.minuteAt(x) - this.span[0]) / this.counted.width),
      this.counted.bars - 1,
    );
    const soft = this.counted.spans
      .filter(([from, to]) => from <= this.minuteAt(x) && to > this.minuteAt(x))
      .reduce((sum, [, , count]) => sum + count, 0);
    this.hint.textContent =
      barWords(this.counted, this.span, bar) +
      (soft ? `; ${numberWords(soft)} known only to the month or year` : "");
    this.hint.style.left = `${Math.min(Math.max(x - this.hint.offsetWidth / 2, 0), Math.max(this.width - this.hint.offsetWidth, 0))}px`;
  }
}

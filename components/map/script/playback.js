// Playback: the clock of the time bar, what is painted at each of its moments, and how the page follows.

import { ROOT, nameIn } from "./addresses.js";
import { MINUTES_A_DAY, dayOf, endOfDay, momentWords, periodWords, stepped } from "./dates.js";
import { Keys } from "./keys.js";
import { keepMoment } from "./position.js";
import { playedLegend, steppedLegend } from "./playback_legend.js";
import { playedAt } from "./playback_state.js";
import { TimeBar } from "./timebar.js";

const SETTLED_AFTER = 300;
const LATE_AFTER = 500;
const CALM_SPEED = 2;

/** @param {Moment} a @param {Moment} b */
const sameTime = (a, b) => Boolean(a) && Boolean(b) && a.from === b.from && a.to === b.to && a.at === b.at;

export class Playback {
  /** @type {Message} */
  own;
  /** @type {Moment} */
  page;
  /** @type {Moment} */
  time;
  /** @type {string | null} */
  asked;
  /** @type {boolean} */
  awaiting;
  /** @type {number} */
  took;
  /** @type {boolean} */
  running;
  /** @type {boolean} */
  keyDown;
  /** @type {boolean} */
  dragged;
  /** @type {number} */
  due;
  /** @type {number} */
  tick;
  /** @type {number} */
  settling;
  /** @type {number} */
  mentioning;

  /** @param {MapLayer} host */
  constructor(host) {
    this.host = host;
    this.unit = "day";
    this.speed = 5;
    this.wide = 0;
    this.sent = 0;
    this.frames = 0;
    /** @type {PlaybackFacts | null} */
    this.facts = null;
    /** @type {number[] | null} What a zoomed bar shows. */
    this.zoomed = null;
    this.calm = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.bar = new TimeBar(host, this);
    this.keys = new Keys(host, this);
    window.addEventListener("pagehide", () => this.dim(false));
  }

  // The case's whole span, wider where the period reaches beyond it.
  get whole() {
    const [from, to] = this.facts ? this.facts.span : [0, 1];
    const { page } = this;
    return page ? [Math.min(from, page.from), Math.max(to, page.to)] : [from, to];
  }

  // What the case's clocks are ahead of UTC, each from a minute on.
  get offsets() {
    return this.facts ? this.facts.offsets : [];
  }

  // What the bar shows: the whole case, or some days around the period.
  get span() {
    return this.zoomed || this.whole;
  }

  zoom() {
    this.zoomed = this.zoomed ? null : this.around(this.time.from, this.time.to);
    this.bar.draw();
  }

  /** @param {number} from @param {number} to */
  around(from, to) {
    const [first, last] = this.whole;
    const edge = Math.max(7, Math.round(dayOf(to - from) * 0.08)) * MINUTES_A_DAY;
    return [Math.max(first, from - edge), Math.min(last, to + edge)];
  }

  // A zoomed bar turns its page where the handle leaves it, and follows a period set elsewhere.
  keepInSight() {
    if (!this.zoomed) return;
    const { from, to, at } = this.time;
    const [low, high] = this.zoomed;
    if (at >= low && at < high) return;
    this.zoomed = this.wide
      ? [...this.around(at - (high - low) * 0.1, at + (high - low) * 0.75)]
      : this.around(from, to);
    this.zoomed = this.zoomed.map((minute) => dayOf(minute) * MINUTES_A_DAY);
    this.bar.draw();
  }

  get moving() {
    return this.running || this.keyDown || this.dragged;
  }

  get busy() {
    return this.moving || Boolean(this.settling);
  }

  // A message of the page. It is taken as it is, unless the bar was moved after the page last heard of it.
  /** @param {Message} message */
  heard(message) {
    const time = { from: message.window[0], to: message.until, at: message.window[2] };
    const late = message.heard < this.sent;
    const answers = this.awaiting && !late;
    const moved = !late && !answers && this.page && !sameTime(time, this.page);
    this.own = message;
    document.documentElement.classList.toggle("pg-timed", Boolean(message.film));
    if (nameIn(message.film) !== this.asked) this.read(message.film);
    if (late || (this.busy && !moved)) {
      if (answers) this.awaiting = false;
      if (!late) this.page = time;
      return this.ahead(message);
    }
    this.halt();
    this.awaiting = false;
    if (this.zoomed && this.page && (time.from !== this.page.from || time.to !== this.page.to)) {
      this.zoomed = this.around(time.from, time.to);
    }
    this.page = this.time = time;
    this.follow();
    return message;
  }

  /** @param {string | null} pass */
  async read(pass) {
    const digest = nameIn(pass);
    this.asked = digest;
    if (!digest) {
      this.facts = null;
      return;
    }
    this.host.pending++;
    const answer = await this.host.fetched(new URL(`film/${pass}`, ROOT));
    const facts = answer ? await answer.json() : null;
    this.host.pending--;
    if (digest !== this.asked) return;
    this.facts = facts;
    if (!facts) {
      this.asked = null;
      this.bar.say("Could not be loaded; reload the page.");
    }
    this.follow();
    this.host.refill();
  }

  follow() {
    if (!this.facts) return;
    this.bar.draw();
    this.bar.place();
    this.bar.tell();
    this.mention();
  }

  // The message with the time the bar stands at in place of the page's.
  /** @param {Message} message */
  ahead(message) {
    if (!this.facts || !this.time) return message;
    const { facts, host } = this;
    const state = playedAt(facts, message.playback, this.time, host.columns, message.select);
    const legend = this.moving
      ? playedLegend(message, facts, state, host.columns, host.mask)
      : steppedLegend(message, facts, state);
    delete state.sizes;
    return { ...message, ...state, legend };
  }

  // Paints another time at once, in this browser alone.
  /** @param {Moment} time */
  move(time) {
    const began = performance.now();
    const [first, last] = this.whole;
    const from = Math.max(time.from, first);
    const to = Math.min(time.to, last);
    this.time = { from, to, at: Math.min(Math.max(time.at, from), to - 1) };
    if (this.own) this.show(this.ahead(this.own));
    this.keepInSight();
    this.bar.place();
    this.mention();
    this.took = performance.now() - began;
  }

  /** @param {Message} message */
  show(message) {
    this.host.take(message);
    this.host.repaint(false);
    this.host.paintDue();
  }

  // The as-at moment elsewhere; the period slides with it, or grows where it does not reach.
  /** @param {number} at @param {boolean} [settle] @param {Moment} [time] */
  goTo(at, settle = true, time = this.time) {
    const { whole, wide } = this;
    const day = dayOf(Math.min(Math.max(at, whole[0]), whole[1] - 1));
    const end = (day + 1) * MINUTES_A_DAY;
    if (wide) this.move({ from: end - wide * MINUTES_A_DAY, to: end, at });
    else this.move({ from: Math.min(time.from, day * MINUTES_A_DAY), to: Math.max(time.to, end), at });
    if (settle) this.settle();
  }

  // Where steps end: the period, or the whole case for a window that slides.
  get ends() {
    return this.wide ? this.whole : [this.time.from, this.time.to];
  }

  /** @param {number} by @param {string} [unit] */
  step(by, unit = this.unit) {
    const [first, last] = this.ends;
    const before = this.time.at;
    this.goTo(
      Math.min(Math.max(stepped(before, unit, by), Math.min(first + MINUTES_A_DAY - 1, before)), last - 1),
      false,
    );
    return this.time.at !== before;
  }

  /** @param {number} by */
  press(by) {
    this.pause();
    this.step(by);
    this.settle();
  }

  /** @param {number} days */
  widen(days) {
    this.wide = days;
    if (days) this.goTo(this.time.at);
  }

  /** @param {number} from @param {number} to */
  setPeriod(from, to) {
    const atEnd = this.time.at === this.time.to - 1;
    this.move({ from, to, at: atEnd ? to - 1 : this.time.at });
    this.settle();
  }

  toggle() {
    if (this.running) this.pause();
    else this.start();
  }

  start() {
    if (!this.facts) return;
    const [first, last] = this.ends;
    if (this.time.at >= last - 1) this.goTo(endOfDay(dayOf(first)), false);
    this.running = true;
    this.bar.playing(true);
    this.due = performance.now() + this.pace;
    this.tick = requestAnimationFrame((now) => this.frame(now));
    this.mention();
  }

  get pace() {
    return 1000 / (this.calm.matches ? Math.min(this.speed, CALM_SPEED) : this.speed);
  }

  // At each of the browser's frames the steps that fell due since the last one, painted as one.
  /** @param {number} now */
  frame(now) {
    if (!this.running) return;
    const steps = Math.floor((now - this.due) / this.pace) + 1;
    if (steps > 0) {
      this.due += steps * this.pace;
      this.frames++;
      if (!this.step(Math.min(steps, 10))) {
        this.pause();
        return;
      }
    }
    this.tick = requestAnimationFrame((later) => this.frame(later));
  }

  halt() {
    this.running = this.keyDown = this.dragged = false;
    clearTimeout(this.settling);
    this.settling = 0;
    cancelAnimationFrame(this.tick);
    this.bar.playing(false);
  }

  pause() {
    if (!this.running) return;
    this.halt();
    this.settle();
  }

  release() {
    if (!this.keyDown) return;
    this.keyDown = false;
    this.settle();
  }

  // The page is told as soon as all is drawn; while it has not answered yet, once nothing has moved for a moment.
  settle() {
    clearTimeout(this.settling);
    this.settling = 0;
    if (!this.moving && this.awaiting) this.settling = setTimeout(() => this.send(), SETTLED_AFTER);
    else if (!this.moving) this.send();
    this.bar.tell();
    this.mention();
  }

  send() {
    this.settling = 0;
    this.host.surround.live.textContent = `As at ${momentWords(this.time.at, this.offsets)}, events of ${periodWords(dayOf(this.time.from), dayOf(this.time.to - 1))}`;
    if (!sameTime(this.time, this.page)) {
      this.sent = Math.max(Date.now(), this.sent + 1);
      this.awaiting = true;
      this.host.tellPage({ id: "time:", ...this.time, n: this.sent });
      keepMoment(this.time);
    } else if (!this.awaiting) {
      this.show(this.own);
    }
    this.mention();
  }

  // The line to the server stands again: what was said meanwhile was lost, and the server may have forgotten us.
  again() {
    if (!this.time) return;
    this.sent = Math.max(Date.now(), this.sent + 1);
    this.awaiting = true;
    this.host.tellPage({ id: "time:", ...this.time, n: this.sent });
  }

  followed() {
    this.page = this.time;
    this.awaiting = false;
    this.mention();
  }

  // A time the page was sent and has not answered yet: it goes along with whatever is sent next.
  unheard() {
    return this.awaiting ? this.time : {};
  }

  // While the map is ahead of the page, the bar says as at when the page's text and figures are: at once while time
  // moves, else where the page answers late. Where it answers soon no word comes and goes.
  mention() {
    const { moving } = this;
    const ahead = this.facts && this.page && !sameTime(this.time, this.page);
    const words = ahead
      ? `${this.running ? "Playing. " : ""}Page text: ${momentWords(this.page.at, this.offsets)}`
      : "";
    clearTimeout(this.mentioning);
    this.dim(Boolean(ahead) && moving);
    if (!ahead || moving || this.bar.tellsAhead) this.bar.say(words);
    else this.mentioning = setTimeout(() => this.bar.say(words), LATE_AFTER);
  }

  stats() {
    const { counted: histogram } = this.bar;
    const counted = histogram && {
      total: histogram.total,
      most: histogram.most,
      soft: histogram.spans.map(([from, to]) => [from, to]),
    };
    return {
      ...this.time,
      counted,
      playing: Boolean(this.running),
      frames: this.frames,
      took: this.took || 0,
      waiting: Boolean(this.awaiting),
      busy: Boolean(this.busy),
      ready: Boolean(this.facts),
      film: this.facts && this.asked,
    };
  }

  /** @param {boolean} on */
  dim(on) {
    try {
      window.parent.document.documentElement.classList.toggle(
        "map-ahead",
        Boolean(on) && window.parent !== window,
      );
    } catch {
      this.undimmed = true;
    }
  }
}

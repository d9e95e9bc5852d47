// Compared: the date compared with as a mark on the time bar, told apart from the as-at date's by line, shape and words.

import { momentWords } from "./dates.js";
import { create } from "./dom.js";

export class ComparedMark {
  /** @param {import("./timebar.js").TimeBar} bar */
  constructor(bar) {
    this.bar = bar;
    this.element = create("div", "pg-time-versus");
    this.flag = create("span", "pg-time-versus-flag");
    this.element.setAttribute("role", "img");
    this.element.append(this.flag);
    this.element.hidden = true;
    bar.track.append(this.element);
  }

  // In minutes; undefined without a comparison.
  get minute() {
    return (this.bar.play.own || {}).versus;
  }

  // "compared with 18 Sept 2023", or nothing.
  get words() {
    return this.minute === undefined
      ? ""
      : `compared with ${momentWords(this.minute, this.bar.play.offsets)}`;
  }

  // Its flag lies away from the as-at date. A mark beyond what the bar shows is not drawn; the words of bar and
  // handle name its date all the same.
  place() {
    const { bar, element, flag, minute, words } = this;
    const [from, to] = bar.span;
    element.hidden = true;
    if (minute === undefined || minute < from || minute >= to) return;
    element.hidden = false;
    const x = bar.across(minute + 1);
    element.style.transform = `translateX(${x.toFixed(1)}px)`;
    element.setAttribute("aria-label", `Date ${words}`);
    flag.textContent = words;
    const room = flag.offsetWidth + 4;
    const before = minute < bar.play.time.at;
    element.classList.toggle("pg-time-left", x > room && (before || x > bar.width - room));
  }
}

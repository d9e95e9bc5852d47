// Tally: how many events of each category there are at each spot at a time. A step costs what it changes.

import { KINDS, ROLE_SITE } from "./columns.js";

// More changes than these are counted anew rather than told one by one.
const LEAP = 30000;

// Whole days are many times shorter than a case: a step looks at those that begin or end in it and at no other.
export class Tally {
  /** @param {Columns} columns */
  constructor(columns) {
    this.columns = columns;
    this.here = new Counts(columns);
    // Those of them that still go on at the as-at date.
    this.lasting = new Counts(columns);
  }

  // Tells each change to the one who asks; gives back whether there were too many to tell, so that none was.
  /**
   * @param {number[]} parts
   * @param {((spot: number, kind: number, by: number, lasting: boolean) => void) | null} tell
   */
  move([from, to, at], tell) {
    const leapt = this.here.move(from, to, tell && ((spot, kind, by) => tell(spot, kind, by, false)));
    return (
      this.lasting.move(
        Math.max(from, Math.min(at, to)),
        to,
        tell && ((spot, kind, by) => tell(spot, kind, by, true)),
      ) || leapt
    );
  }

  // Events shown: those drawn at a point, and those without one.
  /** @param {Mask} mask */
  totals(mask) {
    let drawn = 0;
    let other = 0;
    for (let kind = 0; kind < KINDS; kind++) {
      if (!mask[kind]) continue;
      other += this.here.bySpot[kind];
      drawn += this.here.byKind[kind] - this.here.bySpot[kind];
    }
    return { drawn, other };
  }
}

// Events that overlap [from, to), counted: those that began before its end less those that ended by its start.
export class Counts {
  /** @type {Int32Array} */
  bySpot;
  /** @type {Int32Array} */
  atSpot;
  /** @type {Int32Array} */
  byKind;
  /** @type {number} */
  begun;
  /** @type {number} */
  ended;

  /** @param {Columns} columns */
  constructor(columns) {
    this.columns = columns;
    this.clear();
  }

  clear() {
    // Spot after spot, with each category's number; spot nought has those without a point of their own.
    this.bySpot = this.bySpot ? this.bySpot.fill(0) : new Int32Array((this.columns.p + 1) * KINDS);
    this.atSpot = this.atSpot ? this.atSpot.fill(0) : new Int32Array(this.columns.p + 1);
    this.byKind = new Int32Array(KINDS);
    this.begun = this.ended = 0;
  }

  /** @param {number} from @param {number} to @param {TellChange | null} tell */
  move(from, to, tell) {
    const { start, end, byEnd } = this.columns;
    const begun = firstNot(start.length, (i) => start[i] < to);
    const ended = firstNot(byEnd.length, (i) => end[byEnd[i]] <= from);
    const further = Math.abs(begun - this.begun) + Math.abs(ended - this.ended);
    const leapt = further > LEAP;
    if (leapt && further > begun / 2) this.countAnew(begun, from);
    else this.step(begun, ended, leapt ? null : tell);
    [this.begun, this.ended] = [begun, ended];
    return leapt;
  }

  /** @param {number} begun @param {number} ended @param {TellChange | null} tell */
  step(begun, ended, tell) {
    const { byEnd } = this.columns;
    for (let i = this.begun; i < begun; i++) this.add(i, 1, tell);
    for (let i = begun; i < this.begun; i++) this.add(i, -1, tell);
    for (let i = this.ended; i < ended; i++) this.add(byEnd[i], -1, tell);
    for (let i = ended; i < this.ended; i++) this.add(byEnd[i], 1, tell);
  }

  /** @param {number} begun @param {number} from */
  countAnew(begun, from) {
    const { flags, spot, category, end } = this.columns;
    this.clear();
    const { bySpot, atSpot, byKind } = this;
    for (let row = 0; row < begun; row++) {
      if (end[row] <= from) continue;
      const at = (flags[row] & 3) === ROLE_SITE ? spot[row] : 0;
      const kind = category[row];
      bySpot[at * KINDS + kind]++;
      atSpot[at]++;
      byKind[kind]++;
    }
  }

  /** @param {number} row @param {number} by @param {TellChange | null} tell */
  add(row, by, tell) {
    const { flags, spot, category } = this.columns;
    const at = (flags[row] & 3) === ROLE_SITE ? spot[row] : 0;
    const kind = category[row];
    this.bySpot[at * KINDS + kind] += by;
    this.atSpot[at] += by;
    this.byKind[kind] += by;
    if (tell && at) tell(at, kind, by);
  }
}

// The first of `n` positions at which something no longer holds that holds up to there.
/** @param {number} n @param {(i: number) => boolean} holds */
function firstNot(n, holds) {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

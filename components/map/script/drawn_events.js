// Drawn: the events of one map at one time, where they lie on screen, and which of them a pointer finds.

import { numberWords } from "./dates.js";
import { KINDS, drawnAt, rowsAt } from "./columns.js";
import { Density } from "./density.js";
import { GRAMMAR } from "./grammar.js";
import { peopleAt } from "./people.js";
import { Scene, shownAt } from "./scene.js";
import { Tally } from "./tally.js";

// How far from a spot a pointer still finds it, in pixels: its dot where signs stand, half a cell where many lie.
const NEAR_SIGN = 7;
const NEAR_DENSE = 14;
const MOST_LISTED = 500;

export class DrawnEvents {
  /** @param {Columns} columns */
  constructor(columns) {
    this.columns = columns;
    /** @type {Frame | null} What the map looked at when last brought up to a time. */
    this.frame = null;
    this.k = 1;
    /** @type {number[]} */
    this.span = [0, 0, 0];
    /** @type {Mask} */
    this.mask = [];
    /** @type {Map<number, number> | null} */
    this.people = null;
    this.tally = new Tally(columns);
    this.scene = new Scene(columns);
    this.density = new Density(this.scene);
  }

  // Brings everything up to a time, a choice of categories and what the map looks at.
  /**
   * @param {Frame} frame @param {number} k @param {number[]} span @param {Mask} mask
   * @param {boolean} byPeople
   */
  at(frame, k, span, mask, byPeople) {
    const moved = frame !== this.frame;
    if (moved) this.scene.look(frame, k);
    [this.frame, this.k, this.span, this.mask] = [frame, k, span, mask];
    const leapt = this.tally.move(span, moved ? null : this.density.change);
    if (moved || leapt) this.density.count(this.tally);
    this.density.gather(this.tally, mask);
    this.people = byPeople ? peopleAt(this.columns, span, mask) : null;
    this.density.measure(this.people);
    return { ...this.tally.totals(mask), dense: this.density.dense };
  }

  /** @param {number[]} spots */
  rows(spots) {
    const listed = [];
    for (const spot of spots) {
      if (listed.length >= MOST_LISTED) break;
      listed.push(...rowsAt(this.columns, spot, this.span, this.mask, MOST_LISTED - listed.length));
    }
    return listed;
  }

  /** @param {number} spot */
  counted(spot) {
    return shownAt(this.tally.here, spot, this.mask);
  }

  // The spots on screen of which most events are shown, those with more first.
  /** @param {number} most */
  busiest(most) {
    const { atSpot } = this.tally.here;
    /** @type {{ spot: number; count: number }[]} */
    const list = [];
    for (const spot of this.scene.spots) {
      const least = list.length < most ? 0 : list[most - 1].count;
      // What all categories have is looked at first: it is one number.
      const count = atSpot[spot] > least ? this.counted(spot) : 0;
      if (count <= least) continue;
      const at = list.findIndex((other) => other.count < count);
      list.splice(at < 0 ? list.length : at, 0, { spot, count });
      list.length = Math.min(list.length, most);
    }
    return list.map(({ spot }) => spot);
  }

  // What lies under a point, as a target: the nearest spot, and at density all of its cell after it.
  /** @param {number} x @param {number} y @returns {Hit | null} */
  pick(x, y) {
    const { scene, density } = this;
    const reach = density.dense ? NEAR_DENSE : NEAR_SIGN;
    const spot = scene.nearest(this.tally.here, this.mask, x, y, reach * this.k);
    if (density.dense) {
      const cell = spot ? scene.cell[spot] : this.cellUnder(x, y);
      return cell < 0 ? null : this.cellHit(cell, spot);
    }
    return spot ? this.spotHit(spot) : null;
  }

  /** @param {number} spot @returns {Hit} */
  spotHit(spot) {
    const counts = [];
    const { bySpot } = this.tally.here;
    for (let kind = 0; kind < KINDS; kind++) {
      const count = this.mask[kind] && bySpot[spot * KINDS + kind];
      if (count) counts.push(`${numberWords(count)} ${GRAMMAR.categories[kind].label.toLowerCase()}`);
    }
    return {
      shape: "disc",
      x: this.scene.x[spot],
      y: this.scene.y[spot],
      r: NEAR_SIGN * this.k,
      kind: "spot",
      spots: [spot],
      count: this.counted(spot),
      label: counts.join(", "),
    };
  }

  // Its spots and its words are only made when somebody asks: a screen has hundreds of cells.
  /** @param {number} cell @param {number} spot @returns {Hit} */
  cellHit(cell, spot) {
    const { density } = this;
    const drawn = this;
    const [x, y] = density.middle(cell);
    return {
      shape: "disc",
      x,
      y,
      r: density.half(cell, this.k) + 2,
      kind: "event",
      cell,
      count: density.total[cell],
      get spots() {
        return drawn.spotsOf(cell, spot);
      },
      get label() {
        return density.words(cell);
      },
    };
  }

  // The spots of a cell with something shown, a given one first.
  /** @param {number} cell @param {number} spot */
  spotsOf(cell, spot) {
    const { first, spots } = this.scene;
    const list = spot ? [spot] : [];
    for (let i = first[cell]; i < first[cell + 1]; i++) {
      if (spots[i] !== spot && this.counted(spots[i])) list.push(spots[i]);
    }
    return list;
  }

  // The cell whose sign is under a point; those with fewer events lie below and are looked at last.
  /** @param {number} x @param {number} y */
  cellUnder(x, y) {
    const { density } = this;
    for (let i = 0; i < density.length; i++) {
      const cell = density.list[i];
      const [cx, cy] = density.middle(cell);
      if (Math.hypot(cx - x, cy - y) <= density.half(cell, this.k) + 1) return cell;
    }
    return -1;
  }

  // The targets the keyboard steps through at density.
  cellHits() {
    if (!this.density.dense) return [];
    return Array.from(this.density.list.subarray(0, this.density.length), (cell) => this.cellHit(cell, 0));
  }

  // The target that tells of an event now drawn, or null.
  /** @param {number} row @param {Hit[]} hits @returns {Hit | null} */
  hitOf(row, hits) {
    const { start, end, category } = this.columns;
    const spot = drawnAt(this.columns, row);
    if (!spot || this.scene.cell[spot] < 0 || !this.mask[category[row]]) return null;
    if (start[row] >= this.span[1] || end[row] <= this.span[0]) return null;
    if (this.density.dense) return this.cellHit(this.scene.cell[spot], spot);
    return hits.find((hit) => hit.spots && hit.spots.includes(spot)) || null;
  }
}

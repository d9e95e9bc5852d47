// Scene: which spots are on screen and in which cell of a grid they lie. Made anew only when the map has moved.

import { KINDS } from "./columns.js";
import { GRAMMAR } from "./grammar.js";

// Width of a cell in pixels: room for one sign and the air round it.
const { cell: CELL } = GRAMMAR.density;

export class Scene {
  /** @type {number} */
  size;
  /** @type {number} */
  across;
  /** @type {number} */
  down;
  /** @type {number} */
  gridX;
  /** @type {number} */
  gridY;
  /** @type {Int32Array} */
  first;
  /** @type {Int32Array} */
  spots;

  /** @param {Columns} columns */
  constructor(columns) {
    this.columns = columns;
    this.x = new Float32Array(columns.p + 1);
    this.y = new Float32Array(columns.p + 1);
    this.cell = new Int32Array(columns.p + 1);
  }

  // The grid is pinned to the ground, so that moving the map regroups nothing.
  /** @param {Frame} frame @param {number} k */
  look(frame, k) {
    const { p, x, y } = this.columns;
    const { scale, ox, oy, w, h } = frame;
    const size = CELL * k;
    const left = Math.floor(ox / size);
    const top = Math.floor(oy / size);
    this.size = size;
    this.across = Math.floor((ox + w) / size) - left + 1;
    this.down = Math.floor((oy + h) / size) - top + 1;
    this.first = new Int32Array(this.across * this.down + 2);
    let seen = 0;
    for (let spot = 1; spot <= p; spot++) {
      const sx = x[spot - 1] * scale - ox;
      const sy = y[spot - 1] * scale - oy;
      if (!(sx >= 0 && sy >= 0 && sx < w && sy < h)) {
        this.cell[spot] = -1;
        continue;
      }
      const cell = (Math.floor((sy + oy) / size) - top) * this.across + Math.floor((sx + ox) / size) - left;
      this.x[spot] = sx;
      this.y[spot] = sy;
      this.cell[spot] = cell;
      this.first[cell + 2]++;
      seen++;
    }
    for (let i = 2; i < this.first.length; i++) this.first[i] += this.first[i - 1];
    this.spots = new Int32Array(seen);
    for (let spot = 1; spot <= p; spot++) {
      if (this.cell[spot] >= 0) this.spots[this.first[this.cell[spot] + 1]++] = spot;
    }
    this.gridX = left * size - ox;
    this.gridY = top * size - oy;
  }

  get cells() {
    return this.across * this.down;
  }

  // The spot with an event shown that is nearest to a point, no further than `reach` pixels; nought for none.
  /**
   * @param {import("./tally.js").Counts} counts @param {Mask} mask @param {number} x @param {number} y
   * @param {number} reach
   */
  nearest(counts, mask, x, y, reach) {
    const { size, across, down, gridX, gridY } = this;
    let nearest = 0;
    let least = reach * reach;
    const fromX = Math.max(0, Math.floor((x - reach - gridX) / size));
    const toX = Math.min(across - 1, Math.floor((x + reach - gridX) / size));
    const fromY = Math.max(0, Math.floor((y - reach - gridY) / size));
    const toY = Math.min(down - 1, Math.floor((y + reach - gridY) / size));
    for (let cy = fromY; cy <= toY; cy++) {
      for (let cx = fromX; cx <= toX; cx++) {
        const cell = cy * across + cx;
        for (let i = this.first[cell]; i < this.first[cell + 1]; i++) {
          const spot = this.spots[i];
          const dx = this.x[spot] - x;
          const dy = this.y[spot] - y;
          const away = dx * dx + dy * dy;
          if (away > least || (away === least && nearest) || !isShown(counts, spot, mask)) continue;
          [nearest, least] = [spot, away];
        }
      }
    }
    return nearest;
  }
}

/** @param {import("./tally.js").Counts} counts @param {number} spot @param {Mask} mask */
export function isShown(counts, spot, mask) {
  return shownAt(counts, spot, mask) > 0;
}

// How many events at a spot are of a category shown.
/** @param {import("./tally.js").Counts} counts @param {number} spot @param {Mask} mask */
export function shownAt(counts, spot, mask) {
  if (!counts.atSpot[spot]) return 0;
  let sum = 0;
  for (let kind = 0; kind < KINDS; kind++) if (mask[kind]) sum += counts.bySpot[spot * KINDS + kind];
  return sum;
}

// Density: where signs would hide one another, one sign a cell of the grid tells of all events in it.

import { numberWords } from "./dates.js";
import { KINDS } from "./columns.js";
import { pen } from "./dom.js";
import { GRAMMAR } from "./grammar.js";
import { FONT, haloText, textWidth } from "./names.js";
import { upToPeople } from "./people.js";
import { isShown } from "./scene.js";
import { paintSign } from "./signs.js";

const {
  mostCells: MOST_CELLS,
  mostSigns: MOST_SIGNS,
  mostSpots: MOST_SPOTS,
  smallest: SMALLEST,
  largest: LARGEST,
  growth: GROWTH,
  numbered: NUMBERED,
} = GRAMMAR.density;

export class Density {
  /** @param {import("./scene.js").Scene} scene */
  constructor(scene) {
    this.scene = scene;
    this.dense = false;
    this.list = new Int32Array(0);
    this.length = 0;
    this.signs = 0;
    /** What each cell shows in all, what of it goes on, and the middle of both. */
    this.total = new Float64Array(0);
    this.going = this.total;
    this.middleX = this.total;
    this.middleY = this.total;
    /** By cell and category: how many, how many go on, and sums of where they lie. */
    this.kinds = new Int32Array(0);
    this.lasting = this.kinds;
    this.sumX = this.total;
    this.sumY = this.total;
    /** What the numbers tell: events, or people. */
    this.numbers = this.total;
    this.most = 1;
    /** @type {Mask} */
    this.mask = [];
    /** @type {(spot: number, kind: number, by: number, lasting: boolean) => void} */
    this.change = (spot, kind, by, lasting) => this.add(spot, kind, by, lasting);
  }

  // Adds up anew what the tally holds for each cell, after the map has moved or the time has leapt.
  /** @param {import("./tally.js").Tally} parts */
  count({ here, lasting }) {
    const { scene } = this;
    const { cells } = scene;
    if (this.list.length < cells) {
      this.list = new Int32Array(cells);
      this.total = new Float64Array(cells);
      this.going = new Float64Array(cells);
      this.middleX = new Float64Array(cells);
      this.middleY = new Float64Array(cells);
      this.sumX = new Float64Array(cells * KINDS);
      this.sumY = new Float64Array(cells * KINDS);
      this.kinds = new Int32Array(cells * KINDS);
      this.lasting = new Int32Array(cells * KINDS);
    }
    for (const sums of [this.sumX, this.sumY, this.kinds, this.lasting]) sums.fill(0);
    const { spots, cell, x, y } = scene;
    const { kinds, sumX, sumY } = this;
    for (let i = 0; i < spots.length; i++) {
      const spot = spots[i];
      const own = cell[spot] * KINDS;
      if (!here.atSpot[spot]) continue;
      for (let kind = 0, from = spot * KINDS; kind < KINDS; kind++) {
        const count = here.bySpot[from + kind];
        if (!count) continue;
        kinds[own + kind] += count;
        sumX[own + kind] += count * x[spot];
        sumY[own + kind] += count * y[spot];
        this.lasting[own + kind] += lasting.bySpot[from + kind];
      }
    }
  }

  /** @param {number} spot @param {number} kind @param {number} by @param {boolean} lasting */
  add(spot, kind, by, lasting) {
    const { scene } = this;
    const cell = scene.cell[spot];
    const at = cell * KINDS + kind;
    if (cell < 0) return;
    if (lasting) {
      this.lasting[at] += by;
      return;
    }
    this.kinds[at] += by;
    this.sumX[at] += by * scene.x[spot];
    this.sumY[at] += by * scene.y[spot];
  }

  // What each cell shows of the categories chosen, and whether that is too much for signs of their own.
  /** @param {import("./tally.js").Tally} tally @param {Mask} mask */
  gather(tally, mask) {
    this.mask = mask;
    this.length = this.signs = 0;
    for (let cell = 0; cell < this.scene.cells; cell++) {
      if (this.gatherCell(cell, mask)) this.list[this.length++] = cell;
    }
    const ease = this.dense ? 0.8 : 1;
    const crowded = this.length > MOST_CELLS * ease || this.signs > MOST_SIGNS * ease;
    this.dense = crowded || this.spotsShown(tally, mask) > MOST_SPOTS;
  }

  /** @param {number} cell @param {Mask} mask */
  gatherCell(cell, mask) {
    let total = 0;
    let going = 0;
    let x = 0;
    let y = 0;
    for (let kind = 0, at = cell * KINDS; kind < KINDS; kind++, at++) {
      const count = this.kinds[at];
      if (!count || !mask[kind]) continue;
      this.signs++;
      total += count;
      going += this.lasting[at];
      x += this.sumX[at];
      y += this.sumY[at];
    }
    [this.total[cell], this.going[cell], this.middleX[cell], this.middleY[cell]] = [
      total,
      going,
      x / total,
      y / total,
    ];
    return total > 0;
  }

  // What the signs' sizes and numbers tell: events, or people where they are asked for.
  /** @param {Map<number, number> | null} people */
  measure(people) {
    this.numbers = this.total;
    if (people) {
      this.numbers = new Float64Array(this.scene.cells);
      for (const [key, value] of people) {
        const cell = this.scene.cell[Math.floor(key / KINDS)];
        if (cell >= 0) this.numbers[cell] = Math.max(this.numbers[cell], value);
      }
    }
    this.most = 1;
    for (let i = 0; i < this.length; i++) this.most = Math.max(this.most, this.numbers[this.list[i]]);
  }

  /** @param {import("./tally.js").Tally} parts @param {Mask} mask */
  spotsShown({ here }, mask) {
    const { spots } = this.scene;
    let shown = 0;
    for (let i = 0; i < spots.length && shown <= MOST_SPOTS; i++) if (isShown(here, spots[i], mask)) shown++;
    return shown;
  }

  // The category most events of a cell have.
  /** @param {number} cell */
  kindOf(cell) {
    let commonest = 0;
    let most = 0;
    for (let kind = 0; kind < KINDS; kind++) {
      if (!this.mask[kind] || this.kinds[cell * KINDS + kind] <= most) continue;
      [commonest, most] = [kind, this.kinds[cell * KINDS + kind]];
    }
    return commonest;
  }

  // Where a cell's sign stands: amid its events, so that a single one stands on its point.
  /** @param {number} cell */
  middle(cell) {
    return [this.middleX[cell], this.middleY[cell]];
  }

  /** @param {number} cell @param {number} k */
  half(cell, k) {
    return halfFor(this.numbers[cell], this.most, k);
  }

  /** @param {number} cell */
  words(cell) {
    /** @type {[number, string][]} */
    const counts = [];
    for (let kind = 0; kind < KINDS; kind++) {
      const count = this.mask[kind] && this.kinds[cell * KINDS + kind];
      if (count) {
        counts.push([count, `${numberWords(count)} ${GRAMMAR.categories[kind].label.toLowerCase()}`]);
      }
    }
    return (
      counts
        .sort((a, b) => b[0] - a[0])
        .map(([, words]) => words)
        .join(", ") + (this.numbers === this.total ? "" : upToPeople(this.numbers[cell]))
    );
  }
}

// Signs grow with the number in steps, so that few pictures of them serve all.
/** @param {number} count @param {number} most @param {number} k */
function halfFor(count, most, k) {
  const part = most > 1 ? (count / most) ** GROWTH : 0;
  return (SMALLEST + (Math.round(part * 10) / 10) * (LARGEST - SMALLEST)) * k;
}

const pictures = new Map();

// A sign drawn once and then copied.
/** @param {Paint} paint @param {number} kind @param {number} half @param {boolean} ended */
function pictureOf(paint, kind, half, ended) {
  const key = `${kind} ${half.toFixed(2)} ${ended} ${paint.themeName} ${paint.ratio}`;
  if (!pictures.has(key)) {
    if (pictures.size > 600) pictures.clear();
    const picture = document.createElement("canvas");
    const side = Math.ceil((half + 4) * paint.ratio) * 2;
    picture.width = picture.height = side;
    const g = pen(picture);
    g.setTransform(paint.ratio, 0, 0, paint.ratio, side / 2, side / 2);
    const { path, [paint.themeName]: colour } = GRAMMAR.categories[kind];
    paintSign(g, path, 0, 0, half, colour, paint.theme, ended ? "ended" : "");
    pictures.set(key, picture);
  }
  return pictures.get(key);
}

/** @param {Paint} paint @param {import("./density.js").Density} density */
export function paintDensity(paint, density) {
  const { g, ratio } = paint;
  const { list, length } = density;
  const order = list.subarray(0, length);
  order.sort((a, b) => density.numbers[b] - density.numbers[a]);
  g.save();
  g.setTransform(1, 0, 0, 1, 0, 0);
  for (let i = length - 1; i >= 0; i--) {
    const cell = order[i];
    const [x, y] = density.middle(cell);
    const picture = pictureOf(paint, density.kindOf(cell), density.half(cell, paint.k), !density.going[cell]);
    g.drawImage(
      picture,
      Math.round(x * ratio - picture.width / 2),
      Math.round(y * ratio - picture.height / 2),
    );
  }
  g.restore();
}

// The largest cells with their numbers, above the roads. `paintDensity` has put them first.
/** @param {Paint} paint @param {import("./density.js").Density} density */
export function numberCells(paint, density) {
  const cells = density.list.subarray(0, Math.min(NUMBERED, density.length));
  const size = Math.round(11 * paint.k);
  const font = `650 ${size}px ${FONT}`;
  for (const cell of cells) {
    if (density.numbers[cell] < 2) return;
    const [x, y] = density.middle(cell);
    const half = density.half(cell, paint.k);
    const text = shortNumber(density.numbers[cell]);
    const left = x + half + 2;
    const box = [left - 1, y - size / 2 - 1, left + textWidth(paint.g, text, font) + 2, y + size / 2 + 1];
    if (!paint.taken.free(box)) continue;
    paint.taken.take(box);
    haloText(paint.g, text, left, y + 0.5, font, paint.theme.text, paint.theme);
  }
}

/** @param {number} count */
export function shortNumber(count) {
  if (count < 1000) return String(count);
  const thousands = count / 1000;
  return thousands < 1000
    ? `${thousands < 10 ? thousands.toFixed(1) : Math.round(thousands)}k`
    : `${(thousands / 1000).toFixed(1)}m`;
}

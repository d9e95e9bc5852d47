// Key places: named first and always, beside their dot, or further off with a leader line to it.

import { GRAMMAR } from "./grammar.js";
import { FONT, haloText, textWidth } from "./names.js";
import { strokeLine } from "./signs.js";

const RULES = GRAMMAR.labels;
const { further: FURTHER, onRoad: ON_ROAD, otherForm: OTHER_FORM, laterSide: LATER_SIDE } = RULES;
const { unnamed: UNNAMED, dot: DOT } = RULES;

/** @param {Paint} paint @param {Place} place @returns {XY} */
export const seenAt = (paint, place) => [place.x * paint.scale - paint.ox, place.y * paint.scale - paint.oy];

// The key places among those shown; of two that touch the foremost alone.
/** @param {Paint} paint @param {Place[]} shown */
export function keyPlaces(paint, shown) {
  /** @type {Place[]} */
  const found = [];
  for (const place of shown.filter(({ first }) => first)) {
    const [x, y] = seenAt(paint, place);
    const near = found.some((other) => {
      const [ox, oy] = seenAt(paint, other);
      return Math.hypot(ox - x, oy - y) < RULES.apart * paint.k;
    });
    if (!near) found.push(place);
  }
  return found;
}

/** @param {Paint} paint @param {Place[]} keys */
export function keyDots(paint, keys) {
  const r = (DOT + 1.5) * paint.k;
  return keys.map((place) => {
    const [x, y] = seenAt(paint, place);
    return [x - r, y - r, x + r, y + r];
  });
}

/** @param {Paint} paint @param {Place[]} keys */
export function paintKeyDots(paint, keys) {
  const { g, theme } = paint;
  for (const place of keys) {
    const [x, y] = seenAt(paint, place);
    g.beginPath();
    g.arc(x, y, DOT * paint.k, 0, 2 * Math.PI);
    g.fillStyle = theme.place;
    g.fill();
    g.lineWidth = 2.2 * paint.k;
    g.strokeStyle = theme.edge;
    g.stroke();
  }
}

/**
 * The ways to write a name, the best first: on one line, or one name a line.
 * @param {Paint} paint @param {string} name
 */
function formsOf(paint, name) {
  const size = Math.round(14 * paint.k);
  const fonts = [`700 ${size}px ${FONT}`, `500 ${Math.round(12.5 * paint.k)}px ${FONT}`];
  const form = (/** @type {string[]} */ lines) => ({
    lines,
    fonts,
    step: size + 3,
    w: Math.max(...lines.map((line, row) => textWidth(paint.g, line, fonts[Math.min(row, 1)]))),
    h: lines.length * (size + 3),
  });
  const whole = form([name]);
  const parts = name.split(" / ");
  if (parts.length < 2) return [whole];
  const width = paint.inner[2] - paint.inner[0];
  const split = form(parts);
  return width < RULES.narrow || whole.w > RULES.oneLine * paint.k ? [split, whole] : [whole, split];
}

/** @param {XY} side @param {number} reach @param {number} w @param {number} h */
export function offset([sx, sy], reach, w, h) {
  const d = sx && sy ? reach * RULES.corner : reach;
  const along = (/** @type {number} */ sign, /** @type {number} */ size) =>
    sign > 0 ? d : sign < 0 ? -d - size : -size / 2;
  return [along(sx, w), along(sy, h)];
}

// Small boxes along a straight line, six pixels apart, from `off` pixels after its start.
/** @param {XY} start @param {XY} end @param {number} off @returns {Box[]} */
export function boxesAlong([x0, y0], [x1, y1], off) {
  const long = Math.hypot(x1 - x0, y1 - y0);
  const boxes = [];
  for (let at = off; at < long; at += 6) {
    const x = x0 + ((x1 - x0) * at) / long;
    const y = y0 + ((y1 - y0) * at) / long;
    boxes.push([x - 1, y - 1, x + 1, y + 1]);
  }
  return boxes;
}

/** @param {Box} box @param {Box[]} others */
export const clearOf = (box, others) =>
  others.every((o) => box[0] >= o[2] || box[2] <= o[0] || box[1] >= o[3] || box[3] <= o[1]);

/** @param {Box} box @param {number} x @param {number} y @returns {XY} */
export const rimOf = (box, x, y) => [
  Math.min(Math.max(x, box[0]), box[2]),
  Math.min(Math.max(y, box[1]), box[3]),
];

/** @typedef {{ place: Place, forms: NameForm[], x: number, y: number }} Row */

// Every box within the map that a name may stand in, with what it costs before it is known what lies there.
/** @param {Paint} paint @param {Row} row */
function offersFor(paint, { place, forms, x, y }) {
  const [left, top, right, bottom] = paint.inner;
  const offers = RULES.nameReaches.flatMap((reach, further) =>
    forms.flatMap((form, other) =>
      RULES.directions.map((side, later) => {
        const [dx, dy] = offset(side, reach * paint.k, form.w, form.h);
        const box = [x + dx - 3, y + dy - 1, x + dx + form.w + 3, y + dy + form.h + 1];
        const lead = further ? boxesAlong([x, y], rimOf(box, x, y), (DOT + 4) * paint.k) : [];
        const road = paint.roads.free(box) && paint.arrows.free(box) ? 0 : ON_ROAD;
        const cost = further * FURTHER + other * OTHER_FORM + later * LATER_SIDE + road;
        return { cost, name: { place, form, box, x, y, lead, side: side[0] } };
      }),
    ),
  );
  return offers
    .filter(({ name: { box } }) => box[0] >= left && box[1] >= top && box[2] <= right && box[3] <= bottom)
    .sort((a, b) => a.cost - b.cost);
}

/**
 * Names placed one after the other, each in the cheapest room left, and what they cost in all.
 * @param {ReturnType<typeof offersFor>[]} rows @param {Box[]} fixed
 */
function inOrder(rows, fixed) {
  const plan = [];
  const used = fixed.slice();
  let total = 0;
  for (const offers of rows) {
    const best = offers.find(({ name }) => [name.box, ...name.lead].every((box) => clearOf(box, used)));
    total += best ? best.cost : UNNAMED;
    if (!best) continue;
    plan.push(best.name);
    used.push(best.name.box, ...best.name.lead);
  }
  return { plan, total };
}

/**
 * Where each key place's name stands. Where one is decides what is left for the next, so several orders are
 * tried: by rank, then from each side. The same for every date, so that no name jumps while time plays: only
 * the ground, the panels and the roads count.
 * @param {Paint} paint @param {Place[]} keys @param {number} mode
 */
export function planKeyNames(paint, keys, mode) {
  const rows = keys.map((place) => {
    const [x, y] = seenAt(paint, place);
    return { x, y, offers: offersFor(paint, { place, forms: formsOf(paint, place.names[mode]), x, y }) };
  });
  const fixed = [...paint.panels, ...keyDots(paint, keys)];
  const east = rows.slice().sort((a, b) => a.x - b.x);
  const south = rows.slice().sort((a, b) => a.y - b.y);
  const trials = [rows, east, south]
    .flatMap((order) => [order, order.slice().reverse()])
    .map((order) =>
      inOrder(
        order.map(({ offers }) => offers),
        fixed,
      ),
    );
  return trials.reduce((best, trial) => (trial.total < best.total ? trial : best)).plan;
}

/** @param {Paint} paint @param {KeyName[]} plan */
export function paintKeyNames(paint, plan) {
  const { g, theme } = paint;
  for (const { form, box, x, y, lead, side } of plan) {
    paint.taken.take(box);
    if (lead.length) {
      const near = rimOf(box, x, y);
      strokeLine(g, [[x, y], near], theme.halo, 3.5);
      strokeLine(g, [[x, y], near], theme.text, 1.2);
    }
    form.lines.forEach((line, row) => {
      const font = form.fonts[Math.min(row, 1)];
      const spare = form.w - textWidth(g, line, font);
      const from = box[0] + 3 + (side < 0 ? spare : side > 0 ? 0 : spare / 2);
      haloText(g, line, from, box[1] + 1 + (row + 0.5) * form.step, font, theme.text, theme);
    });
  }
}

/**
 * A name further off its point, with a leader line: for one that finds no room beside it and must not be missing.
 * First clear of all, then a short one over roads and dots; its line crosses neither words nor signs.
 * @param {Paint} paint @param {number} x @param {number} y @param {string} text
 * @param {{ size: number, weight: number, colour: string, gap: number }} style
 */
export function ledName(paint, x, y, text, { size, weight, colour, gap }) {
  const font = `${weight} ${size}px ${FONT}`;
  const w = textWidth(paint.g, text, font);
  const h = size + 4;
  const [left, top, right, bottom] = paint.inner;
  const shut = [...paint.words, ...paint.panels, ...paint.solid];
  const readable = (/** @type {Box} */ part) => clearOf(part, shut);
  const open = (/** @type {Box} */ part) => readable(part) && paint.taken.free(part);
  const tries = w > RULES.oneLine * paint.k ? [open] : [open, readable];
  for (const leads of tries) {
    for (const reach of RULES.nameReaches.slice(1)) {
      for (const side of RULES.directions) {
        const [dx, dy] = offset(side, gap + reach * paint.k, w, h);
        const box = [x + dx - 2, y + dy, x + dx + w + 2, y + dy + h];
        if (box[0] < left || box[1] < top || box[2] > right || box[3] > bottom) continue;
        if (!paint.taken.free(box) || (leads === open && !paint.roads.free(box))) continue;
        const near = rimOf(box, x, y);
        if (!boxesAlong([x, y], near, gap * 1.3).every(leads)) continue;
        paint.taken.take(box);
        paint.words.push(box);
        const long = Math.hypot(near[0] - x, near[1] - y);
        const from = [x + ((near[0] - x) * gap) / long, y + ((near[1] - y) * gap) / long];
        strokeLine(paint.g, [from, near], paint.theme.halo, 3.5);
        strokeLine(paint.g, [from, near], paint.theme.text, 1.2);
        haloText(paint.g, text, box[0] + 2, box[1] + h / 2, font, colour, paint.theme);
        return true;
      }
    }
  }
  return false;
}

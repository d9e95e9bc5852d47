// Events as typed arrays, as geo.view.event_columns packs them: fetched once, then only looked through.

import { MINUTES_A_DAY } from "./dates.js";
import { GRAMMAR } from "./grammar.js";

export const ROLE_SITE = GRAMMAR.columns.site;
// Codes of a date's precision from here on are months and years.
export const ROUGH = GRAMMAR.columns.rough;
export const KINDS = GRAMMAR.categories.length;

// So many rows are unpacked before the page gets a breath: a large case must not freeze it.
const BREATH = 1 << 20;

function breath() {
  return new Promise((done) => {
    setTimeout(done);
  });
}

// Four columns of bytes, each `n` long, as whole numbers.
/** @param {Uint8Array} bytes @param {number} at @param {number} n */
async function plane4(bytes, at, n) {
  const out = new Int32Array(n);
  for (let from = 0; from < n; from += BREATH) {
    const to = Math.min(n, from + BREATH);
    for (let i = from; i < to; i++) {
      out[i] =
        bytes[at + i] |
        (bytes[at + n + i] << 8) |
        (bytes[at + 2 * n + i] << 16) |
        (bytes[at + 3 * n + i] << 24);
    }
    if (to < n) await breath();
  }
  return out;
}

// Steps as what they lead to, in place.
/** @param {Int32Array} steps @param {boolean} [unfold] */
function summed(steps, unfold) {
  let sum = 0;
  for (let i = 0; i < steps.length; i++) {
    sum += unfold ? (steps[i] >>> 1) ^ -(steps[i] & 1) : steps[i];
    steps[i] = sum;
  }
  return steps;
}

/** @param {ArrayBuffer} buffer */
export async function unpackColumns(buffer) {
  const bytes = new Uint8Array(buffer);
  const view = new DataView(buffer);
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== "PSG2") throw new Error("not columns");
  const headLength = view.getUint32(4, true);
  const { n, p, idw, w } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headLength)));
  let at = 8 + headLength;
  // A copy, so that the body itself, whose rest is no longer needed, can be let go.
  const small = (/** @type {number} */ count) => bytes.slice(at, (at += count));
  const floats = (/** @type {number} */ count) => new Float32Array(small(4 * count).buffer);
  const four = (/** @type {number} */ count) => plane4(bytes, (at += 4 * count) - 4 * count, count);
  const x = floats(p);
  const y = floats(p);
  const accuracy = small(p);
  const start = summed(await four(n));
  const end = await four(n);
  const spot = summed(await four(n), true);
  for (let i = 0; i < n; i++) end[i] += start[i];
  const category = small(n);
  const flags = small(n);
  const ids = small(n * idw);
  const persons = { rows: summed(await four(w)), values: await four(w) };
  /** @type {Columns} */
  const columns = {
    byEnd: new Uint32Array(0),
    atSpot: rowsBySpot({ n, p, flags, spot }),
    n,
    p,
    x,
    y,
    accuracy,
    start,
    end,
    spot,
    category,
    flags,
    ids,
    idw,
    persons,
  };
  columns.byEnd = await orderOf(end);
  await breath();
  return columns;
}

// Positions in rising order of their values: a radix sort, eleven bits a round.
/** @param {Int32Array} values */
async function orderOf(values) {
  const n = values.length;
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < n; i++) {
    if (values[i] < least) least = values[i];
    if (values[i] > most) most = values[i];
  }
  let order = new Uint32Array(n);
  let spare = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (let shift = 0; shift < 32 && (most - least) >>> shift; shift += 11) {
    const counts = new Uint32Array(2049);
    for (let i = 0; i < n; i++) counts[(((values[i] - least) >>> shift) & 2047) + 1]++;
    for (let i = 1; i < 2049; i++) counts[i] += counts[i - 1];
    for (let i = 0; i < n; i++) {
      const row = order[i];
      spare[counts[((values[row] - least) >>> shift) & 2047]++] = row;
    }
    [order, spare] = [spare, order];
    if (n > BREATH) await breath();
  }
  return order;
}

// The spot an event is drawn at: nought for one that did not happen at a point of its own.
/** @param {Columns} columns @param {number} row */
export function drawnAt(columns, row) {
  return (columns.flags[row] & 3) === ROLE_SITE ? columns.spot[row] : 0;
}

// Rows by the spot they are drawn at, in order of start: `rows` from `first[spot]` up to `first[spot + 1]`.
/** @param {Pick<Columns, "n" | "p" | "flags" | "spot">} parts */
function rowsBySpot({ n, p, flags, spot }) {
  const first = new Uint32Array(p + 3);
  const rows = new Uint32Array(n);
  for (let i = 0; i < n; i++) first[((flags[i] & 3) === ROLE_SITE ? spot[i] : 0) + 2]++;
  for (let i = 2; i < p + 3; i++) first[i] += first[i - 1];
  for (let i = 0; i < n; i++) rows[first[((flags[i] & 3) === ROLE_SITE ? spot[i] : 0) + 1]++] = i;
  return { first, rows };
}

// Rows drawn at a spot that overlap the span and are of a category shown, at most so many.
/**
 * @param {Columns} columns @param {number} spot @param {number[]} span @param {Mask} mask
 * @param {number} most
 */
export function rowsAt(columns, spot, span, mask, most) {
  const { first, rows } = columns.atSpot;
  const { start, end, category } = columns;
  const listed = [];
  for (let at = first[spot]; at < first[spot + 1] && listed.length < most; at++) {
    const row = rows[at];
    if (start[row] >= span[1]) break;
    if (end[row] > span[0] && mask[category[row]]) listed.push(row);
  }
  return listed;
}

// Letters of all ids stand in columns too: the first of each, then the second of each.
/** @param {Columns} columns @param {number} row */
export function idOf(columns, row) {
  const { ids, idw, n } = columns;
  const letters = new Uint8Array(idw);
  for (let i = 0; i < idw; i++) letters[i] = ids[i * n + row];
  return new TextDecoder().decode(letters).replace(/\0+$/u, "");
}

// The last row asked for is kept: a chosen event is looked up at every repaint.
/** @param {Columns} columns @param {string} id @returns {number} */
export function rowOf(columns, id) {
  if (columns.sought !== id || columns.found === undefined) {
    columns.sought = id;
    columns.found = soughtRow(columns, id);
  }
  return columns.found;
}

/** @param {Columns} columns @param {string} id */
function soughtRow(columns, id) {
  const wanted = new TextEncoder().encode(id);
  const { ids, idw, n } = columns;
  if (wanted.length > idw) return -1;
  for (let row = 0; row < n; row++) {
    let i = idw - 1;
    while (i >= 0 && ids[i * n + row] === (i < wanted.length ? wanted[i] : 0)) i--;
    if (i < 0) return row;
  }
  return -1;
}

/** @param {number} byte */
export function metresOf(byte) {
  return byte ? GRAMMAR.accuracy[0] * GRAMMAR.accuracy[1] ** (byte - 1) : 0;
}

// Bits of a row's flags, as geo.view.event_columns sets them.
const UNCERTAIN_OR_DISPUTED = GRAMMAR.columns.uncertain | GRAMMAR.columns.disputed;
export const SINGLE_SOURCE = GRAMMAR.columns.singleSource;

// Told to the month or year and not wholly inside the window, marked as uncertain, or disputed.
/** @param {Columns} columns @param {number} row @param {number[]} span */
export function isDoubtful(columns, row, span) {
  const flags = columns.flags[row];
  const coarse = ((flags >> 2) & 3) >= ROUGH;
  const inside = columns.start[row] >= span[0] && columns.end[row] <= span[1] + MINUTES_A_DAY;
  return (flags & UNCERTAIN_OR_DISPUTED) !== 0 || (coarse && !inside);
}

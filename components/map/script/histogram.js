// Histogram: events by category over the whole case, counted once for each set of columns and painted once a size.

import { ROUGH } from "./columns.js";
import {
  MINUTES_A_DAY,
  MONTHS,
  dayFrom,
  dayOf,
  dayWords,
  numberWords,
  partsOf,
  periodWords,
} from "./dates.js";
import { GRAMMAR } from "./grammar.js";
import { FONT } from "./names.js";
import { withAlpha } from "./signs.js";

// The span in days up to which a bar stands for one day, and for one week.
const [DAILY, WEEKLY] = GRAMMAR.barDays;
const MOST_SOFT = 600;

/** @param {number} days */
export function barDays(days) {
  return days <= DAILY ? 1 : days <= WEEKLY ? 7 : 28;
}

// Counts by bar and category of events known to the day or hour, and the spans of those known less well.
/** @param {Columns | null} columns @param {number[]} span @param {Mask} mask */
export function countedBars(columns, span, mask) {
  const width = barDays((span[1] - span[0]) / MINUTES_A_DAY) * MINUTES_A_DAY;
  const kinds = GRAMMAR.categories.length;
  const bars = Math.max(1, Math.ceil((span[1] - span[0]) / width));
  const counts = new Uint32Array(bars * kinds);
  const soft = new Map();
  let total = 0;
  for (let row = 0; columns && row < columns.n; row++) {
    const start = columns.start[row];
    const end = columns.end[row];
    if (start >= span[1]) break;
    if (end <= span[0] || !mask[columns.category[row]]) continue;
    total++;
    if (((columns.flags[row] >> 2) & 3) >= ROUGH) {
      const key = `${Math.max(start, span[0])} ${Math.min(end, span[1])}`;
      soft.set(key, (soft.get(key) || 0) + 1);
    } else {
      counts[Math.floor(Math.max(0, start - span[0]) / width) * kinds + columns.category[row]]++;
    }
  }
  const heights = Array.from({ length: bars }, (_, bar) =>
    counts.subarray(bar * kinds, (bar + 1) * kinds).reduce((sum, count) => sum + count, 0),
  );
  const spans = [...soft].slice(0, MOST_SOFT).map(([key, count]) => [...key.split(" ").map(Number), count]);
  return { width, bars, kinds, counts, heights, total, most: Math.max(...heights), spans };
}

// What one bar holds, in words, the most frequent first.
/** @param {Counted} counted @param {number[]} span @param {number} bar */
export function barWords(counted, span, bar) {
  const start = span[0] + bar * counted.width;
  const first = dayOf(start);
  const last = dayOf(Math.min(start + counted.width, span[1]) - 1);
  const own = GRAMMAR.categories
    .map(({ label }, at) => ({ count: counted.counts[bar * counted.kinds + at], label: label.toLowerCase() }))
    .filter(({ count }) => count);
  const parts = own
    .sort((a, b) => b.count - a.count)
    .map(({ count, label }) => `${numberWords(count)} ${label}`);
  return `${periodWords(first, last)}: ${parts.length ? parts.join(", ") : "no event known to the day"}`;
}

// Events known only to the month or year lie along the top as bands with soft ends.
/**
 * @param {Canvas2D} g @param {Counted} counted @param {(minute: number) => number} across
 * @param {Theme} theme
 */
export function paintSoft(g, counted, across, theme) {
  for (const [from, to, count] of counted.spans) {
    const x0 = across(from);
    const x1 = Math.max(across(to), x0 + 3);
    const band = g.createLinearGradient(x0, 0, x1, 0);
    const alpha = Math.min(0.25 + 0.12 * Math.log2(1 + count), 0.8);
    for (const [at, part] of [
      [0, 0],
      [0.3, alpha],
      [0.7, alpha],
      [1, 0],
    ]) {
      band.addColorStop(at, withAlpha(theme.text, part));
    }
    g.fillStyle = band;
    g.fillRect(x0, 0, x1 - x0, 4);
  }
}

/**
 * @param {Canvas2D} g @param {Counted} counted @param {(minute: number) => number} across
 * @param {number[]} span @param {number} top @param {number} bottom @param {ThemeName} themeName
 */
export function paintBars(g, counted, across, span, top, bottom, themeName) {
  const scale = counted.most ? (bottom - top) / counted.most : 0;
  const wide = across(span[0] + counted.width) - across(span[0]);
  const gap = wide > 3 ? 1 : 0;
  for (let bar = 0; bar < counted.bars; bar++) {
    let y = bottom;
    const x = across(span[0] + bar * counted.width);
    for (let at = 0; at < counted.kinds; at++) {
      const high = counted.counts[bar * counted.kinds + at] * scale;
      if (!high) continue;
      g.fillStyle = GRAMMAR.categories[at][themeName];
      g.fillRect(x, y - high, Math.max(wide - gap, 1), high);
      y -= high;
    }
  }
}

// How many the highest bar stands for, where its top would be.
/** @param {Canvas2D} g @param {number} most @param {number} top @param {Theme} theme @param {number} size */
export function paintMost(g, most, top, theme, size) {
  if (!most) return;
  g.font = `400 ${size}px ${FONT}`;
  g.textBaseline = "middle";
  g.fillStyle = theme.soft;
  g.fillRect(0, top, 6, 1);
  g.fillText(numberWords(most), 9, top + 1);
}

// Months from label to label under the bars, so that each has its room whatever the span.
/** @param {number} months @param {number} w @param {number} room */
export function monthsApart(months, w, room) {
  const least = (room * months) / w;
  return [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400].find((count) => count >= least) || 6000;
}

// Months or years under the bars, as many as there is room for.
/**
 * @param {Canvas2D} g @param {(minute: number) => number} across @param {number[]} span
 * @param {number} bottom @param {number} w @param {Theme} theme @param {number} size
 */
export function paintAxis(g, across, span, bottom, w, theme, size) {
  const first = dayOf(span[0]);
  const last = dayOf(span[1] - 1);
  const room = size * 5.5;
  const months = Math.max(1, (last - first) / 30.4);
  const every = monthsApart(months, w, room);
  g.font = `400 ${size}px ${FONT}`;
  g.textBaseline = "alphabetic";
  g.fillStyle = g.strokeStyle = theme.soft;
  g.lineWidth = 1;
  g.fillRect(0, bottom, w, 1);
  if (months < 3) paintDays(g, across, first, last, bottom, w, room, size);
  else paintMonths(g, across, first, last, bottom, w, every, size);
}

/**
 * @param {Canvas2D} g @param {(minute: number) => number} across @param {number} first @param {number} last
 * @param {number} bottom @param {number} w @param {number} every @param {number} size
 */
function paintMonths(g, across, first, last, bottom, w, every, size) {
  const [year, month] = partsOf(first);
  for (let at = Math.ceil((year * 12 + month) / every) * every; ; at += every) {
    const day = dayFrom(Math.floor(at / 12), ((at % 12) + 12) % 12, 1);
    const x = across(day * MINUTES_A_DAY);
    if (day > last) return;
    if (day < first) continue;
    g.fillRect(Math.round(x), bottom, 1, 4);
    const words = every >= 12 || at % 12 === 0 ? String(Math.floor(at / 12)) : MONTHS[((at % 12) + 12) % 12];
    const label = at % 12 === 0 && every < 12 ? `Jan ${words}` : words;
    if (x + 3 + g.measureText(label).width < w) g.fillText(label, x + 3, bottom + size + 2);
  }
}

/**
 * @param {Canvas2D} g @param {(minute: number) => number} across @param {number} first @param {number} last
 * @param {number} bottom @param {number} w @param {number} room @param {number} size
 */
function paintDays(g, across, first, last, bottom, w, room, size) {
  const every = [1, 2, 7, 14, 28].find((days) => (w / (last - first + 1)) * days >= room) || 28;
  for (let day = first; day <= last; day += every) {
    const x = across(day * MINUTES_A_DAY);
    const label = dayWords(day).replace(/ [-0-9]+$/u, "");
    g.fillRect(Math.round(x), bottom, 1, 4);
    if (x + 3 + g.measureText(label).width < w) g.fillText(label, x + 3, bottom + size + 2);
  }
}

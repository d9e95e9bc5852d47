// Dates: days and minutes since 1970, local to the case and negative before, and their words as geo.date_words has them.

import { GRAMMAR } from "./grammar.js";

export const MINUTES_A_DAY = 1440;

export const MONTHS = GRAMMAR.months;

/** @param {number} minute */
export const dayOf = (minute) => Math.floor(minute / MINUTES_A_DAY);
/** @param {number} day */
export const endOfDay = (day) => (day + 1) * MINUTES_A_DAY - 1;

/** @param {number} day */
export function partsOf(day) {
  const date = new Date(day * 86400000);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
}

/** @param {number} year @param {number} month @param {number} date */
export function dayFrom(year, month, date) {
  return Math.round(Date.UTC(year, month, date) / 86400000);
}

/** @param {number} day */
export function dayWords(day) {
  const [year, month, date] = partsOf(day);
  return `${date} ${MONTHS[month]} ${year}`;
}

/** @param {number} day */
export function isoDay(day) {
  return new Date(day * 86400000).toISOString().slice(0, 10);
}

// As an address writes it: a day alone stands for its end.
/** @param {number} minute */
export function isoMoment(minute) {
  const written = new Date(minute * 60000).toISOString();
  return minute === endOfDay(dayOf(minute)) ? written.slice(0, 10) : written.slice(0, 16);
}

/** @param {number} first @param {number} last */
export function periodWords(first, last) {
  const [y0, m0, d0] = partsOf(first);
  const [y1, m1] = partsOf(last);
  if (first === last) return dayWords(last);
  if (y0 !== y1) return `${dayWords(first)} – ${dayWords(last)}`;
  return m0 === m1 ? `${d0}–${dayWords(last)}` : `${d0} ${MONTHS[m0]} – ${dayWords(last)}`;
}

// What clocks are ahead of UTC at a minute: offsets come in order, each with the minute it begins to hold. Nothing as
// long as the case's have not come.
/** @param {number} minute @param {PlaybackFacts["offsets"]} offsets */
function offsetAt(minute, offsets) {
  const offset = offsets.findLast(([since]) => since <= minute) ?? offsets[0];
  return offset ? ` (${offset[1]})` : "";
}

// A day alone stands for its end, as on the page.
/** @param {number} minute @param {PlaybackFacts["offsets"]} offsets */
export function momentWords(minute, offsets) {
  const day = dayOf(minute);
  const left = minute - day * MINUTES_A_DAY;
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return left === MINUTES_A_DAY - 1
    ? dayWords(day)
    : `${dayWords(day)}, ${two(Math.floor(left / 60))}:${two(left % 60)}${offsetAt(minute, offsets)}`;
}

// The same day of another month, or that month's last where it has none.
/** @param {number} day @param {number} months */
function monthsOn(day, months) {
  const [year, month, date] = partsOf(day);
  const last = partsOf(dayFrom(year, month + months + 1, 0))[2];
  return dayFrom(year, month + months, Math.min(date, last));
}

export const STEPS = ["hour", "day", "week", "month", "year"];

// The moment so many steps on; all but hours end at the end of a day, as a step on the page does.
/** @param {number} minute @param {string} unit @param {number} by */
export function stepped(minute, unit, by) {
  const day = dayOf(minute);
  if (unit === "hour") return (by > 0 ? Math.floor(minute / 60) : Math.ceil(minute / 60)) * 60 + by * 60;
  if (unit === "day") return endOfDay(day + by);
  if (unit === "week") return endOfDay(day + 7 * by);
  return endOfDay(monthsOn(day, unit === "month" ? by : 12 * by));
}

// Made once: a locale looked up for each number took a fifth of a step's paint.
const NUMBERS = new Intl.NumberFormat("en-US", { maximumFractionDigits: 20 });

/** @param {number} value */
export function numberWords(value) {
  return NUMBERS.format(value);
}

// As geo.words.counted words it.
/** @param {number} count @param {string} noun */
export function countedWords(count, noun) {
  return `${numberWords(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** @param {number} count */
export function daysWords(count) {
  return countedWords(count, "day");
}

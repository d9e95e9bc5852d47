// Asked: finds what somebody in the room asks for, a place in any spelling or a date, while offline.

import { MONTHS, dayWords, endOfDay } from "../../map/script/dates.js";
import { layer } from "../../map/script/passage.js";
import { CONTENT } from "./document_data.js";

/** @type {Record<string, string>} */
const LETTERS = { ə: "e", ı: "i", ł: "l", ø: "o" };
const MOST_FOUND = 8;

// Letters without marks, in lower case: Şuşa and susa meet; other scripts stay what they are.
/** @param {string} text */
function plainly(text) {
  const bare = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[əıłø]/gu, (letter) => LETTERS[letter]);
  return bare.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** @param {string} a @param {string} b */
function edits(a, b) {
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    last = row;
  }
  return last[b.length];
}

// How well a name answers: 0 is the name itself, then its beginning, then a misspelling; null not at all.
/** @param {string} asked @param {string} name */
function fits(asked, name) {
  if (name === asked) return 0;
  if (name.startsWith(asked)) return 1 + (name.length - asked.length) / 100;
  if (asked.length > 3 && name.split(" ").some((word) => word.startsWith(asked))) return 2;
  if (asked.length < 4 || Math.abs(name.length - asked.length) > 2) return null;
  const away = edits(asked, name);
  return away <= Math.max(1, Math.floor(asked.length / 5)) ? 3 + away : null;
}

/** @type {KnownPlace[] | null} */
let known = null;

function knownPlaces() {
  if (known) return known;
  known = CONTENT.places.map(([name, forms, lon, lat]) => ({
    name,
    lon,
    lat,
    forms: [...new Set(forms.map(plainly))],
    rank: 0,
  }));
  const { gazetteer } = layer.base || { gazetteer: null };
  if (!gazetteer) return known;
  const columns = Object.entries(gazetteer)
    .filter(([column]) => column.startsWith("name"))
    .map(([, names]) => /** @type {string[]} */ (names));
  for (let i = 0; i < gazetteer.name.length; i++) {
    const forms = columns
      .map((names) => names[i])
      .filter(Boolean)
      .map(plainly);
    known.push({ name: gazetteer.name[i], lon: gazetteer.lon[i], lat: gazetteer.lat[i], forms, rank: 0.5 });
  }
  return known;
}

/** @param {string} text @returns {Answer[]} */
function placesFor(text) {
  const asked = plainly(text);
  if (asked.length < 2) return [];
  /** @type {(Answer & { score: number })[]} */
  const places = [];
  for (const place of knownPlaces()) {
    const best = Math.min(...place.forms.map((form) => fits(asked, form) ?? Infinity));
    if (best < Infinity) places.push({ kind: "place", ...place, score: best + place.rank });
  }
  places.sort((a, b) => a.score - b.score || a.name.localeCompare(b.name));
  const seen = new Set();
  return places.filter(({ name }) => !seen.has(name) && seen.add(name)).slice(0, MOST_FOUND);
}

// The last minute of the day a text names: 2023-09-18, 18.9.2023, 18 Sept 2023, Sept 18 2023; without a year that of the scene.
/** @param {string} text @param {number} year @returns {Answer | null} */
function dateFor(text, year) {
  const numbers = (text.match(/\d+/gu) || []).map(Number);
  const word = (text.toLowerCase().match(/[a-z]{3,}/u) || [""])[0];
  const named = MONTHS.findIndex((month) => month.slice(0, 3).toLowerCase() === word.slice(0, 3));
  let parts = null;
  if (/^\s*\d{4}-\d{1,2}-\d{1,2}\s*$/u.test(text)) {
    parts = numbers;
  } else if (/^\s*\d{1,2}[./]\d{1,2}[./]\d{4}\s*$/u.test(text)) {
    parts = [numbers[2], numbers[1], numbers[0]];
  } else if (named >= 0 && numbers.length && numbers.length < 3) {
    const years = numbers.find((number) => number > 31);
    const day = numbers.find((number) => number >= 1 && number <= 31);
    if (day) parts = [years || year, named + 1, day];
  }
  if (!parts) return null;
  const [y, m, d] = parts;
  const date = new Date(Date.UTC(y, m - 1, d));
  const day = Math.floor(date.getTime() / 86400000);
  if (date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return null;
  return { kind: "date", at: endOfDay(day), name: dayWords(day) };
}

/** @param {string} text @param {Scene} scene @returns {Answer[]} */
export function answersTo(text, scene) {
  const year = new Date(scene.message.window[2] * 60000).getUTCFullYear();
  const date = dateFor(text, year);
  return date ? [date] : placesFor(text);
}

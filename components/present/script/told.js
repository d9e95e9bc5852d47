// Told: what the map tells in words and numbers of a date or a place that somebody asked for.

import { ROOT } from "../../map/script/addresses.js";
import { dayOf, isoDay } from "../../map/script/dates.js";
import { mercator } from "../../map/script/ground.js";
import { layer } from "../../map/script/passage.js";
import { CONTENT } from "./document_data.js";

const MOST = 3;
// About four kilometres on the unit square, at the latitudes where people live.
const NEAR = 1e-4;

// The numbers that the map itself bears, those of the widest arrows first: people counted, loads that wait.
export function countedOnMap() {
  const { flows, circles, marks } = layer.message;
  const widest = flows.slice().sort((a, b) => b.width - a.width);
  const words = [...widest, ...circles, ...marks]
    .map(({ label }) => label)
    .filter((label) => /\d/u.test(label));
  return [...new Set(words)].slice(0, MOST);
}

// What the map tells of one place: its way out, loads that wait there, and how long nothing was heard of it.
/** @param {{ lon: number, lat: number }} place */
export function toldOfPlace({ lon, lat }) {
  const [x, y] = mercator(lon, lat);
  const { circles, marks, silences } = layer.message;
  const words = [...marks, ...circles, ...silences]
    .filter(({ line }) => Math.hypot(line[0] - x, line[1] - y) < NEAR)
    .map(({ label }) => label)
    .filter(Boolean);
  return [...new Set(words)].slice(0, MOST);
}

// What a scene's page says as at another day, asked of the server the document came from; nothing without one.
/** @param {string} link @param {number} at */
export async function saidOnPage(link, at) {
  // A file, and a document of which something is withheld, have no passes: these ask no server.
  if (!Object.keys(CONTENT.passes).length) return [];
  const address = new URL(`words/${link}`, ROOT);
  const query = address.searchParams;
  const day = isoDay(dayOf(at));
  query.set("at", day);
  query.delete("vs");
  if (day < (query.get("from") || day)) query.set("from", day);
  if (day > (query.get("to") || day)) query.set("to", day);
  try {
    const answer = await fetch(address);
    if (!answer.ok) return [];
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const mark of page.querySelectorAll(".sentence small")) mark.remove();
    return [...page.querySelectorAll(".sentence")].map((line) => (line.textContent || "").trim());
  } catch {
    return [];
  }
}

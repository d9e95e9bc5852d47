// Roads on any date of the playback: their state and words, the loads on them, and places cut off.

import { dayOf, daysWords } from "./dates.js";
import { GRAMMAR } from "./grammar.js";

const { shut: SHUT, unknown: NOT_KNOWN, open: OPEN } = GRAMMAR.levels;

/** @type {{ line: number[], legs: string[] }} */
const NO_LINE = { line: [], legs: [] };

// The state of a road at a minute: the last frame of it that had begun; null where no row speaks of that time.
/** @param {PlayedRoad} road @param {number} minute */
function stateAt(road, minute) {
  const frame = road.frames.findLast(([from]) => from <= minute);
  return frame && frame[1] ? frame : null;
}

// How many days a state has lasted is the only word of it that changes from day to day.
/** @param {RoadFrame} frame @param {number} day */
function statusWords([, , , words, since], day) {
  return since === null ? words : `${words} ${daysWords(day - since + 1)}`;
}

/** @param {PlaybackFacts} facts @param {string} words @param {Moment} time @param {boolean} [withLegs] */
export function roadsAt(facts, words, time, withLegs) {
  const day = dayOf(time.at);
  const counts = words === "loads" ? loadsAt(facts, time) : new Map();
  /** @type {RoadOnLine[]} */
  const roads = [];
  for (const road of facts.roads) {
    const now = stateAt(road, time.at);
    if (!now || !road.line.length) continue;
    /** @type {Record<string, () => string>} */
    const labels = {
      status: () => `${road.name}: ${statusWords(now, day)}`,
      bare: () => "",
      loads: () => (counts.get(road.id) ? `${road.name}: ${counts.get(road.id)}` : ""),
    };
    const { id, name } = road;
    const label = labels[words]();
    if (!now[6].length) roads.push(along({ id, name, status: now[2], label, way: now[7] }, road, withLegs));
    for (const [status, , first, last, named, way] of now[6]) {
      const part = {
        id,
        name,
        status,
        label: named ? label : "",
        span: /** @type {[number, number]} */ ([first, last]),
        way,
      };
      roads.push(along(part, road, withLegs));
    }
  }
  return ownStretches(roads);
}

// A road, or the part of it between two of its way-points, with its coordinates and its stretches.
/** @param {RoadHead} road @param {{ line: number[], legs: string[] }} way @param {boolean} [withLegs] @returns {RoadOnLine} */
function along({ id, name, status, label, span, way, differs }, { line, legs }, withLegs) {
  const [first, last] = span || [0, line.length / 2 - 1];
  return {
    id,
    name,
    status,
    label,
    ...(span ? { span } : {}),
    ...(way ? { way } : {}),
    ...(differs ? { differs } : {}),
    line: line.slice(2 * first, 2 * last + 2),
    ...(withLegs && legs.length ? { legs: legs.slice(first, last) } : {}),
  };
}

/** @param {number[]} line */
function legsOf(line) {
  const legs = [];
  for (let i = 2; i < line.length; i += 2) {
    const ends = [`${line[i - 2]} ${line[i - 1]}`, `${line[i]} ${line[i + 1]}`].sort();
    legs.push(ends.join(" "));
  }
  return legs;
}

// A stretch that roads share is drawn by the one that can best pass.
/** @param {RoadOnLine[]} roads @returns {Road[]} */
function ownStretches(roads) {
  const best = new Map();
  const rank = (/** @type {RoadOnLine} */ road) => GRAMMAR.statuses[road.status].rank;
  for (const road of roads) {
    for (const leg of legsOf(road.line)) {
      if (!best.has(leg) || rank(road) > rank(best.get(leg))) best.set(leg, road);
    }
  }
  return roads.map(({ line, legs, ...road }, number) => {
    /** @type {number[][]} */
    const parts = [];
    /** @type {any[][]} */
    const names = [];
    let open = false;
    legsOf(line).forEach((leg, at) => {
      const own = best.get(leg) === roads[number];
      if (own && open) parts[parts.length - 1].push(line[2 * at + 2], line[2 * at + 3]);
      else if (own) names[parts.push(line.slice(2 * at, 2 * at + 4)) - 1] = [];
      if (own && legs) names[names.length - 1].push(legs[at]);
      open = own;
    });
    return { ...road, parts, ...(legs && { legs: names }) };
  });
}

/** @param {RoadHead[]} routes @param {PlaybackFacts | null} facts @param {boolean} [withLegs] */
export function withLines(routes, facts, withLegs) {
  const known = new Map((facts ? facts.roads : []).map((road) => [road.id, road]));
  return ownStretches(routes.map((road) => along(road, known.get(road.id) || NO_LINE, withLegs)));
}

// One word for whom several loads took: patients are people where others are among them.
/** @param {string[]} taken */
function whomOf(taken) {
  return new Set(taken).size > 1 ? "people" : taken[0];
}

/** @param {PlaybackFacts} facts @param {Moment} moment */
function loadsAt(facts, { from, to, at }) {
  const counted = new Map();
  /** @type {Map<string, string[]>} */
  const people = new Map();
  const words = new Map();
  for (const [begun, until, first, last, route, outcome, whom] of facts.loads) {
    if (begun > at || (until !== null && until <= at)) continue;
    if (last < dayOf(from) || first > dayOf(to - 1)) continue;
    if (!counted.has(route)) counted.set(route, new Map());
    counted.get(route).set(outcome, (counted.get(route).get(outcome) || 0) + 1);
    if (whom) people.set(route, [...(people.get(route) || []), whom]);
  }
  for (const [route, counts] of counted) {
    const outcomes = facts.outcomes
      .filter((outcome) => counts.has(outcome))
      .map((outcome) => `${counts.get(outcome)} ${outcome}`)
      .join(", ");
    const taken = people.get(route);
    words.set(route, taken ? `${outcomes}; ${taken.length} with ${whomOf(taken)}` : outcomes);
  }
  return words;
}

// How well people can pass a stretch of a road, by its id: of a road in parts as the part it lies in.
/** @param {PlayedRoad} road @param {number} minute @returns {(stretch: string) => number} */
function useOf(road, minute) {
  const now = stateAt(road, minute);
  if (!now || !now[6].length) return () => (now ? now[5] : NOT_KNOWN);
  const stretches = road.legs.map((leg) => leg.split("|")[0]);
  return (stretch) => {
    const at = stretches.indexOf(stretch);
    const part = now[6].find(([, , first, last]) => first <= at && at < last);
    return part ? part[1] : NOT_KNOWN;
  };
}

// How well people can pass each stretch: as well as by the best of its roads, and inside the area at least perhaps.
/** @param {PlaybackFacts} facts @param {number} minute @param {string | null} select */
function levelsAt({ network, roads }, minute, select) {
  const uses = new Map(roads.map((road) => [road.id, useOf(road, minute)]));
  return network.segments.map(([start, end, own, inside]) => {
    const levels = own.map((road) => uses.get(road)?.(`${start}..${end}`) ?? NOT_KNOWN);
    return select === `segment:${start}..${end}` ? SHUT : Math.max(inside ? NOT_KNOWN : SHUT, ...levels);
  });
}

// Places without a way out, or without a known one; a stretch that the page has open counts as shut.
/** @param {PlaybackFacts} facts @param {number} minute @param {string | null} select */
export function cutOffAt(facts, minute, select) {
  const { segments, exits, asked, cut } = facts.network;
  const best = new Map(exits.map((place) => [place, OPEN]));
  const levels = levelsAt(facts, minute, select);
  for (let changed = true; changed;) {
    changed = false;
    segments.forEach(([start, end], at) => {
      for (const [from, to] of [
        [start, end],
        [end, start],
      ]) {
        const level = Math.min(best.get(from) || SHUT, levels[at]);
        if (level > (best.get(to) || SHUT)) changed = Boolean(best.set(to, level));
      }
    });
  }
  return asked.flatMap(([place, at, name]) => {
    const sign = cut[best.get(place) || SHUT];
    return sign ? [[at, `${name}: ${sign[2]}`, sign[0], sign[1], [`place:${place}`]]] : [];
  });
}

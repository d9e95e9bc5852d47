// Roads on any date of the playback: their state and words, the loads on them, and places cut off.

import { dayOf, dayWords, daysWords } from "./dates.js";
import { GRAMMAR } from "./grammar.js";

// Days of a span: [first, last, status, direction, confirmed], both included; of several the one that began last.
/** @param {StatusSpan[]} spans @param {number} day */
function coveringSpan(spans, day) {
  let latest = null;
  for (const span of spans) {
    if (span[0] <= day && day <= span[1] && (!latest || span[0] > latest[0])) latest = span;
  }
  return latest;
}

// The first day of the run of adjacent spans of the same status that ends in this one.
/** @param {StatusSpan[]} spans @param {StatusSpan} span */
function unbrokenSince(spans, span) {
  for (let first = span[0]; ;) {
    const before = spans.filter((other) => other[2] === span[2] && other[0] < first && other[1] >= first - 1);
    if (!before.length) return first;
    first = Math.min(...before.map((other) => other[0]));
  }
}

/** @param {StatusSpan[]} spans @param {number} day */
function lastOpenDay(spans, day) {
  const open = spans
    .filter((span) => span[2] === "open" && span[0] <= day)
    .map((span) => Math.min(span[1], day));
  return open.length ? Math.max(...open) : null;
}

// Whether nobody vouched for a status in the days before this one, as geo.facts.fading.
/** @param {Film} film @param {FilmRoad} filmRoad @param {StatusSpan} now @param {number} day */
function hasFaded(film, { reports }, now, day) {
  const [first, last, status, , confirmed] = now;
  const late = film.silence;
  if (status === "unknown" || day <= (confirmed === null ? first : confirmed) + late) return false;
  return !reports.some(
    ([begun, ended]) =>
      begun <= day &&
      Math.min(ended, day) >= first &&
      Math.min(ended, day) <= last &&
      day <= Math.min(ended, day) + late,
  );
}

// The last day up to this one on which a source showed the status; where none did, its first.
/** @param {FilmRoad} filmRoad @param {StatusSpan} now @param {number} day */
function lastShown({ spans, reports }, now, day) {
  const seen = reports
    .filter(([begun]) => begun <= day)
    .map(([, ended]) => Math.min(ended, day))
    .filter((shownDay) => shownDay >= now[0]);
  if (now[4] !== null) seen.push(Math.min(now[4], day));
  return seen.length ? Math.max(...seen) : unbrokenSince(spans, now);
}

// One road's status in words, as geo.report.blockade.status_words.
/** @param {Film} film @param {FilmRoad} road @param {StatusSpan} now @param {number} day */
function statusWords(film, road, now, day) {
  const { spans } = road;
  if (hasFaded(film, road, now, day)) {
    return `not known, last shown ${film.shown[now[2]]} on ${dayWords(lastShown(road, now, day))}`;
  }
  if (now[2] === "unknown") return "not known";
  const label = film.statuses[now[2]] + (film.only[now[3]] || "");
  const days = day - unbrokenSince(spans, now) + 1;
  if (now[2] === "closed" || now[2] === "open") return `${label} for ${daysWords(days)}`;
  const open = lastOpenDay(spans, day);
  return open !== null && day > open
    ? `${label}, no ordinary traffic for ${daysWords(day - open)}`
    : `${label} for ${daysWords(days)}`;
}

/** @param {Film} film @param {string} words @param {Moment} time @param {boolean} [withLegs] */
export function roadsAt(film, words, time, withLegs) {
  const day = dayOf(time.at);
  const counts = words === "loads" ? loadsAt(film, time) : null;
  const roads = [];
  for (const road of film.roads) {
    const now = coveringSpan(road.spans, day);
    if (!now || !road.line.length) continue;
    /** @type {Record<string, () => string>} */
    const labels = {
      status: () => `${road.name}: ${statusWords(film, road, now, day)}`,
      bare: () => "",
      loads: () => (counts.get(road.id) ? `${road.name}: ${counts.get(road.id)}` : ""),
    };
    roads.push({
      id: road.id,
      name: road.name,
      status: hasFaded(film, road, now, day) ? "unknown" : now[2],
      label: labels[words](),
      line: road.line,
      ...(withLegs && road.legs.length && { legs: road.legs }),
    });
  }
  return ownStretches(roads);
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
/** @param {Road[]} roads @returns {Road[]} */
function ownStretches(roads) {
  const best = new Map();
  const rank = (/** @type {Road} */ road) => GRAMMAR.statuses[road.status].rank;
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

/** @param {Road[]} routes @param {Film} film @param {boolean} withLegs */
export function alongFilm(routes, film, withLegs) {
  const known = new Map((film ? film.roads : []).map((road) => [road.id, road]));
  return ownStretches(
    routes.map((road) => {
      const { line = [], legs = [] } = known.get(road.id) || {};
      return { ...road, line, ...(withLegs && legs.length && { legs }) };
    }),
  );
}

/** @param {Film} film @param {Moment} moment */
function loadsAt(film, { from, to, at }) {
  const counted = new Map();
  const words = new Map();
  for (const [first, last, route, outcome] of film.loads) {
    if (last < dayOf(from) || first > dayOf(to - 1) || first > dayOf(at) || !outcome) continue;
    if (!counted.has(route)) counted.set(route, new Map());
    counted.get(route).set(outcome, (counted.get(route).get(outcome) || 0) + 1);
  }
  for (const [route, counts] of counted) {
    words.set(
      route,
      film.outcomes
        .filter((outcome) => counts.has(outcome))
        .map((outcome) => `${counts.get(outcome)} ${outcome}`)
        .join(", "),
    );
  }
  return words;
}

// How well ordinary people could leave by a road, as geo.facts.network.level_of.
/** @param {string} status @param {string} direction */
function levelOf(status, direction) {
  if (status === "open" || status === "unknown") return status === "open" ? 3 : 1;
  return status === "restricted" && ["outbound", "both", ""].includes(direction) ? 2 : 0;
}

// Places without a way out, or without a known one; a stretch that the page has open counts as shut.
/** @param {Film} film @param {number} day @param {string | null} select */
export function cutOffAt(film, day, select) {
  const { segments, exits, asked, cut } = film.network;
  const ofRoad = new Map();
  const best = new Map(exits.map((place) => [place, 3]));
  for (const road of film.roads) {
    const now = coveringSpan(road.spans, day);
    const faded = now && hasFaded(film, road, now, day);
    ofRoad.set(road.id, !now || faded ? 1 : levelOf(now[2], now[3]));
  }
  const levels = segments.map(([start, end, roads, inside]) =>
    select === `segment:${start}..${end}`
      ? 0
      : Math.max(inside ? 1 : 0, ...roads.map((road) => (ofRoad.has(road) ? ofRoad.get(road) : 1))),
  );
  for (let changed = true; changed;) {
    changed = false;
    segments.forEach(([start, end], at) => {
      for (const [from, to] of [
        [start, end],
        [end, start],
      ]) {
        const level = Math.min(best.get(from) || 0, levels[at]);
        if (level > (best.get(to) || 0)) changed = Boolean(best.set(to, level));
      }
    });
  }
  return asked.flatMap(([place, at, name]) => {
    const sign = cut[best.get(place) || 0];
    return sign ? [[at, `${name}: ${sign[2]}`, sign[0], sign[1], 0, [`place:${place}`]]] : [];
  });
}

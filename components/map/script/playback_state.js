// Played: the state on any date, put together from the case's film as geo.picture.topics puts it together on the server.

import { idOf } from "./columns.js";
import { countedWords, dayOf, dayWords, daysWords, momentWords, numberWords, periodWords } from "./dates.js";
import { GRAMMAR } from "./grammar.js";
import { silencesAt } from "./silences.js";

export const TOPICS = {
  situation: {
    roads: "status",
    flows: (film, time) => movesAt(film, time).filter((flow) => flow.persons),
    held: true,
    silent: true,
  },
  blockade: { roads: "status", legs: true, cut: true, silent: true },
  aid: { roads: "loads", held: true },
  displacement: { roads: "bare", flows: (film, time) => movesAt(film, time), lists: true },
  diplomacy: { ways: true },
};
const CONTACTS = ["diplomacy", "agreement", "statement"];
const FLOW_LEAST = 2;
const FLOW_MOST = 16;

// What a message would say of this time: `time` is { from, to, at }, minutes, `to` where the period ends.
export function playedAt(film, topic, time, columns, select) {
  const shown = TOPICS[topic] || {};
  const state = { subtitle: subtitleAt(film, time), window: windowAt(time) };
  if (shown.roads) state.routes = roadsAt(film, shown.roads, time, shown.legs);
  if (shown.cut) state.marks = cutOffAt(film, dayOf(time.at), select);
  if (shown.flows) state.flows = flowsOf(shown.flows(film, time));
  if (shown.held) state.marks = heldAt(film, dayOf(time.at));
  if (shown.silent) state.silences = silencesAt(film, dayOf(time.at));
  if (shown.lists) [state.circles, state.sizes] = listAt(film, time);
  if (shown.ways && film.ways && columns) Object.assign(state, waysAt(film, time, columns));
  return state;
}

export function windowAt({ from, to, at }) {
  return [from, Math.max(Math.min(to, at + 1), from + 1), at];
}

function subtitleAt(film, { from, to, at }) {
  const first = dayOf(from);
  const until = Math.max(first, Math.min(dayOf(to - 1), dayOf(at)));
  return [`as at ${momentWords(at, film.offsets)}`, `events of ${periodWords(first, until)}`, film.known]
    .filter(Boolean)
    .join(" · ");
}

// Roads

// Days of a span: [first, last, status, direction, confirmed], both included; of several the one that began last.
function coveringSpan(spans, day) {
  let latest = null;
  for (const span of spans) {
    if (span[0] <= day && day <= span[1] && (!latest || span[0] > latest[0])) latest = span;
  }
  return latest;
}

// The first day of the run of adjacent spans of the same status that ends in this one.
function unbrokenSince(spans, span) {
  for (let first = span[0]; ;) {
    const before = spans.filter((other) => other[2] === span[2] && other[0] < first && other[1] >= first - 1);
    if (!before.length) return first;
    first = Math.min(...before.map((other) => other[0]));
  }
}

function lastOpenDay(spans, day) {
  const open = spans
    .filter((span) => span[2] === "open" && span[0] <= day)
    .map((span) => Math.min(span[1], day));
  return open.length ? Math.max(...open) : null;
}

// Whether nobody vouched for a status in the days before this one, as geo.facts.fading.
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
function lastShown({ spans, reports }, now, day) {
  const seen = reports
    .filter(([begun]) => begun <= day)
    .map(([, ended]) => Math.min(ended, day))
    .filter((shownDay) => shownDay >= now[0]);
  if (now[4] !== null) seen.push(Math.min(now[4], day));
  return seen.length ? Math.max(...seen) : unbrokenSince(spans, now);
}

// One road's status in words, as geo.report.blockade.status_words.
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

function roadsAt(film, words, time, withLegs) {
  const day = dayOf(time.at);
  const counts = words === "loads" ? loadsAt(film, time) : null;
  const roads = [];
  for (const road of film.roads) {
    const now = coveringSpan(road.spans, day);
    if (!now || !road.line.length) continue;
    const label = {
      status: () => `${road.name}: ${statusWords(film, road, now, day)}`,
      bare: () => "",
      loads: () => (counts.get(road.id) ? `${road.name}: ${counts.get(road.id)}` : ""),
    }[words]();
    roads.push({
      id: road.id,
      name: road.name,
      status: hasFaded(film, road, now, day) ? "unknown" : now[2],
      label,
      line: road.line,
      ...(withLegs && road.legs.length && { legs: road.legs }),
    });
  }
  return ownStretches(roads);
}

function legsOf(line) {
  const legs = [];
  for (let i = 2; i < line.length; i += 2) {
    const ends = [`${line[i - 2]} ${line[i - 1]}`, `${line[i]} ${line[i + 1]}`].sort();
    legs.push(ends.join(" "));
  }
  return legs;
}

// A stretch that roads share is drawn by the one that can best pass.
function ownStretches(roads) {
  const best = new Map();
  const rank = (road) => GRAMMAR.statuses[road.status].rank;
  for (const road of roads) {
    for (const leg of legsOf(road.line)) {
      if (!best.has(leg) || rank(road) > rank(best.get(leg))) best.set(leg, road);
    }
  }
  return roads.map(({ line, legs, ...road }, number) => {
    const parts = [];
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

// A message with what it leaves to the film: where roads lie, silences, and the ways of those who met. Until all is there, without.
export function filledIn(message, film, columns) {
  const shown = TOPICS[message.topic] || {};
  const { routes = [], flows, window, until } = message;
  const filled = {};
  if (routes.some((road) => !road.parts)) filled.routes = alongFilm(routes, film, shown.legs);
  if (shown.ways && !flows && film && film.ways && columns) {
    Object.assign(filled, waysAt(film, { from: window[0], to: until, at: window[2] }, columns));
  }
  if (shown.silent && !message.silences && film) filled.silences = silencesAt(film, dayOf(window[2]));
  return { ...message, ...filled };
}

function alongFilm(routes, film, withLegs) {
  const known = new Map((film ? film.roads : []).map((road) => [road.id, road]));
  return ownStretches(
    routes.map((road) => {
      const { line = [], legs = [] } = known.get(road.id) || {};
      return { ...road, line, ...(withLegs && legs.length && { legs }) };
    }),
  );
}

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
function levelOf(status, direction) {
  if (status === "open" || status === "unknown") return status === "open" ? 3 : 1;
  return status === "restricted" && ["outbound", "both", ""].includes(direction) ? 2 : 0;
}

// Places without a way out, or without a known one; a stretch that the page has open counts as shut.
function cutOffAt(film, day, select) {
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

// People and loads

function arrivedBy(film, minute) {
  let value = null;
  for (const [moment, count] of film.arrivals) if (moment <= minute) value = count;
  return value;
}

function movesAt(film, { from, to, at }) {
  const day = dayOf(at);
  const last = Math.min(dayOf(to - 1), day);
  const flows = [];
  for (const [begun, ended, people, total, byRoad, lines, id] of film.moves) {
    if (ended < dayOf(from) || begun > last) continue;
    const persons = ended <= day ? total : byRoad ? arrivedBy(film, at) : null;
    const count = persons === null ? "" : `: ${numberWords(persons)}`;
    const label = `${people}${count} (${periodWords(begun, Math.min(ended, day))})`;
    lines.forEach((line, rank) =>
      flows.push({
        line,
        id,
        label: rank ? "" : label,
        persons: rank || persons === null ? null : Math.trunc(persons),
      }),
    );
  }
  return flows;
}

function flowsOf(flows) {
  const widest = Math.max(0, ...flows.map((flow) => flow.persons || 0));
  const drawn = flows.map(({ line, persons, label, id }) => {
    const width =
      persons && widest
        ? Math.round(Math.max(FLOW_LEAST, (FLOW_MOST * persons) / widest) * 10) / 10
        : FLOW_LEAST;
    return [line, width, label, "displacement", [`movement:${id}`]];
  });
  return Object.assign(drawn, { widest });
}

function listAt(film, { from, to, at }) {
  let latest = null;
  for (const list of film.lists) {
    const [moment, total] = list;
    if (moment > at) continue;
    if (
      !latest ||
      dayOf(moment) > dayOf(latest[0]) ||
      (dayOf(moment) === dayOf(latest[0]) && total > latest[1])
    ) {
      latest = list;
    }
  }
  return latest && latest[0] >= from && latest[0] < to ? [latest[2], latest[3]] : [[], []];
}

// The load that has stood longest is named and the others are counted, as geo.picture.topics words them.
function heldAt(film, day) {
  const marks = new Map();
  for (const [first, until, place, at, words, id] of film.held) {
    if (first > day || (until !== null && day > until)) continue;
    if (!marks.has(place)) marks.set(place, { at, first, words, ids: [] });
    const mark = marks.get(place);
    if (first < mark.first) Object.assign(mark, { first, words });
    mark.ids.push(id);
  }
  return [...marks.values()].map(({ at, words, ids }) => {
    const more = ids.length - 1;
    const others = more ? ` and ${countedWords(more, "more load")}` : "";
    return [at, words + others, "waiting", "aid", 0, [`consignment:${ids.join(";")}`]];
  });
}

// Meetings and calls

function contactRows(film, columns) {
  if (film.known_by === columns) return film.contact_rows;
  const rows = new Map();
  const kinds = new Set(
    CONTACTS.map((key) => GRAMMAR.categories.findIndex((category) => category.key === key)),
  );
  for (let row = 0; row < columns.n; row++) {
    if (kinds.has(columns.category[row])) rows.set(idOf(columns, row), row);
  }
  return Object.assign(film, { known_by: columns, contact_rows: rows }).contact_rows;
}

function waysAt(film, { from, to, at }, columns) {
  const rows = contactRows(film, columns);
  const { places } = film.ways;
  const legs = new Map();
  const day = dayOf(at);
  for (const [first, id, form, ends] of film.ways.rows) {
    const row = rows.get(id);
    if (first > day || row === undefined || columns.start[row] >= to || columns.end[row] <= from) continue;
    for (const [start, end] of ends) {
      const key = `${start} ${end} ${form}`;
      if (!legs.has(key)) legs.set(key, { start, end, form, ids: [] });
      legs.get(key).ids.push(id);
    }
  }
  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = [...legs.values()].sort(
    (a, b) => b.ids.length - a.ids.length || order(a.start, b.start) || order(a.end, b.end),
  );
  const name = (place) => places[place][2];
  const point = (place) => places[place].slice(0, 2);
  const flows = sorted.map(({ start, end, form, ids }) => [
    [...point(start), ...point(end)],
    FLOW_LEAST,
    `${name(start)} to ${name(end)}: ${countedWords(ids.length, form)}`,
    "contact",
    [`event:${ids.join(";")}`],
  ]);
  const ends = [...new Set(sorted.flatMap(({ start, end }) => [start, end]))];
  return {
    flows,
    marks: ends.map((end) => [point(end), name(end), "seat", "diplomacy", 0, [`place:${end}`]]),
  };
}

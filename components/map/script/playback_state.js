// Played: the state on any date, put together from the case's facts as the pictures of geo.picture put it together on the server.

import { idOf } from "./columns.js";
import { countedWords, dayOf, momentWords, numberWords, periodWords } from "./dates.js";
import { GRAMMAR } from "./grammar.js";
import { withLines, cutOffAt, roadsAt } from "./playback_roads.js";
import { silencesAt } from "./silences.js";

const { contacts: CONTACTS } = GRAMMAR;
const { least: FLOW_LEAST, most: FLOW_MOST } = GRAMMAR.flow;

// What each layer that moves says of a time, by its name in geo.picture.registry. "segments" is none of its own:
// it tells that roads are drawn with the stretches that can be chosen.
/** @type {Record<string, (played: Played) => Partial<PlayedState>>} */
export const LAYERS = {
  roads: ({ facts, time, layers }) => ({
    routes: roadsAt(facts, "status", time, layers.includes("segments")),
  }),
  road_loads: ({ facts, time }) => ({ routes: roadsAt(facts, "loads", time, false) }),
  road_lines: ({ facts, time }) => ({ routes: roadsAt(facts, "bare", time, false) }),
  cut_off: ({ facts, time, select }) => ({ marks: cutOffAt(facts, time.at, select) }),
  movements: ({ facts, time }) => ({ flows: flowsOf(movesAt(facts, time)) }),
  counted_movements: ({ facts, time }) => ({
    flows: flowsOf(movesAt(facts, time).filter((flow) => flow.persons)),
  }),
  waiting: ({ facts, time }) => ({ marks: waitsAt(facts, time.at) }),
  silences: ({ facts, time }) => ({ silences: silencesAt(facts, dayOf(time.at)) }),
  housed: ({ facts, time }) => {
    const [circles, sizes] = listAt(facts, time);
    return { circles, sizes };
  },
  contacts: ({ facts, time, columns }) =>
    facts.ways && columns ? waysAt(facts, facts.ways, time, columns) : {},
};

// What a message would say of this time: `time` is { from, to, at }, minutes, `to` where the period ends.
/**
 * @param {PlaybackFacts} facts @param {string[]} layers @param {Moment} time @param {Columns | null} columns
 * @param {string | null} select
 */
export function playedAt(facts, layers, time, columns, select) {
  const areas = areasOn(facts, dayOf(time.at));
  /** @type {PlayedState} */
  const state = { subtitle: subtitleAt(facts, time), window: windowAt(time), areas };
  for (const layer of layers) {
    if (LAYERS[layer]) Object.assign(state, LAYERS[layer]({ facts, time, layers, columns, select }));
  }
  return state;
}

/** @param {Moment} moment */
export function windowAt({ from, to, at }) {
  return [from, Math.max(Math.min(to, at + 1), from + 1), at];
}

/** @param {PlaybackFacts} facts @param {Moment} moment */
function subtitleAt(facts, { from, to, at }) {
  const first = dayOf(from);
  const until = Math.max(first, Math.min(dayOf(to - 1), dayOf(at)));
  return [`as at ${momentWords(at, facts.offsets)}`, `events of ${periodWords(first, until)}`, facts.known]
    .filter(Boolean)
    .join(" · ");
}

// The areas that stand on a day, as geo.picture.area_shapes: no first or last day cuts nothing off.
/** @param {PlaybackFacts} facts @param {number} day */
function areasOn(facts, day) {
  return facts.areas
    .filter(([first, last]) => (first === null || first <= day) && (last === null || day <= last))
    .map(([, , ...area]) => area);
}

// A message with what it leaves to the facts: where roads lie, silences, areas, and the ways of those who met. Until all is there, without.
/** @param {Message} message @param {PlaybackFacts | null} facts @param {Columns | null} columns */
export function filledIn(message, facts, columns) {
  const { routes = [], flows, window, until, playback: layers = [] } = message;
  const filled = {};
  const at = window[2];
  if (routes.some((road) => !road.parts)) {
    filled.routes = withLines(routes, facts, layers.includes("segments"));
  }
  if (layers.includes("contacts") && !flows && facts && facts.ways && columns) {
    Object.assign(filled, waysAt(facts, facts.ways, { from: window[0], to: until, at }, columns));
  }
  if (layers.includes("silences") && !message.silences && facts) {
    filled.silences = silencesAt(facts, dayOf(at));
  }
  if (!message.areas && facts) filled.areas = areasOn(facts, dayOf(at));
  return { ...message, ...filled };
}

// People and loads

/** @param {PlaybackFacts} facts @param {Moment} moment */
function movesAt(facts, { from, to, at }) {
  const day = dayOf(at);
  const last = Math.min(dayOf(to - 1), day);
  /** @type {PlayedFlow[]} */
  const flows = [];
  for (const [begun, ended, people, counts, lines, id] of facts.moves) {
    if (ended < dayOf(from) || begun > last) continue;
    const [, persons, whole] = counts.findLast(([moment]) => moment <= at) ?? [0, null, false];
    const count = persons === null ? "" : `: ${numberWords(persons)}`;
    const label = `${people}${count} (${periodWords(begun, whole ? ended : Math.min(ended, day))})`;
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

/** @param {PlayedFlow[]} flows */
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

/** @param {PlaybackFacts} facts @param {Moment} moment */
function listAt(facts, { from, to, at }) {
  let latest = null;
  for (const list of facts.lists) {
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

// Loads that wait, by the server's own pieces; where nobody vouches for any of a place, as last reported.
// The load that has stood longest is named and the others are counted, as geo.picture.aid_picture words them.
/** @param {PlaybackFacts} facts @param {number} minute */
function waitsAt(facts, minute) {
  /** @type {Map<string, { at: number[], since: number, words: string, faded: number, id: string }[]>} */
  const places = new Map();
  for (const [from, until, place, at, since, words, faded, id] of facts.waits) {
    if (from > minute || (until !== null && until <= minute)) continue;
    places.set(place, [...(places.get(place) || []), { at, since, words, faded, id }]);
  }
  return [...places.values()].map((loads) => {
    const vouched = loads.filter(({ faded }) => !faded);
    const drawn = vouched.length ? vouched : loads;
    const first = drawn.reduce((best, load) => (load.since < best.since ? load : best));
    const others = drawn.length > 1 ? ` and ${countedWords(drawn.length - 1, "more load")}` : "";
    const ids = drawn.map(({ id }) => id).join(";");
    const mark = [first.at, first.words + others, "waiting", "aid", [`consignment:${ids}`]];
    return first.faded ? [...mark, 1] : mark;
  });
}

// Meetings and calls

/** @param {PlaybackFacts} facts @param {Columns} columns @returns {Map<string, number>} */
function contactRows(facts, columns) {
  if (facts.known_by === columns && facts.contact_rows) return facts.contact_rows;
  const rows = new Map();
  const kinds = new Set(
    CONTACTS.map((key) => GRAMMAR.categories.findIndex((category) => category.key === key)),
  );
  for (let row = 0; row < columns.n; row++) {
    if (kinds.has(columns.category[row])) rows.set(idOf(columns, row), row);
  }
  Object.assign(facts, { known_by: columns, contact_rows: rows });
  return rows;
}

/** @param {PlaybackFacts} facts @param {NonNullable<PlaybackFacts["ways"]>} ways @param {Moment} moment @param {Columns} columns */
function waysAt(facts, ways, { from, to, at }, columns) {
  const rows = contactRows(facts, columns);
  const { rows: contacts, places } = ways;
  const legs = new Map();
  const day = dayOf(at);
  for (const [first, id, form, ends] of contacts) {
    const row = rows.get(id);
    if (first > day || row === undefined || columns.start[row] >= to || columns.end[row] <= from) continue;
    for (const [start, end] of ends) {
      const key = `${start} ${end} ${form}`;
      if (!legs.has(key)) legs.set(key, { start, end, form, ids: [] });
      legs.get(key).ids.push(id);
    }
  }
  /** @param {string} a @param {string} b */
  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = [...legs.values()].sort(
    (a, b) => b.ids.length - a.ids.length || order(a.start, b.start) || order(a.end, b.end),
  );
  const name = (/** @type {string} */ place) => places[place][2];
  const point = (/** @type {string} */ place) => places[place].slice(0, 2);
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
    marks: ends.map((end) => [point(end), name(end), "seat", "diplomacy", [`place:${end}`]]),
  };
}

// Played: the state on any date, put together from the case's film as the pictures of geo.picture put it together on the server.

import { idOf } from "./columns.js";
import { countedWords, dayOf, momentWords, numberWords, periodWords } from "./dates.js";
import { GRAMMAR } from "./grammar.js";
import { alongFilm, cutOffAt, roadsAt } from "./playback_roads.js";
import { silencesAt } from "./silences.js";

const { contacts: CONTACTS } = GRAMMAR;
const { least: FLOW_LEAST, most: FLOW_MOST } = GRAMMAR.flow;

// What each layer that moves says of a time, by its name in geo.picture.registry. "segments" is none of its own:
// it tells that roads are drawn with the stretches that can be chosen.
/** @type {Record<string, (played: Played) => Partial<PlayedState>>} */
export const LAYERS = {
  roads: ({ film, time, layers }) => ({ routes: roadsAt(film, "status", time, layers.includes("segments")) }),
  road_loads: ({ film, time }) => ({ routes: roadsAt(film, "loads", time, false) }),
  road_lines: ({ film, time }) => ({ routes: roadsAt(film, "bare", time, false) }),
  cut_off: ({ film, time, select }) => ({ marks: cutOffAt(film, time.at, select) }),
  movements: ({ film, time }) => ({ flows: flowsOf(movesAt(film, time)) }),
  counted_movements: ({ film, time }) => ({
    flows: flowsOf(movesAt(film, time).filter((flow) => flow.persons)),
  }),
  waiting: ({ film, time }) => ({ marks: waitsAt(film, time.at) }),
  silences: ({ film, time }) => ({ silences: silencesAt(film, dayOf(time.at)) }),
  housed: ({ film, time }) => {
    const [circles, sizes] = listAt(film, time);
    return { circles, sizes };
  },
  contacts: ({ film, time, columns }) => (film.ways && columns ? waysAt(film, film.ways, time, columns) : {}),
};

// What a message would say of this time: `time` is { from, to, at }, minutes, `to` where the period ends.
/**
 * @param {Film} film @param {string[]} layers @param {Moment} time @param {Columns | null} columns
 * @param {string | null} select
 */
export function playedAt(film, layers, time, columns, select) {
  const areas = areasOn(film, dayOf(time.at));
  /** @type {PlayedState} */
  const state = { subtitle: subtitleAt(film, time), window: windowAt(time), areas };
  for (const layer of layers) {
    if (LAYERS[layer]) Object.assign(state, LAYERS[layer]({ film, time, layers, columns, select }));
  }
  return state;
}

/** @param {Moment} moment */
export function windowAt({ from, to, at }) {
  return [from, Math.max(Math.min(to, at + 1), from + 1), at];
}

/** @param {Film} film @param {Moment} moment */
function subtitleAt(film, { from, to, at }) {
  const first = dayOf(from);
  const until = Math.max(first, Math.min(dayOf(to - 1), dayOf(at)));
  return [`as at ${momentWords(at, film.offsets)}`, `events of ${periodWords(first, until)}`, film.known]
    .filter(Boolean)
    .join(" · ");
}

// The areas that stand on a day, as geo.picture.area_shapes: no first or last day cuts nothing off.
/** @param {Film} film @param {number} day */
function areasOn(film, day) {
  return film.areas
    .filter(([first, last]) => (first === null || first <= day) && (last === null || day <= last))
    .map(([, , ...area]) => area);
}

// A message with what it leaves to the film: where roads lie, silences, areas, and the ways of those who met. Until all is there, without.
/** @param {Message} message @param {Film | null} film @param {Columns | null} columns */
export function filledIn(message, film, columns) {
  const { routes = [], flows, window, until, playback: layers = [] } = message;
  const filled = {};
  const at = window[2];
  if (routes.some((road) => !road.parts)) {
    filled.routes = alongFilm(routes, film, layers.includes("segments"));
  }
  if (layers.includes("contacts") && !flows && film && film.ways && columns) {
    Object.assign(filled, waysAt(film, film.ways, { from: window[0], to: until, at }, columns));
  }
  if (layers.includes("silences") && !message.silences && film) filled.silences = silencesAt(film, dayOf(at));
  if (!message.areas && film) filled.areas = areasOn(film, dayOf(at));
  return { ...message, ...filled };
}

// People and loads

/** @param {Film} film @param {number} minute */
function arrivedBy(film, minute) {
  let value = null;
  for (const [moment, count] of film.arrivals) if (moment <= minute) value = count;
  return value;
}

/** @param {Film} film @param {Moment} moment */
function movesAt(film, { from, to, at }) {
  const day = dayOf(at);
  const last = Math.min(dayOf(to - 1), day);
  /** @type {PlayedFlow[]} */
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

/** @param {Film} film @param {Moment} moment */
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

// Loads that wait, by the server's own pieces; where nobody vouches for any of a place, as last reported.
// The load that has stood longest is named and the others are counted, as geo.picture.aid_picture words them.
/** @param {Film} film @param {number} minute */
function waitsAt(film, minute) {
  /** @type {Map<string, { at: number[], since: number, words: string, faded: number, id: string }[]>} */
  const places = new Map();
  for (const [from, until, place, at, since, words, faded, id] of film.waits) {
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

/** @param {Film} film @param {Columns} columns @returns {Map<string, number>} */
function contactRows(film, columns) {
  if (film.known_by === columns && film.contact_rows) return film.contact_rows;
  const rows = new Map();
  const kinds = new Set(
    CONTACTS.map((key) => GRAMMAR.categories.findIndex((category) => category.key === key)),
  );
  for (let row = 0; row < columns.n; row++) {
    if (kinds.has(columns.category[row])) rows.set(idOf(columns, row), row);
  }
  Object.assign(film, { known_by: columns, contact_rows: rows });
  return rows;
}

/** @param {Film} film @param {NonNullable<Film["ways"]>} ways @param {Moment} moment @param {Columns} columns */
function waysAt(film, ways, { from, to, at }, columns) {
  const rows = contactRows(film, columns);
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

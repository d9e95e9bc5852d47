// The legend while dates are played: all that may come is in it from the start, so that it stands still.

import { ROLE_SITE } from "./columns.js";
import { numberWords } from "./dates.js";
import { GRAMMAR } from "./grammar.js";

// `message` is the page's, `told` what playedAt gave, `mask` the categories shown.
/**
 * @param {Message} message @param {PlaybackFacts} facts @param {PlayedState} state @param {Columns | null} columns
 * @param {Mask} mask
 */
export function playedLegend(message, facts, state, columns, mask) {
  const own = groupsOf(message);
  const may = facts.roads.flatMap((road) => road.frames.map((frame) => frame[2])).concat("unknown");
  return inOrder(message, state, {
    roads: state.routes ? roadEntries(new Set(may), own("Road")) : own("Road"),
    silent: state.silences && facts.silences.length ? [facts.silent] : [],
    events: columns ? eventEntries(columns, mask, own("Event"), facts.outlined) : own("Event"),
    marks: markEntries(facts, message.playback, own("Mark")),
    flows: flowEntries(state, own("Movement")),
    areas: facts.areas.length ? [facts.area] : [],
  });
}

// After a single step nothing plays on: what is drawn and no more, so that the page's answer changes nothing in it.
/** @param {Message} message @param {PlaybackFacts} facts @param {PlayedState} state */
export function steppedLegend(message, facts, state) {
  const own = groupsOf(message);
  const { routes, silences, marks, flows, areas = [] } = state;
  return inOrder(message, state, {
    roads: routes ? roadEntries(new Set(routes.map(({ status }) => status)), own("Road")) : own("Road"),
    silent: silences && silences.length ? [facts.silent] : [],
    events: own("Event"),
    marks: marks ? signEntries(marks) : own("Mark"),
    flows: flows && !flows.length ? [] : flowEntries(state, own("Movement")),
    areas: areas.length ? [facts.area] : [],
  });
}

/** @param {Message} message */
function groupsOf(message) {
  return (/** @type {string} */ heading) => message.legend.filter(([group]) => group === heading);
}

/**
 * @param {Message} message @param {PlayedState} state
 * @param {Record<"roads" | "silent" | "events" | "marks" | "flows" | "areas", LegendEntry[]>} parts
 */
function inOrder(message, state, { roads, silent, events, marks, flows, areas }) {
  const circles = state.sizes || message.legend.filter(([, sign]) => sign === "circle");
  return [...roads, ...silent, ...events, ...marks, ...flows, ...circles, ...areas];
}

/** @param {Set<string>} present @param {LegendEntry[]} own */
function roadEntries(present, own) {
  const statuses = Object.entries(GRAMMAR.statuses).filter(([key]) => present.has(key));
  const words = own.find(([, sign]) => sign === "text") || [
    "Road",
    "text",
    "",
    "Lines between places, not surveyed roads",
    0,
  ];
  return statuses.length
    ? [...statuses.map(([key, { label }]) => ["Road", "status", key, label, 0]), words]
    : [];
}

/** @param {BareMark[]} marks */
function signEntries(marks) {
  const drawn = new Map([...marks].reverse().map(([, , glyph, kind]) => [glyph, kind]));
  return Object.entries(GRAMMAR.signLabels)
    .filter(([glyph]) => drawn.has(glyph))
    .map(([glyph, label]) => ["Mark", "sign", `${glyph};${drawn.get(glyph)}`, label, 0]);
}

/** @param {Columns} columns @param {Mask} mask @param {LegendEntry[]} own @param {LegendEntry[]} outlined */
function eventEntries(columns, mask, own, outlined) {
  const present = columns.present || new Set();
  if (!columns.present) {
    for (let row = 0; row < columns.n; row++) {
      if ((columns.flags[row] & 3) === ROLE_SITE) present.add(columns.category[row]);
    }
    columns.present = present;
  }
  const shown = GRAMMAR.categories.filter((_, at) => present.has(at) && mask[at]);
  return [
    ...shown.map(({ key, label }) => ["Event", "category", key, label, 0]),
    ...own.filter(([, sign]) => sign !== "category" && sign !== "outline"),
    ...outlined,
  ];
}

/** @param {PlaybackFacts} facts @param {string[]} layers @param {LegendEntry[]} own */
function markEntries(facts, layers, own) {
  /** @param {string} glyph @param {string} kind */
  const sign = (glyph, kind) => ["Mark", "sign", `${glyph};${kind}`, GRAMMAR.signLabels[glyph], 0];
  if (layers.includes("cut_off")) {
    return Object.values(facts.network.cut).map(([glyph, kind]) => sign(glyph, kind));
  }
  return layers.includes("waiting") && facts.waits.length ? [sign("waiting", "aid")] : own;
}

/** @param {PlayedState} state @param {LegendEntry[]} own */
function flowEntries(state, own) {
  if (!state.flows || state.flows.widest === undefined) return own;
  const words = state.flows.widest
    ? [["Movement", "text", "", `Widest arrow: ${numberWords(state.flows.widest)} people`, 0]]
    : [];
  const sample = own.find(([, sign]) => sign === "flow") || [
    "Movement",
    "flow",
    "displacement",
    "People displaced (not the road taken)",
    0,
  ];
  return [sample, ...words];
}

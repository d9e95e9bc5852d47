import { SERVED } from "./served.js";
import assert from "node:assert/strict";
import test from "node:test";

const { LAYERS, playedAt, filledIn, windowAt } =
  await import("../../components/map/script/playback_state.js");
const { playedLegend, steppedLegend } = await import("../../components/map/script/playback_legend.js");

const { film, blockade, layers } = SERVED;
const PLAYED = layers.blockade;
const timeOf = ({ window: [from, , at], until }) => ({ from, to: until, at });

test("roads, places cut off and silences are the server's on every day a road turns", () => {
  assert.ok(blockade.length > 60);
  for (const { until, ...sent } of blockade) {
    const state = playedAt(film, PLAYED, timeOf({ ...sent, until }), null, null);
    assert.deepEqual(JSON.parse(JSON.stringify(state)), sent);
  }
  assert.ok(blockade.some(({ marks }) => marks.length) && blockade.some(({ silences }) => silences.length));
});

test("each layer that the registry of pages may name is one the script plays", () => {
  assert.deepEqual([...Object.keys(LAYERS), "segments"].sort(), SERVED.playback_layers);
});

test("a window ends with the as-at minute, the period's end or a minute after its start", () => {
  assert.deepEqual(windowAt({ from: 10, to: 100, at: 50 }), [10, 51, 50]);
  assert.deepEqual(windowAt({ from: 10, to: 40, at: 50 }), [10, 40, 50]);
  assert.deepEqual(windowAt({ from: 10, to: 100, at: 5 }), [10, 11, 5]);
});

test("a stretch that the page has open counts as shut", () => {
  const [least] = blockade.toSorted((a, b) => a.marks.length - b.marks.length);
  const time = timeOf(least);
  const cutOff = (select) => playedAt(film, PLAYED, time, null, select).marks.length;
  const open = cutOff(null);
  const shut = film.network.segments.map(([start, end]) => cutOff(`segment:${start}..${end}`));
  assert.ok(shut.every((count) => count >= open));
  assert.ok(shut.some((count) => count > open));
});

test("a message without the lines of its roads has them from the film, and waits for it", () => {
  const [sent] = blockade.slice(-1);
  const bare = {
    ...sent,
    playback: PLAYED,
    silences: undefined,
    routes: sent.routes.map(({ parts: _parts, legs: _legs, ...road }) => road),
  };
  const filled = filledIn(bare, film, null);
  assert.deepEqual(JSON.parse(JSON.stringify(filled.routes)), sent.routes);
  assert.deepEqual(filled.silences, sent.silences);
  assert.deepEqual(
    filledIn(bare, null, null).routes.map(({ parts }) => parts),
    sent.routes.map(() => []),
  );
});

test("the legend names every state that may come while dates play, and after a step what is drawn", () => {
  const [message] = blockade.map((sent) => ({ ...sent, playback: PLAYED, legend: [], names: "both" }));
  const state = playedAt(film, PLAYED, timeOf(message), null, null);
  const statuses = (legend) => legend.filter(([, sign]) => sign === "status").map(([, , key]) => key);
  const may = statuses(playedLegend(message, film, state, null, []));
  assert.deepEqual(
    may,
    Object.keys(SERVED.grammar.statuses).filter((key) => may.includes(key)),
  );
  assert.ok(may.includes("closed") && may.includes("unknown"));
  const now = statuses(steppedLegend(message, film, state));
  assert.deepEqual(new Set(now), new Set(state.routes.map(({ status }) => status)));
});

import { SERVED } from "./served.js";
import assert from "node:assert/strict";
import test from "node:test";

const script = await import("../../components/map/script/columns.js");
const { Outlines, outlinesOf } = await import("../../components/map/script/outlines.js");
const { categoryOf, takeKinds } = await import("../../components/map/script/signs.js");
const { Tally } = await import("../../components/map/script/tally.js");

const body = Uint8Array.from(atob(SERVED.columns.body), (letter) => letter.charCodeAt(0));
const columns = await script.unpackColumns(body.buffer);
const rows = [...columns.start.keys()];

test("columns come out as the server packed them", () => {
  assert.equal(columns.n, SERVED.columns.ids.length);
  assert.ok(columns.n > 100);
  for (const name of ["start", "category", "flags"]) {
    assert.deepEqual([...columns[name]], SERVED.columns[name]);
  }
  assert.deepEqual(
    rows.map((row) => script.idOf(columns, row)),
    SERVED.columns.ids,
  );
  // An event takes a minute at least, so that it overlaps the moment it happened in.
  const ends = SERVED.columns.end.map((end, row) => Math.max(end, SERVED.columns.start[row] + 1));
  assert.deepEqual([...columns.end], ends);
});

test("what are no columns is refused", async () => {
  await assert.rejects(script.unpackColumns(new Uint8Array(64).buffer), /not columns/u);
});

test("rows are in the order of their ends too, and found by id and by spot", () => {
  const ends = [...columns.byEnd].map((row) => columns.end[row]);
  assert.deepEqual(
    ends,
    ends.toSorted((a, b) => a - b),
  );
  assert.deepEqual(
    [...columns.byEnd].toSorted((a, b) => a - b),
    rows,
  );
  for (const row of [0, 7, columns.n - 1]) {
    assert.equal(script.rowOf(columns, script.idOf(columns, row)), row);
  }
  assert.equal(script.rowOf(columns, "none"), -1);
  const [row] = rows.filter((at) => script.drawnAt(columns, at));
  const every = columns.category.length && Array(SERVED.grammar.categories.length).fill(true);
  const spot = script.drawnAt(columns, row);
  const span = [columns.start[row], columns.start[row] + 1, columns.start[row]];
  assert.ok(script.rowsAt(columns, spot, span, every, 10).includes(row));
  assert.deepEqual(script.rowsAt(columns, spot, [span[0] - 2, span[0] - 1], every.fill(false), 10), []);
});

test("a tally that steps counts what one that begins anew counts", () => {
  const mask = Array(SERVED.grammar.categories.length).fill(true);
  const [first, last] = SERVED.film.span;
  const stepped = new Tally(columns);
  for (let at = first; at < last; at += 40 * 1440) {
    stepped.move([first, at, at], null);
    const anew = new Tally(columns);
    anew.move([first, at, at], null);
    const counted = rows.filter((row) => columns.start[row] < at && columns.end[row] > first).length;
    const totals = stepped.totals(mask);
    assert.deepEqual(totals, anew.totals(mask));
    assert.equal(totals.drawn + totals.other, counted);
  }
});

test("an event is in doubt where it is marked so, or known to the month and only partly in the window", () => {
  const { uncertain, disputed, rough } = SERVED.grammar.columns;
  const one = (flags) => ({ flags: [flags], start: [100], end: [200] });
  assert.equal(script.isDoubtful(one(0), 0, [0, 50]), false);
  assert.equal(script.isDoubtful(one(uncertain), 0, [0, 5000]), true);
  assert.equal(script.isDoubtful(one(disputed), 0, [0, 5000]), true);
  assert.equal(script.isDoubtful(one(rough << 2), 0, [0, 5000]), false);
  assert.equal(script.isDoubtful(one(rough << 2), 0, [150, 5000]), true);
});

test("the outline of a place is found for the spot of its events and for no other", () => {
  const { labels, ids } = SERVED.outlined;
  const { bySpot } = new Outlines(columns, labels, "both");
  const [[spot, area]] = bySpot;
  assert.equal(bySpot.size, 1);
  const there = [...columns.spot.keys()].filter((row) => columns.spot[row] === spot);
  assert.deepEqual(there.map((row) => script.idOf(columns, row)).toSorted(), ids.toSorted());
  assert.match(area.name, /\(schematic\)$/u);
  assert.ok(area.rings[0].every((part) => part > 0 && part < 1));
  assert.deepEqual(outlinesOf([{ hosted: [{ outline: area }, {}] }]), [area]);
});

test("labels that have not come yet, or have no outline, give none", () => {
  const { labels } = SERVED.outlined;
  assert.equal(new Outlines(columns, null, "both").bySpot.size, 0);
  assert.equal(new Outlines(columns, { ...labels, outlines: [] }, "both").bySpot.size, 0);
});

test("a case's own categories take their places, and go with it", () => {
  const { categories } = globalThis.PASSAGE_GRAMMAR;
  const at = categories.findIndex(({ key }) => !key);
  const usual = categoryOf("aid").label;
  takeKinds([
    [at, "flood", "Flood", "#2f55d4", "#93a9ff", "M0,0L1,1Z"],
    [1, "aid", "Relief", "#1b7837", "#7fd08a", "M0,0L1,1Z"],
  ]);
  assert.equal(categoryOf("flood"), categories[at]);
  assert.deepEqual([categories[at].label, categoryOf("aid").label], ["Flood", "Relief"]);
  takeKinds([]);
  assert.equal(categoryOf("flood").key, "other");
  assert.deepEqual([categories[at].key, categoryOf("aid").label], ["", usual]);
});

import "./served.js";
import assert from "node:assert/strict";
import test from "node:test";

const { HitTest } = await import("../../components/map/script/hit_test.js");

const disc = { shape: "disc", kind: "spot", x: 10, y: 10, r: 5, label: "disc", cards: ["event:a"] };
const box = { shape: "box", kind: "plate", box: [0, 0, 20, 8], label: "box", cards: ["route:r"] };
const bent = [
  [
    [0, 50],
    [50, 50],
    [50, 100],
  ],
];
const line = { shape: "line", kind: "route", parts: bent, reach: 4, label: "line", cards: ["route:r"] };
const square = (low, high) => [
  [low, low],
  [high, low],
  [high, high],
  [low, high],
];
const ring = {
  shape: "rings",
  kind: "area",
  rings: [square(0, 100), square(40, 60)],
  label: "area",
  cards: ["area:a"],
};

test("a point is on a target or off it", () => {
  const far = (hit, x, y) => HitTest.far(hit, x, y);
  assert.equal(far(disc, 13, 14), 0);
  assert.equal(far(disc, 14, 14), Infinity);
  assert.equal(far(box, 20, 8), 0);
  assert.equal(far(box, 21, 8), Infinity);
  assert.equal(far(line, 30, 53), 3);
  assert.equal(far(line, 30, 55), Infinity);
  assert.equal(far(line, 52, 47), Math.hypot(2, 3));
  assert.equal(far(ring, 20, 20), 0);
  assert.equal(far(ring, 50, 50), Infinity, "a hole is no part of an area");
  assert.equal(far(ring, 120, 50), Infinity);
});

test("what lies on top comes first: words, signs, roads, areas; of one kind the nearest", () => {
  const near = {
    ...line,
    label: "near",
    parts: [
      [
        [0, 6],
        [40, 6],
      ],
    ],
  };
  const layer = Object.assign(Object.create(HitTest), {
    frame: { padX: 0, padY: 0 },
    hits: [ring, line, near, disc, box],
  });
  const found = layer.at({ x: 12, y: 7 }).map(({ label }) => label);
  assert.deepEqual(found, ["box", "near", "disc", "area"]);
});

test("the events under a point are asked for only where no sign of theirs is hit", () => {
  const picked = { ...disc, label: "picked" };
  const drawn = { pick: () => picked };
  const layer = Object.assign(Object.create(HitTest), { frame: { padX: 5, padY: 5 }, hits: [], drawn });
  assert.deepEqual(layer.at({ x: 0, y: 0 }), [picked]);
  layer.hits = [{ ...box, kind: "event" }];
  assert.deepEqual(layer.at({ x: 0, y: 0 }), layer.hits);
});

test("cards of a target are counted, where it holds more than it lists too", () => {
  assert.equal(HitTest.countOf([disc, { ...line, cards: ["a", "b"] }]), 3);
  assert.equal(HitTest.countOf([{ ...disc, count: 40 }]), 40);
});

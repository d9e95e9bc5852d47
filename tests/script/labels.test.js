import { SERVED } from "./served.js";
import assert from "node:assert/strict";
import test from "node:test";

const { callout } = await import("../../components/map/script/plates.js");
const { planKeyNames } = await import("../../components/map/script/key_names.js");
const { Taken } = await import("../../components/map/script/names.js");
const { sidesOf } = await import("../../components/map/script/timebar.js");

const LETTER = 7;
const g = { font: "", measureText: (text) => ({ width: text.length * LETTER }) };
const newPaint = (panels = []) => ({
  g,
  scale: 1,
  ox: 0,
  oy: 0,
  k: 1,
  inner: [0, 0, 800, 400],
  panels,
  roads: new Taken(),
  arrows: new Taken(),
});
const place = (id, x, y, name = `${id} / ${id}`) => ({ id, x, y, names: [name] });
const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

test("a road's words are parted as the server parts them", () => {
  assert.ok(SERVED.callouts.length > 20);
  for (const [label, forms] of SERVED.callouts) assert.deepEqual(callout(label), forms);
});

test("key places close together are all named, on no dot, no panel and no other name", () => {
  const panel = [420, 150, 800, 400];
  const keys = [];
  for (let n = 0; n < 8; n++) keys.push(place(`Place${n}`, 360 + (n % 3) * 14, 90 + n * 24));
  const plan = planKeyNames(newPaint([panel]), keys, 0);
  assert.equal(plan.length, 8);
  plan.forEach((name, number) => {
    assert.ok(!meet(name.box, panel));
    for (const { x, y } of keys) assert.ok(!meet(name.box, [x - 5, y - 5, x + 5, y + 5]), name.place.id);
    for (const other of plan.slice(number + 1)) assert.ok(!meet(name.box, other.box));
  });
});

test("a name stands right of its dot unless a road does, and on two lines where one is too long", () => {
  const paint = newPaint();
  assert.equal(planKeyNames(paint, [place("Goris", 400, 200, "Goris")], 0)[0].side, 1);
  paint.roads.take([405, 190, 480, 210]);
  assert.equal(planKeyNames(paint, [place("Goris", 400, 200, "Goris")], 0)[0].side, -1);
  const long = planKeyNames(
    newPaint(),
    [place("x", 400, 200, "A name of many letters / Another so long")],
    0,
  );
  assert.equal(long[0].form.lines.length, 2);
});

test("key dates are named in whole, over no other name, and not beyond the bar", () => {
  const marks = [
    { x: 10, w: 60 },
    { x: 90, w: 60 },
    { x: 100, w: 60 },
    { x: 395, w: 60 },
  ];
  const sides = sidesOf(marks, 400);
  assert.deepEqual(sides, [1, 0, 1, -1]);
  assert.deepEqual(sidesOf(marks, 0), [0, 0, 0, 0]);
});

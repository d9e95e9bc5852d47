import { SERVED } from "./served.js";
import assert from "node:assert/strict";
import test from "node:test";

const { callout, plate, roadPlate } = await import("../../components/map/script/plates.js");
const { ledName, planKeyNames } = await import("../../components/map/script/key_names.js");
const { Taken, shownPlaces } = await import("../../components/map/script/names.js");
const { DrawnEvents } = await import("../../components/map/script/drawn_events.js");
const { mercator } = await import("../../components/map/script/ground.js");
const { Position } = await import("../../components/map/script/position.js");
const { marksShown } = await import("../../components/map/script/shapes.js");
const { sidesOf } = await import("../../components/map/script/timebar.js");

const LETTER = 7;
const pens = { font: "", measureText: (text) => ({ width: text.length * LETTER }) };
const g = new Proxy(pens, { get: (pen, name) => (name in pen ? pen[name] : () => undefined) });
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
  taken: new Taken(),
  words: [],
  solid: [],
  theme: {},
});
// A paint on which boxes are taken that nothing may cover.
const paintAmong = (boxes) => {
  const paint = { ...newPaint(), firm: [...boxes], plates: [], words: [...boxes] };
  for (const box of boxes) paint.taken.take(box);
  return paint;
};
const place = (id, x, y, name = `${id} / ${id}`) => ({ id, x, y, names: [name] });
const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

test("a road's words are parted as the server parts them", () => {
  assert.ok(SERVED.callouts.length > 20);
  for (const [label, forms] of SERVED.callouts) assert.deepEqual(callout(label), forms);
});

test("words that count say the count alone rather than with a lead over names", () => {
  const names = [
    [170, 160, 190, 240],
    [330, 160, 350, 240],
    [170, 140, 350, 170],
    [170, 230, 350, 260],
  ];
  const paint = paintAmong(names);
  const hole = [190, 170, 330, 230];
  const box = plate(paint, [[200, 200]], "People who crossed at the bridge: 78,354 (24–28 Sept)", "blue");
  assert.ok(box[0] >= hole[0] && box[1] >= hole[1] && box[2] <= hole[2] && box[3] <= hole[3], String(box));
});

test("a road's words without room give up what they rest on before what could pass", () => {
  const walls = [
    [0, 0, 190, 400],
    [325, 0, 800, 400],
    [190, 0, 325, 170],
    [190, 226, 325, 400],
  ];
  const texts = [];
  const noted = new Proxy(g, {
    get: (pen, name) => (name === "fillText" ? (text) => texts.push(text) : pen[name]),
  });
  const paint = { ...paintAmong(walls), g: noted };
  const status = { colour: "red", label: "Humanitarian passage only" };
  const label = "The road: nothing known to pass (inferred from a count of those who asked) for 6 days";
  assert.ok(roadPlate(paint, [[200, 200]], label, status, true));
  assert.equal(texts.join(" "), "Nothing known to pass");
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

test("a name without room beside its point stands further off, its line over no sign and no word", () => {
  const paint = newPaint();
  const sign = [360, 120, 440, 190];
  paint.taken.take([340, 170, 460, 230]);
  paint.solid.push(sign);
  const style = { size: 12, weight: 600, colour: "", gap: 8 };
  assert.ok(ledName(paint, 400, 200, "Yerevan", style));
  const [box] = paint.words;
  assert.ok(!meet(box, [340, 170, 460, 230]) && !meet(box, sign));
  assert.ok(!paint.taken.free(box));
  const full = newPaint();
  full.taken.take([0, 0, 800, 400]);
  assert.ok(!ledName(full, 400, 200, "Yerevan", style));
});

test("of rings that would lie over one another only the foremost place's is drawn, and none of a place unseen", () => {
  const ring = (x, y) => ({ glyph: "no_way", line: Float64Array.of(x, y) });
  const marks = [ring(110, 100), ring(100, 100), ring(300, 100), ring(500, 100)];
  const load = { glyph: "waiting", line: Float64Array.of(105, 100) };
  const [village, key, other] = [place("v", 110, 100), place("k", 100, 100), place("o", 300, 100)];
  const drawn = marksShown(newPaint(), [...marks, load], [village, key, other], [key]);
  assert.deepEqual(drawn, [marks[1], marks[2], load]);
});

test("the map opens a step aside where its title would lie over a circle, and nowhere else", () => {
  const [x, y] = mercator(46, 40);
  const middle = mercator(46.5, 39.7);
  const layerWith = (boxes) => ({
    _map: { getSize: () => ({ x: 1200, y: 400 }) },
    k: 1,
    message: { circles: [{ line: [x, y], r: 20 }], flows: [], home: [46, 39.4, 47, 40] },
    surround: { boxes: () => boxes, count: { textContent: "9 of 9" } },
  });
  const zoom = 8;
  assert.deepEqual(Position.aside.call(layerWith([]), middle, zoom), [0, 0]);
  const at = 600 + (x - middle[0]) * 256 * 2 ** zoom;
  const title = [56, 0, at + 5, 400];
  const [dx] = Position.aside.call(layerWith([title]), middle, zoom);
  assert.ok(dx >= 25 && dx < 25 + 24, String(dx));
});

test("a place with most of the events shown is named from however far off", () => {
  const paint = { ...newPaint(), zoom: 5 };
  const [near, far, busy] = [3, 9, 9].map((zoom, n) => ({ ...place(`Place${n}`, 100 + n, 100), zoom }));
  assert.deepEqual(shownPlaces(paint, [near, far, busy], new Set(), [busy]), [near, busy]);
});

test("the spots with most events shown lead, without those that show none", () => {
  const shown = [0, 3, 0, 7, 1, 7];
  const drawn = Object.assign(Object.create(DrawnEvents.prototype), {
    tally: { here: { atSpot: shown.map((count) => count + 1) } },
    scene: { spots: [1, 2, 3, 4, 5] },
    counted: (spot) => shown[spot],
  });
  assert.deepEqual(drawn.busiest(3), [3, 5, 1]);
  assert.deepEqual(drawn.busiest(9), [3, 5, 1, 4]);
});

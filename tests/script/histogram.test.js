import "./served.js";
import assert from "node:assert/strict";
import test from "node:test";

const { monthsApart } = await import("../../components/map/script/histogram.js");

test("labels of the time bar have their room, be the case a quarter or a thousand years long", () => {
  for (const months of [3, 40, 480, 6000, 12_000]) {
    for (const w of [390, 1280]) assert.ok((w / months) * monthsApart(months, w, 60) >= 60);
  }
  assert.equal(monthsApart(48, 1280, 60), 3);
});

import assert from "node:assert/strict";
import test from "node:test";

const { inOrder } = await import("../../components/map/script/direction.js");

test("a name written from right to left stands between marks, and a list of them keeps its order", () => {
  assert.equal(inOrder("حلب القديمة: 400 (6–8 Mar)"), "\u200eحلب القديمة\u200e: 400 (6–8 Mar)");
  assert.equal(inOrder("حلب, عفرين"), "\u200eحلب\u200e, \u200eعفرين\u200e");
  assert.equal(inOrder("Goris – Шуши: 4"), "Goris – Шуши: 4");
});

import assert from "node:assert/strict";
import test from "node:test";

globalThis.document = { baseURI: "http://localhost:8501/passage/present/x/view" };
const { RENEW_EVERY, renewed } = await import("../../components/map/script/addresses.js");

function answering(answer) {
  const asked = [];
  globalThis.fetch = (address) => {
    asked.push(String(address));
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return asked;
}

test("a pass is exchanged for a new one well within the hour it is good for at least", async () => {
  assert.ok(RENEW_EVERY <= 30 * 60 * 1000);
  const asked = answering({ ok: true, json: () => Promise.resolve({ pass: "new" }) });
  assert.equal(await renewed("card", "old.1.a/b"), "new");
  assert.deepEqual(asked, ["http://localhost:8501/passage/renew/card/old.1.a%2Fb"]);
});

test("the pass held stays where the server refuses or does not answer", async () => {
  answering({ ok: false });
  assert.equal(await renewed("card", "old"), "old");
  answering(new Error("no network"));
  assert.equal(await renewed("card", "old"), "old");
});

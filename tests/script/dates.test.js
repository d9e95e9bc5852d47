import { SERVED } from "./served.js";
import assert from "node:assert/strict";
import test from "node:test";

const dates = await import("../../components/map/script/dates.js");
const day = (text) => Date.parse(`${text}T00:00Z`) / 86400000;

test("days and periods have the server's words, also before 1970 and on a leap day", () => {
  const days = ["1969-12-31", "1970-01-01", "2020-02-29", "2022-12-12", "2023-09-18"].map(day);
  assert.deepEqual(days.map(dates.dayWords), SERVED.days);
  assert.ok(SERVED.periods.length > 10);
  for (const [first, last, words] of SERVED.periods) assert.equal(dates.periodWords(first, last), words);
});

test("a minute belongs to its day, on either side of 1970", () => {
  assert.deepEqual([0, 1439, 1440, -1, -1440, -1441].map(dates.dayOf), [0, 0, 1, -1, -1, -2]);
  assert.equal(dates.endOfDay(-1), -1);
});

test("an address names the day for its end, and any other minute in full", () => {
  assert.equal(dates.isoMoment(dates.endOfDay(day("2023-09-28"))), "2023-09-28");
  assert.equal(dates.isoMoment(day("2023-09-28") * 1440 + 20 * 60), "2023-09-28T20:00");
});

test("a month on is the same day, or the month's last", () => {
  const from = (text, unit, by) =>
    dates.isoDay(dates.dayOf(dates.stepped(dates.endOfDay(day(text)), unit, by)));
  assert.equal(from("2023-01-31", "month", 1), "2023-02-28");
  assert.equal(from("2024-01-31", "month", 1), "2024-02-29");
  assert.equal(from("2023-03-31", "month", -1), "2023-02-28");
  assert.equal(from("2024-02-29", "year", 1), "2025-02-28");
  assert.equal(from("2023-12-31", "week", 1), "2024-01-07");
});

test("an hour's step ends at a full hour, whichever way it goes", () => {
  const noon = day("2023-09-19") * 1440 + 12 * 60 + 20;
  assert.equal(dates.stepped(noon, "hour", 1) - noon, 40);
  assert.equal(dates.stepped(noon, "hour", -1) - noon, -20);
});

test("a moment names its zone's offset as it was then, and a day's end is the day", () => {
  const offsets = [
    [0, "UTC+2"],
    [day("2023-03-26") * 1440, "UTC+3"],
  ];
  assert.equal(dates.momentWords(day("2023-03-25") * 1440 + 61, offsets), "25 Mar 2023, 01:01 (UTC+2)");
  assert.equal(dates.momentWords(day("2023-03-26") * 1440, offsets), "26 Mar 2023, 00:00 (UTC+3)");
  assert.equal(dates.momentWords(dates.endOfDay(day("2023-03-26")), offsets), "26 Mar 2023");
  assert.equal(dates.momentWords(-30, offsets), "31 Dec 1969, 23:30 (UTC+2)");
  // The offsets come with what playback needs, after the map.
  assert.equal(dates.momentWords(-30, []), "31 Dec 1969, 23:30");
});

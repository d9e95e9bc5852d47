// Silences: places that nobody has reported on for long, each an empty balloon at its dot with the days since.

import { daysWords, isoDay, numberWords } from "./dates.js";
import { inOrder } from "./direction.js";
import { FONT, spotsFor, textWidth } from "./names.js";
import { strokeLine } from "./signs.js";

// The silences that a day falls into, after most reports first: put together from the facts as geo.picture.blockade_picture does.
/** @param {PlaybackFacts} facts @param {number} day */
export function silencesAt(facts, day) {
  const now = facts.silences.flatMap(([place, at, before, own]) =>
    own
      .filter(([first, last]) => first <= day && (last === null || day <= last))
      .map((silence) => ({ place, at, before, silence })),
  );
  return now
    .sort((a, b) => b.silence[3] - a.silence[3])
    .map(({ place, at, before, silence: [, , reported, , after] }) => {
      const days = day - reported;
      const cards = [`silence:${place}..${isoDay(reported)}`, `place:${place}`];
      return [at, days, `${before}${daysWords(days)}${after}`, cards];
    });
}

// What is told at this time of a silence that is open, or nothing.
/** @param {SilentPlace[]} silences @param {string} reference */
export function silenceWords(silences, reference) {
  const own = silences.find(({ cards }) => cards[0] === reference);
  return own ? own.label : "";
}

// Only at places whose dot is seen, and only where there is room; best where no road is covered.
/** @param {Paint} paint @param {SilentPlace[]} silences @param {Place[]} shown @param {KeyName[]} named */
export function paintSilences(paint, silences, shown, named) {
  const dots = new Map(
    shown
      .map(
        (place) =>
          /** @type {[string | Place, XY]} */ ([
            place.id || place,
            [place.x * paint.scale - paint.ox, place.y * paint.scale - paint.oy],
          ]),
      )
      .filter(([, [x, y]]) => !paint.panels.some((box) => within(box, x, y))),
  );
  const size = Math.round(11 * paint.k);
  const font = `600 ${size}px ${FONT}`;
  const covered = [...dots.values()];
  for (const { cards, days, label } of silences) {
    const at = dots.get(cards[1].slice("place:".length));
    const words = `${numberWords(days)} d`;
    const w = textWidth(paint.g, words, font) + 10;
    const name = named.find(({ place }) => cards[1] === `place:${place.id}`);
    const room =
      at &&
      ((name && besideName(paint, name.box, w, size + 5, covered)) ||
        roomForBalloon(paint, at, w, size + 5, covered));
    if (!room) continue;
    const { box } = room;
    paintBalloon(paint, room, words, font);
    paint.taken.take(box);
    paint.solid.push(box);
    paint.hits.push({ shape: "box", box, cards, label, kind: "silence" });
  }
}

// At a key place's name, where it needs no lead: under it, over it, or at either end.
/** @param {Paint} paint @param {Box} name @param {number} w @param {number} h @param {XY[]} dots */
function besideName(paint, [x0, y0, x1, y1], w, h, dots) {
  const [left, top, right, bottom] = paint.inner;
  const middle = (y0 + y1 - h) / 2;
  for (const [x, y] of [
    [x0 - w - 3, middle],
    [x1 + 3, middle],
    [x0 + 3, y1 + 3],
    [x1 - w - 3, y1 + 3],
    [x0 + 3, y0 - h - 3],
    [x1 - w - 3, y0 - h - 3],
  ]) {
    const box = [x, y, x + w, y + h];
    const wider = grown(box, 2);
    const outside = wider[0] < left || wider[1] < top || wider[2] > right || wider[3] > bottom;
    if (outside || !paint.taken.free(wider) || !paint.roads.free(box)) continue;
    if (!dots.some(([px, py]) => within(grown(box, 4), px, py))) return { box, lead: [] };
  }
  return null;
}

// Beside the place, so that nothing is covered, neither by the balloon nor by its lead; best off the roads too.
/** @param {Paint} paint @param {XY} xY @param {number} w @param {number} h @param {XY[]} dots */
function roomForBalloon(paint, [x, y], w, h, dots) {
  const [left, top, right, bottom] = paint.inner;
  const rooms = [];
  const own = paint.solid.filter((box) => within(box, x, y));
  const others = paint.solid.filter((box) => !own.includes(box));
  for (const reach of [9, 15, 24, 36, 50, 70, 95]) {
    for (const [dx, dy] of spotsFor(w, h, reach)) {
      const box = [x + dx, y + dy, x + dx + w, y + dy + h];
      const wider = grown(box, 2);
      const lead = leadTo(box, x, y).filter(([px, py]) => !own.some((taken) => within(taken, px, py)));
      if (
        wider[0] < left ||
        wider[1] < top ||
        wider[2] > right ||
        wider[3] > bottom ||
        !paint.taken.free(wider)
      ) {
        continue;
      }
      if (
        dots.some(([px, py]) => within(grown(box, 4), px, py)) ||
        lead.some(([px, py]) => others.some((taken) => within(taken, px, py)))
      ) {
        continue;
      }
      if (!lead.slice(2).every(([px, py]) => paint.taken.free([px, py, px + 1, py + 1]))) continue;
      if (paint.roads.free(box)) return { box, lead };
      rooms.push({ box, lead });
    }
  }
  return rooms[0] || null;
}

/** @param {Box} box @param {number} x @param {number} y */
const within = (box, x, y) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
/** @param {Box} box @param {number} by */
const grown = ([x0, y0, x1, y1], by) => [x0 - by, y0 - by, x1 + by, y1 + by];

// Points from a place to the near rim of its balloon, four pixels apart.
/** @param {Box} box @param {number} x @param {number} y */
function leadTo([x0, y0, x1, y1], x, y) {
  const dx = Math.min(Math.max(x, x0 + 3), x1 - 3) - x;
  const dy = Math.min(Math.max(y, y0), y1) - y;
  const long = Math.hypot(dx, dy) || 1;
  const points = [];
  for (let at = 4; at < long; at += 4) points.push([x + (at * dx) / long, y + (at * dy) / long]);
  return [...points, [x + dx, y + dy]];
}

// A dashed rim, with a lead to the place that nothing is heard of.
/**
 * @param {Pick<Paint, "g" | "theme">} parts @param {{ box: Box, lead: XY[] }} parts @param {string} words
 * @param {string} font
 */
export function paintBalloon({ g, theme }, { box, lead }, words, font) {
  const [x0, y0, x1, y1] = box;
  strokeLine(g, lead, theme.halo, 3.5);
  strokeLine(g, lead, theme.soft, 1.2);
  g.beginPath();
  g.roundRect(x0, y0, x1 - x0, y1 - y0, 5);
  g.fillStyle = theme.plate;
  g.fill();
  g.setLineDash([3, 2]);
  g.lineWidth = 1.2;
  g.strokeStyle = theme.soft;
  g.stroke();
  g.setLineDash([]);
  Object.assign(g, { font, textBaseline: "middle", fillStyle: theme.soft });
  g.fillText(inOrder(words), x0 + 5, (y0 + y1) / 2 + 0.5);
}

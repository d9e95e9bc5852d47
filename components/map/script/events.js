// Events: one sign a category at each spot, with a number where there is more than one.

import { numberWords } from "./dates.js";
import { KINDS, SINGLE_SOURCE, isDoubtful, metresOf } from "./columns.js";
import { shortNumber } from "./density.js";
import { GRAMMAR } from "./grammar.js";
import { offset, rimOf } from "./key_names.js";
import { FONT, haloText, textWidth } from "./names.js";
import { upToPeople } from "./people.js";
import { shownAt } from "./scene.js";
import { hatch } from "./shapes.js";
import { paintSign, paintSingle, strokeLine, withAlpha } from "./signs.js";

const { half: HALF, near: NEAR, ringMetres: RING_METRES, areaMetres: AREA_METRES } = GRAMMAR.spots;
// From so many pixels off its point a sign has a line to it.
const FAR = 14;
// Stands for the kinds of events that are only counted.
const REST = -1;
const [LEAST_RING, MOST_RING] = GRAMMAR.spots.ring;

// Spots on screen with something to show, then those nearer than a sign's width as one.
/**
 * @param {Paint} paint @param {import("./scene.js").Scene} scene @param {import("./tally.js").Tally} tally
 * @param {Mask} mask @param {Map<number, Area>} outlines
 */
export function spotsOf(paint, scene, tally, mask, outlines) {
  const { columns } = scene;
  const spots = [];
  for (const number of scene.spots) {
    const total = shownAt(tally.here, number, mask);
    if (!total) continue;
    const outline = outlines.get(number);
    // An outline says where it was in place of a ring.
    const metres = outline ? 0 : metresOf(columns.accuracy[number - 1]);
    /** @type {Spot} */
    const spot = { x: scene.x[number], y: scene.y[number], metres, number, total, outline, hosted: [] };
    spot.hosted.push(spot);
    spots.push(spot);
  }
  spots.sort((a, b) => b.total - a.total);
  const isArea = (/** @type {Spot} */ spot) =>
    Boolean(spot.outline) || (spot.metres >= AREA_METRES && spot.metres / paint.metresPerPixel > LEAST_RING);
  return [
    ...gathered(
      spots.filter((spot) => !isArea(spot)),
      NEAR * paint.k,
    ),
    ...gathered(spots.filter(isArea), NEAR * paint.k),
  ];
}

/** @param {Spot} host @param {Spot} spot */
function takeIn(host, spot) {
  host.total += spot.total;
  host.hosted = host.hosted.concat(spot.hosted);
  host.metres = Math.max(host.metres, spot.metres);
}

/** @param {Spot[]} spots @param {number} reach */
function gathered(spots, reach) {
  const groups = [];
  /** @type {Map<string, Spot[]>} */
  const cells = new Map();
  for (const spot of spots) {
    const cx = Math.floor(spot.x / reach);
    const cy = Math.floor(spot.y / reach);
    let host = null;
    for (let dx = -1; dx <= 1 && !host; dx++) {
      for (let dy = -1; dy <= 1 && !host; dy++) {
        host = (cells.get(`${cx + dx},${cy + dy}`) || []).find(
          (group) => Math.hypot(group.x - spot.x, group.y - spot.y) < reach,
        );
      }
    }
    if (host) {
      takeIn(host, spot);
      continue;
    }
    groups.push(spot);
    const key = `${cx},${cy}`;
    cells.set(key, [...(cells.get(key) || []), spot]);
  }
  return groups;
}

/** @param {Paint} paint @param {Spot[]} spots */
export function paintRings(paint, spots) {
  const { g, theme } = paint;
  for (const spot of spots) {
    const r = spot.metres / paint.metresPerPixel;
    if (spot.metres < RING_METRES || r < LEAST_RING || r > MOST_RING) continue;
    g.beginPath();
    g.arc(spot.x, spot.y, r, 0, 2 * Math.PI);
    if (spot.metres >= AREA_METRES) {
      g.fillStyle = hatch(g, withAlpha(theme.soft, 0.25), 9);
      g.fill();
    }
    g.setLineDash([6, 4]);
    g.lineWidth = 1.4;
    g.strokeStyle = theme.soft;
    g.stroke();
    g.setLineDash([]);
  }
}

// What is true of every event of a category at a spot: doubtful, told by one source only.
/**
 * @param {Columns} columns @param {Spot[]} hosted @param {number} kind @param {number} count
 * @param {number[]} span
 */
function common(columns, hosted, kind, count, span) {
  const { first, rows } = columns.atSpot;
  let doubtful = true;
  let single = true;
  let left = count;
  for (const { number } of hosted) {
    for (let at = first[number]; at < first[number + 1] && left && (doubtful || single); at++) {
      const row = rows[at];
      if (columns.category[row] !== kind || columns.start[row] >= span[1] || columns.end[row] <= span[0]) {
        continue;
      }
      left--;
      doubtful &&= isDoubtful(columns, row, span);
      single &&= (columns.flags[row] & SINGLE_SOURCE) !== 0;
    }
  }
  return { doubtful, single };
}

// The most people an event of a category names at some spots, where people are asked for.
/** @param {Map<number, number> | null} people @param {Spot[]} hosted @param {number} kind */
function mostPeople(people, hosted, kind) {
  if (!people) return 0;
  return hosted.reduce((most, { number }) => Math.max(most, people.get(number * KINDS + kind) || 0), 0);
}

/** @param {Paint} paint @param {MapLayer["drawn"]} parts @param {Spot} spot */
function chipsOf(paint, { columns, tally, span, mask, people }, spot) {
  const { here, lasting } = tally;
  const font = `650 ${Math.round(11 * paint.k)}px ${FONT}`;
  const half = HALF * paint.k;
  const chips = [];
  for (let kind = 0; kind < KINDS; kind++) {
    if (!mask[kind]) continue;
    let count = 0;
    let going = 0;
    for (const { number } of spot.hosted) {
      count += here.bySpot[number * KINDS + kind];
      going += lasting.bySpot[number * KINDS + kind];
    }
    if (!count) continue;
    const size = people ? mostPeople(people, spot.hosted, kind) : count;
    const number = size > (people ? 0 : 1) ? shortNumber(size) : "";
    const { doubtful, single } = common(columns, spot.hosted, kind, count, span);
    const look = doubtful ? "hollow" : going ? "" : "ended";
    chips.push({
      key: kind,
      count,
      people: people ? size : 0,
      look,
      single,
      number,
      font,
      half,
      w: 2 * half + (number ? textWidth(paint.g, number, font) + 3 : 0),
    });
  }
  return paint.inner[2] - paint.inner[0] < GRAMMAR.labels.narrow ? fewest(paint, chips) : chips;
}

// On a narrow map the two commonest kinds, and how many events there are beside.
/** @param {Paint} paint @param {Chip[]} chips */
function fewest(paint, chips) {
  if (chips.length <= 3) return chips;
  const ranked = chips.slice().sort((a, b) => b.count - a.count);
  const count = ranked.slice(2).reduce((sum, chip) => sum + chip.count, 0);
  const number = `+${shortNumber(count)}`;
  const w = textWidth(paint.g, number, ranked[0].font);
  return [
    ...ranked.slice(0, 2),
    { ...ranked[0], key: REST, count, number, people: 0, single: false, half: 0, w },
  ];
}

/** @param {Chip[]} chips @param {number} gap */
function rowsOfChips(chips, gap) {
  const most = chips.length <= 4 ? 4 : 3;
  const lines = [];
  for (let i = 0; i < chips.length; i += most) {
    const line = chips.slice(i, i + most);
    lines.push({ line, w: line.reduce((sum, chip) => sum + chip.w, 0) + gap * (line.length - 1) });
  }
  return lines;
}

// Where signs stand that find no room close by.
const SIDES = GRAMMAR.labels.signSides;
/** @param {Spot} spot @param {XY} xY @returns {XY} */
const added = ({ x, y }, [dx, dy]) => [x + dx, y + dy];

/** @param {Box} a @param {Box} b */
const apart = (a, b) => a[0] >= b[2] || a[2] <= b[0] || a[1] >= b[3] || a[3] <= b[1];

// One sign stands on its point, unless a key place is there; several stand in a box beside it, where no
// other stands. None lies over a key place or its name, nor over the rim of the map where there is other room.
/**
 * @param {Spot} spot @param {number} w @param {number} h @param {number} half @param {Box[]} boxes
 * @param {XY[]} dots @param {Box[]} firm @param {Box} inner
 */
function boxOfChips(spot, w, h, half, boxes, dots, firm, inner) {
  const { x, y } = spot;
  const wide = (/** @type {XY} */ [left, top]) => [left - 4, top - 2, left + w + 4, top + h + 2];
  const onPoint = [x - half, y - h / 2];
  const beside = !half || firm.some((other) => !apart(wide(onPoint), other));
  const corners = beside
    ? [
        [x - w / 2, y + 9],
        [x + 12, y - h / 2],
        [x - w - 12, y - h / 2],
        [x - w / 2, y - h - 9],
        [x + 6, y + 8],
        [x - w - 6, y + 8],
        [x + 6, y - h - 8],
        [x - w - 6, y - h - 8],
        ...[26, 48, 72].flatMap((reach) => SIDES.map((side) => added(spot, offset(side, reach, w, h)))),
      ]
    : [onPoint];
  const free = corners
    .map(wide)
    .filter((box) => boxes.every((other) => apart(box, other)) && firm.every((other) => apart(box, other)));
  const clear = (/** @type {Box} */ box) =>
    !beside || dots.every(([dx, dy]) => dx < box[0] || dx > box[2] || dy < box[1] || dy > box[3]);
  const seen = free.filter(
    (box) => box[0] >= inner[0] && box[1] >= inner[1] && box[2] <= inner[2] && box[3] <= inner[3],
  );
  // What lies on the map is not told half off it, but with its neighbour.
  if (x >= inner[0] && y >= inner[1] && x <= inner[2] && y <= inner[3]) {
    return seen.find(clear) || seen[0] || null;
  }
  return free.find(clear) || free[0] || null;
}

// Signs of all spots without one over another: a spot that finds no room is told with its neighbour.
/**
 * @param {Paint} paint @param {import("./drawn_events.js").DrawnEvents} drawn @param {Spot[]} spots
 * @param {XY[]} dots
 */
export function layChips(paint, drawn, spots, dots) {
  const gap = 6 * paint.k;
  const high = 2 * HALF * paint.k + 5;
  const firm = [...paint.firm, ...paint.panels];
  let list = spots;
  for (;;) {
    const laid = [];
    let joined = 0;
    for (const spot of list) {
      const chips = chipsOf(paint, drawn, spot);
      const lines = rowsOfChips(chips, gap);
      const w = Math.max(...lines.map((line) => line.w));
      const h = lines.length * high;
      const boxes = laid.map((group) => group.box);
      const half = chips.length === 1 ? HALF * paint.k : 0;
      const box = boxOfChips(spot, w, h, half, boxes, dots, firm, paint.inner);
      const host = box ? null : nearest(laid, spot);
      if (host) {
        takeIn(host.spot, spot);
        joined++;
      } else {
        laid.push({
          spot,
          chips,
          lines,
          high,
          box: box || [spot.x - w / 2, spot.y + 9, spot.x + w / 2, spot.y + 9 + h],
        });
      }
    }
    if (!joined) return laid;
    list = laid.map((group) => group.spot);
  }
}

/** @param {ChipBox[]} laid @param {Spot} spot */
function nearest(laid, spot) {
  let closest = null;
  let least = 120;
  for (const group of laid) {
    const away = Math.hypot(group.spot.x - spot.x, group.spot.y - spot.y);
    if (away < least) [closest, least] = [group, away];
  }
  return closest;
}

/** @param {Paint} paint @param {ChipBox} chipBox @param {string} where */
export function paintChips(paint, { spot, chips, lines, high, box }, where) {
  const { g, theme } = paint;
  const gap = 6 * paint.k;
  const single = chips.length === 1;
  const rim = rimOf(box, spot.x, spot.y);
  if (Math.hypot(rim[0] - spot.x, rim[1] - spot.y) > FAR) {
    strokeLine(g, [[spot.x, spot.y], rim], theme.soft, 1);
  }
  paint.taken.take(box);
  paint.solid.push(box);
  if (!single) {
    g.beginPath();
    g.roundRect(box[0], box[1], box[2] - box[0], box[3] - box[1], 5);
    g.fillStyle = theme.plate;
    g.fill();
    g.lineWidth = 0.8;
    g.strokeStyle = withAlpha(theme.soft, 0.5);
    g.stroke();
  }
  lines.forEach(({ line, w }, at) => {
    let x = (box[0] + box[2] - w) / 2;
    const y = box[1] + 2 + at * high + high / 2;
    for (const chip of line) {
      const category = GRAMMAR.categories[chip.key];
      if (category) {
        paintSign(g, category.path, x + chip.half, y, chip.half, category[paint.themeName], theme, chip.look);
      }
      if (chip.single) paintSingle(g, x + chip.half, y, chip.half, theme);
      if (chip.number) haloText(g, chip.number, x + 2 * chip.half + 3, y + 0.5, chip.font, theme.text, theme);
      x += chip.w + gap;
    }
  });
  const words = chips
    .map(
      (chip) =>
        `${numberWords(chip.count)} ${chip.key === REST ? "of other kinds" : GRAMMAR.categories[chip.key].label.toLowerCase()}${upToPeople(chip.people)}`,
    )
    .join(", ");
  paint.hits.push({
    shape: "box",
    box,
    spots: spot.hosted.map((member) => member.number),
    count: spot.total,
    label: where ? `${where}: ${words}` : words,
    kind: "event",
  });
}

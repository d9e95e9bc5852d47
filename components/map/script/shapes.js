// Areas, circles, flows, roads and single marks. Each leaves a target for the pointer and the keyboard.

import { pen } from "./dom.js";
import { GRAMMAR } from "./grammar.js";
import { flatLine } from "./ground.js";
import { clearOf, ledName, seenAt } from "./key_names.js";
import { placeName } from "./names.js";
import { roadPlate } from "./plates.js";
import {
  along,
  categoryColour,
  glyphOf,
  paintDiffers,
  paintOneWay,
  paintSign,
  paintStatus,
  withAlpha,
} from "./signs.js";

const { leastCircle: LEAST_CIRCLE } = GRAMMAR.spots;

// The message with the parts of its bare lists named, and its lines on the unit square.
/** @param {Message} message */
export function expanded(message) {
  const cards = (/** @type {string[]} */ runs) =>
    runs.flatMap((run) => {
      const cut = run.indexOf(":");
      return run
        .slice(cut + 1)
        .split(";")
        .map((key) => `${run.slice(0, cut)}:${key}`);
    });
  return {
    ...message,
    routes: message.routes.map((route) => ({ ...route, lines: route.parts.map(flatLine) })),
    flows: message.flows.map(([line, width, label, kind, open]) => ({
      line: flatLine(line),
      width,
      label,
      kind,
      cards: cards(open),
    })),
    circles: message.circles.map(([at, r, label, open]) => ({
      line: flatLine(at),
      r,
      label,
      cards: cards(open),
    })),
    areas: message.areas.map(([rings, name, open]) => ({
      rings: rings.map(flatLine),
      name,
      cards: cards(open),
    })),
    marks: message.marks.map(([at, label, glyph, category, open, hollow]) => ({
      line: flatLine(at),
      label,
      glyph,
      category,
      hollow: Boolean(hollow),
      cards: cards(open),
    })),
    silences: message.silences.map(([at, days, label, open]) => ({
      line: flatLine(at),
      days,
      label,
      cards: cards(open),
    })),
  };
}

/** @param {Paint} paint @param {Float64Array} line */
export function toScreen(paint, line) {
  const points = [];
  for (let i = 0; i < line.length; i += 2) {
    points.push([line[i] * paint.scale - paint.ox, line[i + 1] * paint.scale - paint.oy]);
  }
  return points;
}

/** @param {Canvas2D} g @param {string} colour @param {number} gap */
export function hatch(g, colour, gap) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = gap;
  const t = pen(tile);
  t.strokeStyle = colour;
  t.lineWidth = 1;
  t.beginPath();
  for (const shift of [-gap, 0, gap]) {
    t.moveTo(shift, gap);
    t.lineTo(shift + gap, 0);
  }
  t.stroke();
  return /** @type {CanvasPattern} */ (g.createPattern(tile, "repeat"));
}

/** @param {Paint} paint @param {Area[]} areas */
export function paintAreas(paint, areas) {
  const { g, theme } = paint;
  for (const area of areas) {
    const rings = area.rings.map((ring) => toScreen(paint, ring));
    g.beginPath();
    for (const ring of rings) ring.forEach(([x, y], i) => (i ? g.lineTo(x, y) : g.moveTo(x, y)));
    g.fillStyle = hatch(g, withAlpha(theme.soft, 0.38), 9);
    g.fill("evenodd");
    g.setLineDash([6, 5]);
    g.lineWidth = 1.3;
    g.strokeStyle = theme.soft;
    g.stroke();
    g.setLineDash([]);
    paint.hits.push({ shape: "rings", rings, cards: area.cards, label: area.name, kind: "area" });
  }
}

/** @param {Paint} paint @param {Area[]} areas */
export function nameAreas(paint, areas) {
  for (const area of areas) {
    const all = area.rings.flatMap((ring) => toScreen(paint, ring));
    const x = all.reduce((sum, p) => sum + p[0], 0) / all.length;
    const top = Math.min(...all.map((p) => p[1]));
    const bottom = Math.max(...all.map((p) => p[1]));
    const right = Math.max(...all.map((p) => p[0]));
    const style = {
      size: Math.round(11.5 * paint.k),
      slant: "italic",
      colour: paint.theme.soft,
      offRoads: true,
    };
    const centred = { ...style, centred: true };
    const written =
      bottom - top <= 40 ||
      placeName(paint, x, top - 9, area.name, centred) ||
      placeName(paint, x, bottom + 9, area.name, centred);
    if (!written) placeName(paint, right, (top + bottom) / 2, area.name, { ...style, gap: 6 });
  }
}

/** @param {Paint} paint @param {Circle[]} circles */
export function paintCircles(paint, circles) {
  const { g } = paint;
  const colour = categoryColour("displacement", paint.themeName);
  for (const circle of circles.slice().sort((a, b) => b.r - a.r)) {
    const [[x, y]] = toScreen(paint, circle.line);
    const r = Math.max(circle.r * paint.k, LEAST_CIRCLE);
    g.beginPath();
    g.arc(x, y, r, 0, 2 * Math.PI);
    g.fillStyle = withAlpha(colour, 0.3);
    g.fill();
    g.lineWidth = 1.6;
    g.strokeStyle = colour;
    g.stroke();
    paint.hits.push({
      shape: "disc",
      x,
      y,
      r,
      cards: circle.cards,
      kind: "circle",
      label: circle.label,
    });
  }
}

// A name beside its point, or further off with a line to it.
/**
 * @param {Paint} paint @param {number} x @param {number} y @param {string} text
 * @param {{ size: number, weight: number, colour: string, gap: number }} style
 */
export function named(paint, x, y, text, style) {
  return placeName(paint, x, y, text, style) || ledName(paint, x, y, text, style);
}

// Names keep off a circle's middle, where its size is read; its rim may be crossed.
/** @param {Paint} paint @param {Circle[]} circles */
export function reserveCircles(paint, circles) {
  for (const circle of circles) {
    const [[x, y]] = toScreen(paint, circle.line);
    const half = Math.max(circle.r * paint.k, LEAST_CIRCLE) * 0.8;
    const middle = [x - half, y - half, x + half, y + half];
    paint.taken.take(middle);
    paint.firm.push(middle);
  }
}

/** @param {Paint} paint @param {Circle[]} circles */
export function nameCircles(paint, circles) {
  const size = Math.round(12 * paint.k);
  const { theme } = paint;
  for (const circle of circles.slice().sort((a, b) => b.r - a.r)) {
    const [[x, y]] = toScreen(paint, circle.line);
    const r = Math.max(circle.r * paint.k, LEAST_CIRCLE);
    named(paint, x, y, circle.label, { size, weight: 600, colour: theme.text, gap: r + 4 });
  }
}

/** @param {Paint} paint @param {DrawnRoad} route */
function routeParts(paint, route) {
  return route.lines.map((line) => toScreen(paint, line));
}

/** @param {Paint} paint @param {DrawnRoad[]} routes */
export function paintRoutes(paint, routes) {
  const ranked = routes
    .slice()
    .sort((a, b) => GRAMMAR.statuses[a.status].rank - GRAMMAR.statuses[b.status].rank);
  for (const route of ranked.filter(({ differs }) => differs)) {
    for (const part of routeParts(paint, route)) paintDiffers(paint.g, part, paint.theme, paint.k);
  }
  for (const route of ranked) {
    const parts = routeParts(paint, route);
    for (const part of parts) {
      paintStatus(paint.g, part, route.status, paint.themeName, paint.k);
      if (route.way) paintOneWay(paint.g, part, route.way, paint.theme.text, paint.theme.place, paint.k);
    }
    const words = route.label || GRAMMAR.statuses[route.status].label;
    if (parts.length) {
      paint.hits.push({
        shape: "line",
        parts,
        reach: 7,
        cards: [`route:${route.id}`],
        kind: "route",
        label: `${route.name}: ${words}`,
      });
    }
    (route.legs || []).forEach((legs, i) =>
      legs.forEach((/** @type {string} */ leg, /** @type {number} */ j) => {
        const [id, name] = leg.split("|");
        paint.hits.push({
          shape: "line",
          parts: [parts[i].slice(j, j + 2)],
          reach: 7,
          cards: [`segment:${id}`],
          kind: "segment",
          label: `${name}: ${words} (${route.name})`,
        });
      }),
    );
  }
}

/** @param {Paint} paint @param {DrawnRoad[]} routes */
export function boxesOfRoutes(paint, routes) {
  return routes
    .flatMap((route) => routeParts(paint, route))
    .flatMap((part) => along(part, 14, 7))
    .map(([x, y]) => [x - 4, y - 4, x + 4, y + 4]);
}

// Roads in use first, and of those the one that most can pass: each of these finds room.
/** @param {DrawnRoad[]} routes */
function roadsByRank(routes) {
  const used = (/** @type {DrawnRoad} */ road) => Number(GRAMMAR.labels.inUse.includes(road.status));
  const rank = (/** @type {DrawnRoad} */ road) => GRAMMAR.statuses[road.status].rank;
  return routes.slice().sort((a, b) => used(b) - used(a) || rank(b) - rank(a));
}

/** @param {Paint} paint @param {DrawnRoad[]} routes */
export function nameRoutes(paint, routes) {
  const seen = (/** @type {XY} */ [x, y]) =>
    x > paint.inner[0] &&
    y > paint.inner[1] &&
    x < paint.inner[2] &&
    y < paint.inner[3] &&
    !paint.panels.some((box) => x > box[0] && x < box[2] && y > box[1] && y < box[3]);
  for (const route of roadsByRank(routes)) {
    if (!route.label) continue;
    const longest = routeParts(paint, route).sort((a, b) => b.length - a.length);
    const inside = longest.flatMap((part) => along(part, 24, 12)).filter(seen);
    if (!inside.length) continue;
    // A lead from a key place's dot would seem to speak of the place.
    const off = inside.filter(([x, y]) => clearOf([x, y, x, y], paint.firm));
    const spots = off.length ? off : inside;
    const middle = spots.length >> 1;
    const order = spots.map((_, i) => i).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    const box = roadPlate(
      paint,
      order.slice(0, 24).map((i) => spots[i]),
      route.label,
      GRAMMAR.statuses[route.status],
      GRAMMAR.labels.inUse.includes(route.status),
    );
    if (box) {
      paint.hits.push({
        shape: "box",
        box,
        cards: [`route:${route.id}`],
        label: `${route.name}: ${route.label}`,
        kind: "plate",
      });
    }
  }
}

// A ring says all by itself, its place has its own name.
export const RINGS = new Set(GRAMMAR.labels.rings);
// What leaves its middle free stands round a place; any other mark stands beside a key place's dot.
const ROUND = new Set(GRAMMAR.labels.round);

// The marks drawn: of rings those round a place that is shown, the foremost first, each clear of the last. The
// others would hide the road they stand on, and wait for a closer zoom.
/** @param {Paint} paint @param {Mark[]} marks @param {Place[]} shown @param {Place[]} keys */
export function marksShown(paint, marks, shown, keys) {
  const apart = 2 * (8.5 * paint.k + 2);
  const ranked = [...keys, ...shown.filter((place) => !keys.includes(place))].map((place) =>
    seenAt(paint, place),
  );
  const at = new Map(marks.map((mark) => [mark, toScreen(paint, mark.line)[0]]));
  const near = (/** @type {XY} */ [x, y], /** @type {Mark} */ mark) => {
    const [mx, my] = /** @type {XY} */ (at.get(mark));
    return Math.hypot(mx - x, my - y);
  };
  const rings = marks.filter(({ glyph }) => RINGS.has(glyph));
  /** @type {Set<Mark>} */
  const drawn = new Set();
  for (const spot of ranked) {
    const ring = rings.find((mark) => near(spot, mark) < 2);
    if (ring && [...drawn].every((other) => near(/** @type {XY} */ (at.get(ring)), other) >= apart)) {
      drawn.add(ring);
    }
  }
  return marks.filter((mark) => !RINGS.has(mark.glyph) || drawn.has(mark));
}

// Where each mark stands.
/** @param {Paint} paint @param {Mark[]} marks */
export function placeMarks(paint, marks) {
  const half = 8.5 * paint.k + 2;
  return marks.map((mark) => {
    const [at] = toScreen(paint, mark.line);
    if (ROUND.has(mark.glyph)) return at;
    const boxAt = (/** @type {XY} */ [x, y]) => [x - half, y - half, x + half, y + half];
    const offers = [at];
    for (const reach of GRAMMAR.labels.markReaches) {
      for (const [sx, sy] of GRAMMAR.labels.directions) {
        offers.push([at[0] + sx * reach * paint.k, at[1] + sy * reach * paint.k]);
      }
    }
    const free = offers.filter((offer) => clearOf(boxAt(offer), paint.firm));
    // What lies under a control cannot be picked.
    const spot = free.find((offer) => clearOf(boxAt(offer), paint.panels)) || free[0] || at;
    paint.firm.push(boxAt(spot));
    return spot;
  });
}

/** @param {Paint} paint @param {Mark[]} marks @param {XY[]} spots */
export function paintMarks(paint, marks, spots) {
  const { g, theme } = paint;
  marks.forEach((mark, number) => {
    const [x, y] = spots[number];
    const half = 8.5 * paint.k;
    const colour = categoryColour(mark.category, paint.themeName);
    paintSign(g, glyphOf(mark.glyph), x, y, half, colour, theme, mark.hollow ? "hollow" : "");
    const box = [x - half - 2, y - half - 2, x + half + 2, y + half + 2];
    paint.taken.take(box);
    paint.solid.push(box);
    paint.hits.push({ shape: "disc", x, y, r: half + 3, cards: mark.cards, label: mark.label, kind: "mark" });
  });
}

// Each that is no ring is named, unless a key place says the same.
/**
 * @param {Paint} paint @param {Mark[]} marks @param {XY[]} spots @param {Place[]} keys @param {number} mode
 */
export function nameMarks(paint, marks, spots, keys, mode) {
  marks.forEach((mark, number) => {
    if (!mark.label || RINGS.has(mark.glyph)) return;
    if (keys.some((place) => place.names[mode] === mark.label)) return;
    const [x, y] = spots[number];
    named(paint, x, y, mark.label, {
      size: Math.round(12.5 * paint.k),
      weight: 600,
      colour: paint.theme.text,
      gap: 12 * paint.k,
    });
  });
}

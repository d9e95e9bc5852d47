// Flows: people, aid and contacts as curved arrows, as wide as what they carry.

import { GRAMMAR } from "./grammar.js";
import { seenAt } from "./key_names.js";
import { plate } from "./plates.js";
import { named, toScreen } from "./shapes.js";
import { along, categoryColour, strokeLine, withAlpha } from "./signs.js";

export const FLOW_COLOUR = GRAMMAR.flow.colours;

// A curve from one point to another, bent to the right of its way.
/** @param {XY} xY @param {XY} xY */
function curve([ax, ay], [bx, by]) {
  const mx = (ax + bx) / 2 + (by - ay) * BEND;
  const my = (ay + by) / 2 - (bx - ax) * BEND;
  const points = [];
  for (let i = 0; i <= 32; i++) {
    const t = i / 32;
    const u = 1 - t;
    points.push([u * u * ax + 2 * u * t * mx + t * t * bx, u * u * ay + 2 * u * t * my + t * t * by]);
  }
  return points;
}

/** @param {XY[]} points @param {number} width */
function arrowHead(points, width) {
  const long = Math.max(width * 1.7, 9);
  const wide = Math.max(width * 1.25, 5.5);
  const [bx, by] = points[points.length - 1];
  let cut = points.length - 1;
  while (cut > 1 && Math.hypot(points[cut][0] - bx, points[cut][1] - by) < long) cut--;
  const [cx, cy] = points[cut];
  const length = Math.hypot(bx - cx, by - cy) || 1;
  const ux = (bx - cx) / length;
  const uy = (by - cy) / length;
  const baseX = bx - ux * long;
  const baseY = by - uy * long;
  const head = [
    [bx, by],
    [baseX - uy * wide, baseY + ux * wide],
    [baseX + uy * wide, baseY - ux * wide],
  ];
  return { body: [...points.slice(0, cut), [baseX, baseY]], head };
}

// Where arrows run, for words to keep off: each is a line on the unit square, as wide as `width` says.
/** @param {Paint} paint @param {{ line: Float64Array, width: number }[]} flows */
export function boxesOfFlows(paint, flows) {
  return flows.flatMap(({ line, width }) => {
    const [start, end] = toScreen(paint, line);
    if (Math.hypot(end[0] - start[0], end[1] - start[1]) < SHORT) return [];
    const half = Math.max((width * paint.k) / 2, 2) + 1;
    return along(curve(start, end), 14, 7).map(([x, y]) => [x - half, y - half, x + half, y + half]);
  });
}

/** @param {Paint} paint @param {Flow[]} flows */
export function paintFlows(paint, flows) {
  const { g, theme } = paint;
  for (const flow of flows) {
    const [start, end] = toScreen(paint, flow.line);
    if (Math.hypot(end[0] - start[0], end[1] - start[1]) < SHORT) continue;
    const points = curve(start, end);
    const width = flow.width * paint.k;
    const colour = categoryColour(FLOW_COLOUR[flow.kind] || "other", paint.themeName);
    const { body, head } = arrowHead(points, width);
    strokeLine(g, body, theme.halo, width + 3, [], "round");
    strokeLine(g, body, flow.width > WIDE ? withAlpha(colour, 0.62) : colour, width, []);
    g.beginPath();
    head.forEach(([x, y], i) => (i ? g.lineTo(x, y) : g.moveTo(x, y)));
    g.closePath();
    g.lineWidth = 2;
    g.strokeStyle = theme.halo;
    g.stroke();
    g.fillStyle = colour;
    g.fill();
    paint.hits.push({
      shape: "line",
      parts: [points],
      reach: width / 2 + 5,
      cards: flow.cards,
      label: flow.label,
      kind: "flow",
    });
  }
}

// Only the widest flows are named on the map; the others say what they are when pointed at.
const { named: NAMED_FLOWS, wide: WIDE, short: SHORT, bend: BEND } = GRAMMAR.flow;

/** @param {Paint} paint @param {Flow[]} flows */
export function paintFlowNames(paint, flows) {
  const widest = flows.filter((flow) => flow.label && flow.width >= WIDE).sort((a, b) => b.width - a.width);
  for (const flow of widest.slice(0, NAMED_FLOWS)) {
    const [start, end] = toScreen(paint, flow.line);
    const points = curve(start, end);
    const box = plate(
      paint,
      [16, 10, 22, 6, 26].map((at) => points[at]),
      flow.label,
      categoryColour(FLOW_COLOUR[flow.kind] || "other", paint.themeName),
    );
    if (box) paint.hits.push({ shape: "box", box, cards: flow.cards, label: flow.label, kind: "plate" });
  }
}

// Places of the case where an arrow begins or ends.
/** @param {Paint} paint @param {Flow[]} flows @param {Place[]} places */
export function placesAtEnds(paint, flows, places) {
  const ends = flows.flatMap(({ line }) => toScreen(paint, line));
  return places.filter((place) => {
    const [x, y] = seenAt(paint, place);
    return place.ofCase && ends.some(([ex, ey]) => Math.hypot(ex - x, ey - y) < 3);
  });
}

// Where people came from or went to is named before what lies round it.
/** @param {Paint} paint @param {Place[]} places @param {number} mode */
export function nameEnds(paint, places, mode) {
  for (const place of places) {
    const [x, y] = seenAt(paint, place);
    const size = Math.round(12.5 * paint.k);
    named(paint, x, y, place.names[mode], { size, weight: 600, colour: paint.theme.text, gap: 7 });
  }
}

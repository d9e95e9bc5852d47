// Areas, circles, flows, roads and single marks. Each leaves a target for the pointer and the keyboard.

import { GRAMMAR } from "./grammar.js";
import { flatLine } from "./ground.js";
import { FONT, placeName, textWidth } from "./names.js";
import { along, categoryColour, glyphOf, paintSign, paintStatus, strokeLine, withAlpha } from "./signs.js";

// The message with the parts of its bare lists named, and its lines on the unit square.
export function expanded(message) {
  const cards = (runs) => runs.flatMap((run) => {
    const cut = run.indexOf(":");
    return run.slice(cut + 1).split(";").map((key) => `${run.slice(0, cut)}:${key}`);
  });
  return {
    ...message,
    routes: message.routes.map((route) => ({ ...route, lines: route.parts.map(flatLine) })),
    flows: message.flows.map(([line, width, label, kind, open]) => ({ line: flatLine(line), width, label, kind, cards: cards(open) })),
    circles: message.circles.map(([at, r, label, sub, open]) => ({ line: flatLine(at), r, label, sub, cards: cards(open) })),
    areas: message.areas.map(([rings, name, kind, open]) => ({ rings: rings.map(flatLine), name, kind, cards: cards(open) })),
    marks: message.marks.map(([at, label, glyph, category, hollow, open]) => ({ line: flatLine(at), label, glyph, category, hollow: !!hollow, cards: cards(open) })),
    silences: message.silences.map(([at, days, label, open]) => ({ line: flatLine(at), days, label, cards: cards(open) })),
  };
}

export const FLOW_COLOUR = { displacement: "displacement", contact: "diplomacy", aid: "aid" };

export function toScreen(paint, line) {
  const points = [];
  for (let i = 0; i < line.length; i += 2) {
    points.push([line[i] * paint.scale - paint.ox, line[i + 1] * paint.scale - paint.oy]);
  }
  return points;
}

export function hatch(g, colour, gap) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = gap;
  const t = tile.getContext("2d");
  t.strokeStyle = colour;
  t.lineWidth = 1;
  t.beginPath();
  for (const shift of [-gap, 0, gap]) {
    t.moveTo(shift, gap);
    t.lineTo(shift + gap, 0);
  }
  t.stroke();
  return g.createPattern(tile, "repeat");
}

export function paintAreas(paint, areas) {
  const { g, theme } = paint;
  for (const area of areas) {
    const rings = area.rings.map((ring) => toScreen(paint, ring));
    g.beginPath();
    for (const ring of rings) ring.forEach(([x, y], i) => (i ? g.lineTo(x, y) : g.moveTo(x, y)));
    g.fillStyle = hatch(g, withAlpha(theme.soft, 0.38), 9);
    g.fill("evenodd");
    if (area.kind === "hull") {
      g.setLineDash([6, 5]);
      g.lineWidth = 1.3;
      g.strokeStyle = theme.soft;
      g.stroke();
      g.setLineDash([]);
    }
    paint.hits.push({ shape: "rings", rings, cards: area.cards, label: area.name, kind: "area" });
  }
}

export function nameAreas(paint, areas) {
  for (const area of areas) {
    const all = area.rings.flatMap((ring) => toScreen(paint, ring));
    const x = all.reduce((sum, p) => sum + p[0], 0) / all.length;
    const top = Math.min(...all.map((p) => p[1])), bottom = Math.max(...all.map((p) => p[1]));
    const style = { size: Math.round(11.5 * paint.k), slant: "italic", colour: paint.theme.soft, centred: true };
    if (bottom - top > 40 && !placeName(paint, x, top - 9, area.name, style)) {
      placeName(paint, x, bottom + 9, area.name, style);
    }
  }
}

export function paintCircles(paint, circles) {
  const { g } = paint, colour = categoryColour("displacement", paint.themeName);
  for (const circle of circles.slice().sort((a, b) => b.r - a.r)) {
    const [[x, y]] = toScreen(paint, circle.line), r = Math.max(circle.r * paint.k, 2.5);
    g.beginPath();
    g.arc(x, y, r, 0, 2 * Math.PI);
    g.fillStyle = withAlpha(colour, 0.3);
    g.fill();
    g.lineWidth = 1.6;
    g.strokeStyle = colour;
    g.stroke();
    paint.hits.push({ shape: "disc", x, y, r, cards: circle.cards, kind: "circle",
      label: circle.sub ? `${circle.label}: ${circle.sub}` : circle.label });
  }
}

// Names keep off a circle's middle, where its size is read; its rim may be crossed.
export function reserveCircles(paint, circles) {
  for (const circle of circles) {
    const [[x, y]] = toScreen(paint, circle.line), half = Math.max(circle.r * paint.k, 2.5) * 0.8;
    paint.taken.take([x - half, y - half, x + half, y + half]);
  }
}

export function nameCircles(paint, circles) {
  const size = Math.round(12 * paint.k), { theme } = paint;
  for (const circle of circles.slice().sort((a, b) => b.r - a.r)) {
    const [[x, y]] = toScreen(paint, circle.line), r = Math.max(circle.r * paint.k, 2.5);
    const text = circle.sub ? `${circle.label}  ${circle.sub}` : circle.label;
    placeName(paint, x, y, text, { size, weight: 600, colour: theme.text, gap: r + 4 });
  }
}

// A curve from one point to another, bent to the right of its way.
function curve([ax, ay], [bx, by]) {
  const mx = (ax + bx) / 2 + (by - ay) * 0.2, my = (ay + by) / 2 - (bx - ax) * 0.2;
  const points = [];
  for (let i = 0; i <= 32; i++) {
    const t = i / 32, u = 1 - t;
    points.push([u * u * ax + 2 * u * t * mx + t * t * bx, u * u * ay + 2 * u * t * my + t * t * by]);
  }
  return points;
}

function arrowHead(points, width) {
  const long = Math.max(width * 1.7, 9), wide = Math.max(width * 1.25, 5.5);
  const [bx, by] = points[points.length - 1];
  let cut = points.length - 1;
  while (cut > 1 && Math.hypot(points[cut][0] - bx, points[cut][1] - by) < long) cut--;
  const [cx, cy] = points[cut], length = Math.hypot(bx - cx, by - cy) || 1;
  const ux = (bx - cx) / length, uy = (by - cy) / length;
  const baseX = bx - ux * long, baseY = by - uy * long;
  const head = [[bx, by], [baseX - uy * wide, baseY + ux * wide], [baseX + uy * wide, baseY - ux * wide]];
  return { body: [...points.slice(0, cut), [baseX, baseY]], head };
}

export function paintFlows(paint, flows) {
  const { g, theme } = paint;
  for (const flow of flows) {
    const [start, end] = toScreen(paint, flow.line);
    if (Math.hypot(end[0] - start[0], end[1] - start[1]) < 6) continue;
    const points = curve(start, end), width = flow.width * paint.k;
    const colour = categoryColour(FLOW_COLOUR[flow.kind] || "other", paint.themeName);
    const { body, head } = arrowHead(points, width);
    strokeLine(g, body, theme.halo, width + 3, [], "round");
    strokeLine(g, body, width > 5 ? withAlpha(colour, 0.62) : colour, width, flow.kind === "aid" ? [10, 4] : []);
    g.beginPath();
    head.forEach(([x, y], i) => (i ? g.lineTo(x, y) : g.moveTo(x, y)));
    g.closePath();
    g.lineWidth = 2;
    g.strokeStyle = theme.halo;
    g.stroke();
    g.fillStyle = colour;
    g.fill();
    paint.hits.push({ shape: "line", parts: [points], reach: width / 2 + 5, cards: flow.cards, label: flow.label, kind: "flow" });
  }
}

// Whether a lead from a line to its words runs over nothing that can be clicked.
function leadIsClear(paint, x, y, toX, toY) {
  const steps = Math.ceil(Math.hypot(toX - x, toY - y) / 5);
  for (let i = 1; i < steps; i++) {
    const px = x + ((toX - x) * i) / steps, py = y + ((toY - y) * i) / steps;
    if (paint.solid.some((box) => px > box[0] && px < box[2] && py > box[1] && py < box[3])) return false;
  }
  return true;
}

// Words in a box that stand beside a line with a short lead to it.
function plate(paint, anchors, text, colour) {
  const size = Math.round(12.5 * paint.k), font = `650 ${size}px ${FONT}`, lines = wrapped(text, paint.inner[2] - paint.inner[0] < 640 ? 24 : 38);
  const w = Math.max(...lines.map((line) => textWidth(paint.g, line, font))) + 16, h = lines.length * (size + 3) + 8;
  const found = placeForPlate(paint, anchors, w, h);
  if (!found) return null;
  const { box, lead } = found, { g, theme } = paint;
  paint.taken.take(box);
  paint.solid.push(box);
  paint.plates.push(box);
  strokeLine(g, lead, colour, 1.4, []);
  g.beginPath();
  g.roundRect(box[0], box[1], w, h, 4);
  g.fillStyle = theme.plate;
  g.fill();
  g.lineWidth = 1.4;
  g.strokeStyle = colour;
  g.stroke();
  g.font = font;
  g.textBaseline = "middle";
  g.fillStyle = theme.text;
  lines.forEach((line, i) => g.fillText(line, box[0] + 8, box[1] + 4.5 + (i + 0.5) * (size + 3)));
  return box;
}

// Words in lines of about equal length, none much longer than so many letters.
function wrapped(text, letters) {
  const words = text.split(" "), most = text.length / Math.ceil(text.length / letters) + 4, lines = [""];
  for (const word of words) {
    const last = lines.length - 1;
    if (lines[last] && lines[last].length + word.length + 1 > most) lines.push(word);
    else lines[last] = lines[last] ? `${lines[last]} ${word}` : word;
  }
  return lines;
}

// First where no road is covered; where there is no such place, a road may be.
function placeForPlate(paint, anchors, w, h) {
  return offeredPlate(paint, anchors, w, h, (box) => paint.roads.free(box)) || offeredPlate(paint, anchors, w, h, () => true);
}

function offeredPlate(paint, anchors, w, h, suits) {
  const [left, top, right, bottom] = paint.inner;
  for (const reach of [14, 30, 54, 84, 120]) {
    for (const [x, y] of anchors) {
      for (const [dx, dy] of [[reach, -h / 2], [-reach - w, -h / 2], [-w / 2, -reach - h], [-w / 2, reach],
        [reach, reach / 2], [-reach - w, reach / 2], [reach, -h - reach / 2], [-reach - w, -h - reach / 2]]) {
        const box = [x + dx, y + dy, x + dx + w, y + dy + h];
        if (box[0] < left + 4 || box[2] > right - 4 || box[1] < top + 4 || box[3] > bottom - 4) continue;
        if (!paint.taken.free([box[0] - 3, box[1] - 3, box[2] + 3, box[3] + 3]) || !suits(box)) continue;
        const nearX = Math.min(Math.max(x, box[0]), box[2]), nearY = Math.min(Math.max(y, box[1]), box[3]);
        if (leadIsClear(paint, x, y, nearX, nearY)) return { box, lead: [[x, y], [nearX, nearY]] };
      }
    }
  }
  return null;
}

// Only the widest flows are named on the map; the others say what they are when pointed at.
const NAMED_FLOWS = 2, NAMED_WIDTH = 5;

export function paintFlowNames(paint, flows) {
  const widest = flows.filter((flow) => flow.label && flow.width >= NAMED_WIDTH).sort((a, b) => b.width - a.width);
  for (const flow of widest.slice(0, NAMED_FLOWS)) {
    const [start, end] = toScreen(paint, flow.line), points = curve(start, end);
    const box = plate(paint, [points[16], points[10], points[22]], flow.label,
      categoryColour(FLOW_COLOUR[flow.kind] || "other", paint.themeName));
    if (box) paint.hits.push({ shape: "box", box, cards: flow.cards, label: flow.label, kind: "plate" });
  }
}

function routeParts(paint, route) {
  return route.lines.map((line) => toScreen(paint, line));
}

export function paintRoutes(paint, routes) {
  const ranked = routes.slice().sort((a, b) => GRAMMAR.statuses[a.status].rank - GRAMMAR.statuses[b.status].rank);
  for (const route of ranked) {
    const parts = routeParts(paint, route);
    for (const part of parts) paintStatus(paint.g, part, route.status, paint.themeName, paint.k);
    const words = route.label || GRAMMAR.statuses[route.status].label;
    if (parts.length) {
      paint.hits.push({ shape: "line", parts, reach: 7, cards: [`route:${route.id}`], kind: "route", label: `${route.name}: ${words}` });
    }
    (route.legs || []).forEach((legs, i) => legs.forEach((leg, j) => {
      const [id, name] = leg.split("|");
      paint.hits.push({ shape: "line", parts: [parts[i].slice(j, j + 2)], reach: 7, cards: [`segment:${id}`], kind: "segment", label: `${name}: ${words} (${route.name})` });
    }));
  }
}

export function boxesOfRoutes(paint, routes) {
  return routes.flatMap((route) => routeParts(paint, route)).flatMap((part) => along(part, 14, 7))
    .map(([x, y]) => [x - 4, y - 4, x + 4, y + 4]);
}

export function nameRoutes(paint, routes) {
  const inside = ([x, y]) => x > paint.inner[0] && y > paint.inner[1] && x < paint.inner[2] && y < paint.inner[3];
  for (const route of routes) {
    if (!route.label) continue;
    const longest = routeParts(paint, route).sort((a, b) => b.length - a.length);
    const spots = longest.flatMap((part) => along(part, 24, 12)).filter(inside);
    if (!spots.length) continue;
    const middle = spots.length >> 1;
    const order = spots.map((_, i) => i).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    const colour = GRAMMAR.statuses[route.status].colour;
    const box = plate(paint, order.slice(0, 24).map((i) => spots[i]), route.label, colour);
    if (box) paint.hits.push({ shape: "box", box, cards: [`route:${route.id}`], label: `${route.name}: ${route.label}`, kind: "plate" });
  }
}

export function paintMarks(paint, marks) {
  const { g, theme } = paint;
  for (const mark of marks) {
    const [[x, y]] = toScreen(paint, mark.line), half = 8.5 * paint.k;
    paintSign(g, glyphOf(mark.glyph), x, y, half, categoryColour(mark.category, paint.themeName), theme, mark.hollow ? "hollow" : "");
    const box = [x - half - 2, y - half - 2, x + half + 2, y + half + 2];
    paint.taken.take(box);
    paint.solid.push(box);
    paint.hits.push({ shape: "disc", x, y, r: half + 3, cards: mark.cards, label: mark.label, kind: "mark" });
  }
}

export function nameMarks(paint, marks) {
  for (const mark of marks) {
    const [[x, y]] = toScreen(paint, mark.line);
    if (mark.label) placeName(paint, x, y, mark.label, { size: Math.round(12.5 * paint.k), weight: 600, colour: paint.theme.text, gap: 12 * paint.k });
  }
}

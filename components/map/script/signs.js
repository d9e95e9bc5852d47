// Signs: what each category and road state looks like, on the map and in its legend.

import { GRAMMAR } from "./grammar.js";

/** @param {string} colour @param {number} alpha */
export function withAlpha(colour, alpha) {
  return (
    colour +
    Math.round(alpha * 255)
      .toString(16)
      .padStart(2, "0")
  );
}

/** @type {Map<string, Category>} */
const CATEGORY = new Map();
const USUAL = GRAMMAR.categories.map((category) => ({ ...category }));
let named = "";

// Takes over what a case calls or draws otherwise than usual: number, key, label, colours and sign of each.
/** @param {BareKind[]} kinds */
export function takeKinds(kinds) {
  const asked = JSON.stringify(kinds);
  if (asked === named) return;
  named = asked;
  GRAMMAR.categories.forEach((category, at) => Object.assign(category, USUAL[at]));
  for (const [at, key, label, light, dark, path] of kinds) {
    Object.assign(GRAMMAR.categories[at], { key, label, light, dark, path });
  }
  CATEGORY.clear();
  for (const category of GRAMMAR.categories) CATEGORY.set(category.key, category);
}

takeKinds([]);

// The category of a key, or the one for whatever is no other.
/** @param {string} key @returns {Category} */
export function categoryOf(key) {
  return CATEGORY.get(key) || /** @type {Category} */ (CATEGORY.get("other"));
}
/** @type {Map<string, Path2D>} */
const PATHS = new Map();

/** @param {string} text */
function pathOf(text) {
  const path = PATHS.get(text) || new Path2D(text);
  PATHS.set(text, path);
  return path;
}

/** @param {string} key */
export function glyphOf(key) {
  return GRAMMAR.signs[key] || categoryOf(key).path;
}

// The colour of a category, or of a road's state where a mark tells of one.
/** @param {string} key @param {ThemeName} themeName */
export function categoryColour(key, themeName) {
  if (GRAMMAR.statuses[key]) return GRAMMAR.statuses[key].colour;
  return categoryOf(key)[themeName];
}

// Part of the colour left to the sign of what has ended.
const { road: ROAD } = GRAMMAR;
const FADED = GRAMMAR.spots.faded;

// A sign of the given half width, with an edge that keeps it apart from the ground. `look` is "hollow" when
// in doubt, "ended" for what no longer goes on at the as-at date, empty otherwise.
/**
 * @param {Canvas2D} g @param {string} path @param {number} x @param {number} y @param {number} half
 * @param {string} colour @param {Theme} theme @param {string} look
 */
export function paintSign(g, path, x, y, half, colour, theme, look) {
  g.save();
  g.translate(x, y);
  g.scale(half, half);
  const shape = pathOf(path);
  g.lineJoin = "round";
  g.lineWidth = 4.2 / half;
  g.strokeStyle = theme.halo;
  g.stroke(shape);
  g.fillStyle = look ? theme.panel : colour;
  g.fill(shape);
  if (look === "ended") {
    g.fillStyle = withAlpha(colour, FADED);
    g.fill(shape);
  }
  if (look) {
    g.lineWidth = (look === "ended" ? 1.2 : 1.7) / half;
    g.strokeStyle = colour;
    g.stroke(shape);
  }
  g.restore();
}

// A bar under a sign: what it stands for was told by one source only.
/** @param {Canvas2D} g @param {number} x @param {number} y @param {number} half @param {Theme} theme */
export function paintSingle(g, x, y, half, theme) {
  strokeLine(
    g,
    [
      [x - 0.6 * half, y + half + 2.2],
      [x + 0.6 * half, y + half + 2.2],
    ],
    theme.soft,
    1.6,
  );
}

/**
 * @param {Canvas2D} g @param {XY[]} points @param {string} colour @param {number} width
 * @param {number[]} [dash] @param {CanvasLineCap} [cap]
 */
export function strokeLine(g, points, colour, width, dash, cap) {
  g.beginPath();
  points.forEach(([x, y], i) => (i ? g.lineTo(x, y) : g.moveTo(x, y)));
  g.strokeStyle = colour;
  g.lineWidth = width;
  g.lineJoin = "round";
  g.lineCap = cap || "butt";
  g.setLineDash(dash || []);
  g.stroke();
  g.setLineDash([]);
}

// Points each `gap` pixels along a line, with the direction there.
/** @param {XY[]} points @param {number} gap @param {number} first */
export function along(points, gap, first) {
  const spots = [];
  let left = first;
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = points[i - 1];
    const [bx, by] = points[i];
    const length = Math.hypot(bx - ax, by - ay);
    while (left <= length && length > 0) {
      const t = left / length;
      spots.push([ax + (bx - ax) * t, ay + (by - ay) * t, Math.atan2(by - ay, bx - ax)]);
      left += gap;
    }
    left -= length;
  }
  return spots;
}

/** @param {Canvas2D} g @param {number} x @param {number} y @param {number} r */
function crossAt(g, x, y, r) {
  g.moveTo(x - r, y - r);
  g.lineTo(x + r, y + r);
  g.moveTo(x - r, y + r);
  g.lineTo(x + r, y - r);
}

// A plus on a disc, for humanitarian traffic.
/** @param {Canvas2D} g @param {number} x @param {number} y @param {number} k @param {string} casing */
function plusAt(g, x, y, k, casing) {
  const arm = ROAD.plusArm * k;
  g.beginPath();
  g.arc(x, y, ROAD.plusDisc * k, 0, 2 * Math.PI);
  g.fillStyle = "#ffffff";
  g.fill();
  g.lineWidth = 1.2 * k;
  g.strokeStyle = casing;
  g.stroke();
  g.beginPath();
  g.moveTo(x - arm, y);
  g.lineTo(x + arm, y);
  g.moveTo(x, y - arm);
  g.lineTo(x, y + arm);
  g.strokeStyle = "#2b2b2b";
  g.lineWidth = 1.5 * k;
  g.stroke();
}

// A road whose state is another on the date compared with lies between two lines.
/** @param {Canvas2D} g @param {XY[]} points @param {Theme} theme @param {number} k */
export function paintDiffers(g, points, theme, k) {
  strokeLine(g, points, theme.text, ROAD.differs * k, [], "round");
  strokeLine(g, points, theme.panel, ROAD.differsInside * k, [], "round");
}

// Heads along a line, for traffic that passes one way only: 1 along its points, -1 against them.
/**
 * @param {Canvas2D} g @param {XY[]} points @param {number} way @param {string} colour @param {string} rim
 * @param {number} k
 */
export function paintOneWay(g, points, way, colour, rim, k) {
  const total = points
    .slice(1)
    .reduce((sum, [x, y], i) => sum + Math.hypot(x - points[i][0], y - points[i][1]), 0);
  const gap = Math.max(ROAD.arrowGap * k, total / 400);
  const size = ROAD.arrow * k;
  // Between the plus signs.
  for (const [x, y, angle] of along(points, gap, Math.min(gap, total / 2))) {
    g.save();
    g.translate(x, y);
    g.rotate(way > 0 ? angle : angle + Math.PI);
    g.beginPath();
    g.moveTo(size, 0);
    g.lineTo(-size * 0.8, -size);
    g.lineTo(-size * 0.8, size);
    g.closePath();
    g.lineJoin = "round";
    g.lineWidth = 3.4 * k;
    g.strokeStyle = rim;
    g.stroke();
    g.lineWidth = 1.4 * k;
    g.strokeStyle = colour;
    g.stroke();
    g.fillStyle = rim;
    g.fill();
    g.restore();
  }
}

// One road state: pattern first, then mark, colour last (see the legend of any map).
/**
 * @param {Canvas2D} g @param {XY[]} points @param {string} status @param {ThemeName} themeName
 * @param {number} k
 */
export function paintStatus(g, points, status, themeName, k) {
  const look = GRAMMAR.statuses[status];
  const casing = look[themeName];
  const dark = themeName === "dark";
  if (status === "unknown") {
    strokeLine(g, points, casing, ROAD.dotsCasing * k, [0.1, ROAD.dotGap * k], "round");
    strokeLine(g, points, dark ? "#8a8f96" : look.colour, ROAD.dots * k, [0.1, ROAD.dotGap * k], "round");
    return;
  }
  if (look.dash.length) {
    strokeLine(g, points, casing, (look.width + ROAD.casing) * k, [], "round");
    strokeLine(
      g,
      points,
      look.colour,
      look.width * k,
      look.dash.map((part) => part * k),
    );
    if (look.mark === "plus") {
      for (const [x, y] of along(points, ROAD.plusGap * k, (ROAD.plusGap * k) / 2)) {
        plusAt(g, x, y, k, casing);
      }
    }
    return;
  }
  strokeLine(g, points, casing, (look.width + ROAD.casing) * k, [], "round");
  strokeLine(g, points, look.colour, look.width * k, [], "round");
  if (look.mark !== "cross") return;
  const total = points
    .slice(1)
    .reduce((sum, [x, y], i) => sum + Math.hypot(x - points[i][0], y - points[i][1]), 0);
  const gap = Math.max(ROAD.crossGap * k, total / 400);
  for (const [width, colour] of /** @type {[number, string][]} */ ([
    [ROAD.crossCasing * k, casing],
    [ROAD.cross * k, look.colour],
  ])) {
    g.beginPath();
    for (const [x, y] of along(points, gap, Math.min(gap / 2, total / 2))) {
      crossAt(g, x, y, ROAD.crossArm * k);
    }
    g.strokeStyle = colour;
    g.lineWidth = width;
    g.lineCap = "round";
    g.stroke();
  }
}

// The ground: seas, land, relief, water and lines. DrawnEvents anew when the map has moved, never at a date step.

import { GRAMMAR } from "./grammar.js";

export const THEMES = GRAMMAR.themes;

// Web Mercator on the unit square, x to the east and y to the south.
/** @param {number} lon @param {number} lat */
export function mercator(lon, lat) {
  return [(lon + 180) / 360, 0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)];
}

/** @param {number} x @param {number} y @returns {[number, number]} */
export function unproject(x, y) {
  return [(Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI, x * 360 - 180];
}

/** @param {number[]} steps @param {number} scale */
function unpackLine(steps, scale) {
  const line = new Float64Array(steps.length);
  let lon = 0;
  let lat = 0;
  for (let i = 0; i < steps.length; i += 2) {
    lon += steps[i];
    lat += steps[i + 1];
    [line[i], line[i + 1]] = mercator(lon / scale, lat / scale);
  }
  return line;
}

/** @param {number[]} numbers */
export function flatLine(numbers) {
  const line = new Float64Array(numbers.length);
  for (let i = 0; i < numbers.length; i += 2) {
    [line[i], line[i + 1]] = mercator(numbers[i], numbers[i + 1]);
  }
  return line;
}

/** @param {Float64Array} line */
function boundsOf(line) {
  let west = Infinity;
  let north = Infinity;
  let east = -Infinity;
  let south = -Infinity;
  for (let i = 0; i < line.length; i += 2) {
    west = Math.min(west, line[i]);
    east = Math.max(east, line[i]);
    north = Math.min(north, line[i + 1]);
    south = Math.max(south, line[i + 1]);
  }
  return [west, north, east, south];
}

// The base map as received, made into lines on the unit square and grouped by what they are.
/** @param {BaseMap} base */
export function unpackGround(base) {
  /** @type {Ground["groups"]} */
  const groups = {};
  for (const name of /** @type {const} */ (["world", "borders", "admin1", "water", "names"])) {
    const layer = base[name];
    for (const feature of layer.features) {
      const key = `${name}:${feature.kind}`;
      const lines = feature.lines.map((steps) => unpackLine(steps, layer.scale));
      groups[key] ||= [];
      groups[key].push({
        ...feature,
        lines: lines.map((line) => ({ line, bounds: boundsOf(line) })),
      });
    }
  }
  return { groups, box: base.box, gazetteer: base.gazetteer };
}

/** @param {Box} bounds @param {Frame} f */
function visible(bounds, f) {
  return (
    bounds[2] * f.scale - f.ox > 0 &&
    bounds[0] * f.scale - f.ox < f.w &&
    bounds[3] * f.scale - f.oy > 0 &&
    bounds[1] * f.scale - f.oy < f.h
  );
}

// Points nearer than this many pixels to the last one are left out: nobody could see them.
const NEAR = 0.8;

/** @param {Canvas2D} g @param {Float64Array} line @param {Frame} f */
function trace(g, line, f) {
  let lastX = line[0] * f.scale - f.ox;
  let lastY = line[1] * f.scale - f.oy;
  g.moveTo(lastX, lastY);
  for (let i = 2; i < line.length; i += 2) {
    const x = line[i] * f.scale - f.ox;
    const y = line[i + 1] * f.scale - f.oy;
    if (Math.abs(x - lastX) + Math.abs(y - lastY) < NEAR && i < line.length - 2) continue;
    g.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
}

/** @param {Canvas2D} g @param {Ground} ground @param {string[]} keys @param {Frame} f */
function tracedAll(g, ground, keys, f) {
  g.beginPath();
  for (const key of keys) {
    for (const feature of ground.groups[key] || []) {
      for (const { line, bounds } of feature.lines) if (visible(bounds, f)) trace(g, line, f);
    }
  }
}

/**
 * @param {Canvas2D} g @param {Ground} ground @param {string[]} keys @param {Frame} f @param {string} colour
 * @param {number} width @param {number[]} [dash]
 */
function stroked(g, ground, keys, f, colour, width, dash) {
  tracedAll(g, ground, keys, f);
  g.strokeStyle = colour;
  g.lineWidth = width;
  g.setLineDash(dash || []);
  g.stroke();
  g.setLineDash([]);
}

/**
 * @param {Canvas2D} g @param {HTMLImageElement} relief @param {Box | null} box @param {Frame} f @param {Theme} theme
 */
function paintRelief(g, relief, box, f, theme) {
  if (!box || !relief || !relief.complete || !relief.naturalWidth || f.zoom < 4.5) return;
  const [west, north] = mercator(box[0], box[3]);
  const [east, south] = mercator(box[2], box[1]);
  const x = west * f.scale - f.ox;
  const y = north * f.scale - f.oy;
  const w = (east - west) * f.scale;
  const h = (south - north) * f.scale;
  const left = Math.max(x, -2);
  const top = Math.max(y, -2);
  const right = Math.min(x + w, f.w + 2);
  const bottom = Math.min(y + h, f.h + 2);
  if (right <= left || bottom <= top) return;
  const kx = relief.naturalWidth / w;
  const ky = relief.naturalHeight / h;
  g.globalCompositeOperation = "multiply";
  g.globalAlpha = theme.relief * Math.min(1, (f.zoom - 4.5) / 1.5);
  g.drawImage(
    relief,
    (left - x) * kx,
    (top - y) * ky,
    (right - left) * kx,
    (bottom - top) * ky,
    left,
    top,
    right - left,
    bottom - top,
  );
  g.globalAlpha = 1;
  g.globalCompositeOperation = "source-over";
}

/**
 * @param {Canvas2D} g @param {Ground} ground @param {HTMLImageElement} relief @param {Frame} f
 * @param {Theme} theme
 */
export function paintGround(g, ground, relief, f, theme) {
  g.fillStyle = theme.sea;
  g.fillRect(0, 0, f.w, f.h);
  tracedAll(g, ground, ["world:land", "borders:land"], f);
  g.fillStyle = theme.land;
  g.fill("evenodd");
  paintRelief(g, relief, ground.box, f, theme);
  g.lineJoin = g.lineCap = "round";
  if (f.zoom >= 5) {
    tracedAll(g, ground, ["water:lake"], f);
    g.fillStyle = theme.lake;
    g.fill("evenodd");
  }
  if (f.zoom >= 6) {
    stroked(g, ground, ["water:river"], f, theme.river, f.zoom < 8 ? 0.8 : 1.3);
  }
  if (f.zoom >= 7) stroked(g, ground, ["admin1:line"], f, theme.admin, 0.8, [3, 3]);
  stroked(g, ground, ["borders:coast"], f, theme.coast, 1);
  const wide = f.zoom < 5 ? 0.7 : f.zoom < 7 ? 1 : 1.5;
  stroked(g, ground, ["world:border", "borders:border"], f, theme.border, wide);
  stroked(g, ground, ["world:disputed"], f, theme.border, wide, [3, 3]);
}

// Samples: each sign as it looks on the map, small, beside its words in the legend.

import { create, pen } from "./dom.js";
import { FLOW_COLOUR } from "./flows.js";
import { THEMES } from "./ground.js";
import { FONT } from "./names.js";
import { hatch } from "./shapes.js";
import {
  categoryColour,
  categoryOf,
  glyphOf,
  paintDiffers,
  paintSign,
  paintSingle,
  paintStatus,
  strokeLine,
  withAlpha,
} from "./signs.js";
import { paintBalloon } from "./silences.js";

/**
 * @param {SampleCanvas} at @param {string} category @param {number} half @param {string} colour
 * @param {string} look
 */
function categorySign(at, category, half, colour, look) {
  paintSign(at.g, categoryOf(category).path, at.w / 2, at.middle, half, colour, at.theme, look);
}

/** @param {SampleCanvas} at @param {number} radius @param {number[]} dash @param {string} colour */
function rim(at, radius, dash, colour) {
  const { g } = at;
  g.beginPath();
  g.arc(at.w / 2, at.middle, radius, 0, 2 * Math.PI);
  g.setLineDash(dash);
  g.lineWidth = 1.5;
  g.strokeStyle = colour;
  g.fillStyle = withAlpha(colour, 0.25);
}

/** @param {SampleCanvas} sampleCanvas @param {string} key */
function flow({ g, w, middle, themeName }, key) {
  const colour = categoryColour(FLOW_COLOUR[key] || "other", themeName);
  const shaft = [
    [4, middle],
    [w - 13, middle],
  ];
  strokeLine(g, shaft, colour, key === "displacement" ? 6 : 2.2, []);
  g.beginPath();
  g.moveTo(w - 3, middle);
  g.lineTo(w - 14, middle - 6);
  g.lineTo(w - 14, middle + 6);
  g.fillStyle = colour;
  g.fill();
}

/** @param {SampleCanvas} sampleCanvas */
function area({ g, w, h, theme }) {
  g.fillStyle = hatch(g, withAlpha(theme.soft, 0.6), 7);
  g.fillRect(4, 2, w - 8, h - 4);
  g.setLineDash([4, 3]);
  g.strokeStyle = theme.soft;
  g.strokeRect(4, 2, w - 8, h - 4);
}

// What paints the sample of each kind of sign; `at` is its canvas, its middle and the theme.
/** @type {Record<string, (at: SampleCanvas, key: string, size: number) => void>} */
const SAMPLES = {
  status({ g, w, middle, themeName }, key) {
    const line = [
      [4, middle],
      [w - 4, middle],
    ];
    paintStatus(g, line, key, themeName, 0.85);
  },
  differs({ g, w, middle, theme }) {
    const line = [
      [9, middle],
      [w - 9, middle],
    ];
    paintDiffers(g, line, theme, 0.8);
  },
  category(at, key) {
    categorySign(at, key, 6.4, categoryColour(key, at.themeName), "");
  },
  hollow(at) {
    const { w, theme } = at;
    categorySign({ ...at, w: w - 18 }, "displacement", 6, theme.soft, "hollow");
    categorySign({ ...at, w: w + 18 }, "aid", 6, theme.soft, "hollow");
  },
  ended(at) {
    categorySign(at, "aid", 6, at.theme.soft, "ended");
  },
  single(at) {
    const raised = { ...at, middle: at.middle - 1 };
    categorySign(raised, "aid", 6, at.theme.soft, "");
    paintSingle(at.g, at.w / 2, raised.middle, 6, at.theme);
  },
  sign({ g, w, middle, theme, themeName }, key) {
    const [glyph, category] = key.split(";");
    paintSign(g, glyphOf(glyph), w / 2, middle, 7.5, categoryColour(category, themeName), theme, "");
  },
  ring(at) {
    rim(at, 7.5, [4, 3], at.theme.soft);
    at.g.stroke();
  },
  circle(at, _key, size) {
    rim(at, size, [], categoryColour("displacement", at.themeName));
    at.g.fill();
    at.g.stroke();
  },
  silence({ g, theme }) {
    const lead = [
      [1, 18],
      [8, 14],
    ];
    paintBalloon({ g, theme }, { box: [6, 0.5, 37.5, 15], lead }, "15 d", `600 10px ${FONT}`);
  },
  area,
  outline: area,
  flow,
};

const WIDE = 38;
/** @type {Record<string, number>} */
const WIDTHS = { category: 18, circle: 8 };

// A canvas with the sample of a sign; circles alone have a size of their own.
/**
 * @param {string} sign @param {string} key @param {number} size
 * @param {{ themeName: ThemeName, sharpness: number }} parts
 */
export function sample(sign, key, size, { themeName, sharpness }) {
  const canvas = create("canvas", "pg-sample");
  const round = sign === "circle" ? size * 2 + 4 : 0;
  const w = Math.max(WIDTHS[sign] || WIDE, round);
  const h = round ? Math.max(16, round) : 18;
  canvas.width = w * sharpness;
  canvas.height = h * sharpness;
  canvas.style.width = `${w}px`;
  canvas.style.height = `${h}px`;
  const g = pen(canvas);
  g.scale(sharpness, sharpness);
  if (SAMPLES[sign]) {
    SAMPLES[sign]({ g, w, h, middle: h / 2, theme: THEMES[themeName], themeName }, key, size);
  }
  return canvas;
}

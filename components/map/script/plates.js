// Plates: words in a box beside a line, with a short lead to it. Those of a road shrink to its state and days.

import { inOrder } from "./direction.js";
import { GRAMMAR } from "./grammar.js";
import { FONT, textWidth } from "./names.js";
import { boxesAlong, clearOf, rimOf, offset } from "./key_names.js";
import { strokeLine } from "./signs.js";

const RULES = GRAMMAR.labels;
// Where there is hardly room: from so many points of a road, at these distances.
const FEW = 8;
const FINE_REACHES = Array.from({ length: 20 }, (_, n) => 10 + n * 12);
// There a box above, below or beside its point is also tried moved along by so much of its length.
const SLIDES = [0, 0.25, -0.25, 0.5, -0.5, 0.6, -0.6, 0.8, -0.8];

/**
 * A road's words as two lines, and the same by state and days alone: as geo.picture.label_ranks parts them.
 * @param {string} label @returns {[string[], string[]]}
 */
export function callout(label) {
  const colon = label.indexOf(": ");
  if (colon < 0) {
    return [
      [label, ""],
      [label, ""],
    ];
  }
  const words = label.slice(colon + 2);
  const at = Math.min(
    ...RULES.partings.map((parting) => words.indexOf(parting)).filter((found) => found > 0),
    words.length,
  );
  const rest = words.slice(at).replace(/^, /u, "").trim();
  const state = words.slice(0, at);
  return [
    [`${label.slice(0, colon)}: ${state}`, rest],
    [state.slice(0, 1).toUpperCase() + state.slice(1), rest],
  ];
}

/**
 * Words of a plate set in lines, measured.
 * @param {Paint} paint @param {string[]} words what is set bold, then what is not @param {number} letters
 * @returns {PlateForm}
 */
function set(paint, words, letters) {
  const size = Math.round(12.5 * paint.k);
  const fonts = [`650 ${size}px ${FONT}`, `400 ${Math.round(11.5 * paint.k)}px ${FONT}`];
  const lines = words.flatMap((part, row) =>
    part ? wrapped(part, letters).map((text) => ({ text, font: fonts[Math.min(row, 1)] })) : [],
  );
  const w = Math.max(...lines.map(({ text, font }) => textWidth(paint.g, text, font))) + 16;
  return { lines, w, h: lines.length * (size + 3) + 8, step: size + 3 };
}

/** @param {Paint} paint */
const isNarrow = (paint) => paint.inner[2] - paint.inner[0] < RULES.narrow;

// Words beside a line that carry no more than themselves; what they count alone, rather than a lead over names.
/** @param {Paint} paint @param {XY[]} anchors @param {string} text @param {string} colour */
export function plate(paint, anchors, text, colour) {
  const { calloutLetters: most, briefLetters: brief } = RULES;
  const lengths = isNarrow(paint) ? [brief] : [most, Math.floor((most + brief) / 2), brief];
  const forms = lengths.map((letters) => set(paint, [text], letters));
  const count = text.slice(text.lastIndexOf(": ") + 1).trim();
  const least = [brief, RULES.leastLetters].map((letters) => set(paint, [count], letters));
  const found =
    room(paint, anchors, forms) ||
    offWords(paint, anchors, forms) ||
    offWords(paint, anchors, least) ||
    overWords(paint, anchors, forms);
  return written(paint, found, colour);
}

// A road's words. One in use finds room even where its plate lies over signs and roads.
/**
 * @param {Paint} paint @param {XY[]} anchors @param {string} label @param {Status} status @param {boolean} always
 */
export function roadPlate(paint, anchors, label, { colour, label: state }, always) {
  const [whole, brief] = callout(label);
  const short = set(paint, brief, RULES.briefLetters);
  // The state in a word or two, where there is no room for who could pass, nor for what that rests on.
  const least = [brief[0], brief[0].replace(/ \([^)]*\)/u, ""), state].flatMap((words) =>
    [RULES.briefLetters, RULES.leastLetters].map((letters) => set(paint, [words], letters)),
  );
  const long = [RULES.calloutLetters, RULES.briefLetters].map((letters) => set(paint, whole, letters));
  const forms = isNarrow(paint) ? [short] : [...long, short];
  const last = [short, ...least];
  const found =
    room(paint, anchors, forms) ||
    (always ? offWords(paint, anchors, last) || overWords(paint, anchors, last) : null);
  return written(paint, found, colour);
}

/** @param {Paint} paint @param {PlateRoom | null} found @param {string} colour */
function written(paint, found, colour) {
  if (!found) return null;
  const { box, lead, form } = found;
  const { g, theme } = paint;
  paint.taken.take(box);
  paint.firm.push(box);
  paint.solid.push(box);
  paint.plates.push(box);
  paint.words.push(box);
  for (const part of boxesAlong(lead[0], lead[1], 6)) paint.taken.take(part);
  strokeLine(g, lead, theme.halo, 3.4, []);
  strokeLine(g, lead, colour, 1.4, []);
  g.beginPath();
  g.roundRect(box[0], box[1], form.w, form.h, 4);
  g.fillStyle = theme.plate;
  g.fill();
  g.lineWidth = 1.4;
  g.strokeStyle = colour;
  g.stroke();
  g.textBaseline = "middle";
  g.fillStyle = theme.text;
  form.lines.forEach(({ text, font }, i) => {
    g.font = font;
    g.fillText(inOrder(text), box[0] + 8, box[1] + 4.5 + (i + 0.5) * form.step);
  });
  return box;
}

// Words in lines of about equal length, none much longer than so many letters.
/** @param {string} text @param {number} letters */
function wrapped(text, letters) {
  const words = text.split(" ");
  const most = text.length / Math.ceil(text.length / letters) + 4;
  const lines = [""];
  for (const word of words) {
    const last = lines.length - 1;
    if (lines[last] && lines[last].length + word.length + 1 > most) lines.push(word);
    else lines[last] = lines[last] ? `${lines[last]} ${word}` : word;
  }
  return lines;
}

// Whether a part of a lead, with the gap to the next, touches none of the boxes.
/** @param {Box} part @param {Box[]} others */
const keepsOff = ([x0, y0, x1, y1], others) => clearOf([x0 - 2, y0 - 2, x1 + 2, y1 + 2], others);

// First where no road is covered, in the longer form and then the shorter; then where a road may be.
/** @param {Paint} paint @param {XY[]} anchors @param {PlateForm[]} forms */
function room(paint, anchors, forms) {
  const free = (/** @type {Box} */ box) => isFree(paint, box);
  const open = (/** @type {() => Box[]} */ lead) =>
    lead().every((part) => keepsOff(part, paint.firm) && keepsOff(part, paint.solid));
  /** @type {((box: Box, lead: () => Box[]) => boolean)[]} */
  const tries = [
    (box, lead) => free(box) && paint.roads.free(box) && open(lead),
    (box, lead) => free(box) && open(lead),
  ];
  for (const suits of tries) {
    for (const form of forms) {
      const found = offered(paint, anchors, form, suits);
      if (found) return found;
    }
  }
  return null;
}

/** @param {Paint} paint @param {Box} box */
const isFree = (paint, box) => paint.taken.free([box[0] - 3, box[1] - 3, box[2] + 3, box[3] + 3]);

/** @param {Paint} paint @param {Box} box */
const isOnSigns = (paint, box) => clearOf(box, paint.panels) && clearOf(box, paint.firm);

// Where there is hardly room: with a lead over signs, then standing on them.
/** @param {Paint} paint @param {XY[]} anchors @param {PlateForm[]} forms */
function offWords(paint, anchors, forms) {
  const readable = (/** @type {() => Box[]} */ lead) => lead().every((part) => keepsOff(part, paint.words));
  return anywhere(paint, anchors, forms, [
    (box, lead) => isFree(paint, box) && readable(lead),
    (box, lead) => isOnSigns(paint, box) && readable(lead),
  ]);
}

// The last resort: with a lead over words.
/** @param {Paint} paint @param {XY[]} anchors @param {PlateForm[]} forms */
function overWords(paint, anchors, forms) {
  return anywhere(paint, anchors, forms, [(box) => isFree(paint, box), (box) => isOnSigns(paint, box)]);
}

// Each form in turn.
/**
 * @param {Paint} paint @param {XY[]} anchors @param {PlateForm[]} forms
 * @param {((box: Box, lead: () => Box[]) => boolean)[]} tries
 */
function anywhere(paint, anchors, forms, tries) {
  for (const suits of tries) {
    for (const form of forms) {
      const found = offered(paint, anchors.slice(0, FEW), form, suits, FINE_REACHES);
      if (found) return found;
    }
  }
  return null;
}

/**
 * @param {Paint} paint @param {XY[]} anchors @param {PlateForm} form
 * @param {(box: Box, lead: () => Box[]) => boolean} suits @param {number[]} [reaches] @returns {PlateRoom | null}
 */
function offered(paint, anchors, form, suits, reaches = RULES.calloutReaches) {
  const [left, top, right, bottom] = paint.inner;
  const { w, h } = form;
  const slides = reaches === FINE_REACHES ? SLIDES : SLIDES.slice(0, 1);
  const sides = RULES.directions.flatMap((side) =>
    slides.filter((slide) => !slide || !side[0] || !side[1]).map((slide) => ({ side, slide })),
  );
  for (const reach of reaches) {
    for (const [x, y] of anchors) {
      for (const { side, slide } of sides) {
        const [dx, dy] = offset(side, reach * paint.k, w, h);
        const x0 = x + dx + (side[0] ? 0 : slide * w);
        const y0 = y + dy + (side[1] ? 0 : slide * h);
        const box = [x0, y0, x0 + w, y0 + h];
        if (box[0] < left + 4 || box[2] > right - 4 || box[1] < top + 4 || box[3] > bottom - 4) continue;
        const near = rimOf(box, x, y);
        if (suits(box, () => boxesAlong([x, y], near, 6))) return { box, form, lead: [[x, y], near] };
      }
    }
  }
  return null;
}

// Plates: words in a box beside a line, with a short lead to it.

import { GRAMMAR } from "./grammar.js";
import { FONT, textWidth } from "./names.js";
import { strokeLine } from "./signs.js";

// Whether a lead from a line to its words runs over nothing that can be clicked.
/** @param {Paint} paint @param {number} x @param {number} y @param {number} toX @param {number} toY */
function leadIsClear(paint, x, y, toX, toY) {
  const steps = Math.ceil(Math.hypot(toX - x, toY - y) / 5);
  for (let i = 1; i < steps; i++) {
    const px = x + ((toX - x) * i) / steps;
    const py = y + ((toY - y) * i) / steps;
    if (paint.solid.some((box) => px > box[0] && px < box[2] && py > box[1] && py < box[3])) return false;
  }
  return true;
}

// Words in a box that stand beside a line with a short lead to it.
/** @param {Paint} paint @param {XY[]} anchors @param {string} text @param {string} colour */
export function plate(paint, anchors, text, colour) {
  const size = Math.round(12.5 * paint.k);
  const font = `650 ${size}px ${FONT}`;
  const lines = wrapped(text, paint.inner[2] - paint.inner[0] < 640 ? 24 : 38);
  const w = Math.max(...lines.map((line) => textWidth(paint.g, line, font))) + 16;
  const h = lines.length * (size + 3) + 8;
  const room = placeForPlate(paint, anchors, w, h);
  if (!room) return null;
  const { box, lead } = room;
  const { g, theme } = paint;
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

// First where no road is covered; where there is no such place, a road may be.
/** @param {Paint} paint @param {XY[]} anchors @param {number} w @param {number} h */
function placeForPlate(paint, anchors, w, h) {
  return (
    offeredPlate(paint, anchors, w, h, (box) => paint.roads.free(box)) ||
    offeredPlate(paint, anchors, w, h, () => true)
  );
}

/**
 * @param {Paint} paint @param {XY[]} anchors @param {number} w @param {number} h
 * @param {(box: Box) => boolean} suits
 */
function offeredPlate(paint, anchors, w, h, suits) {
  const [left, top, right, bottom] = paint.inner;
  for (const reach of GRAMMAR.names.plateReaches) {
    for (const [x, y] of anchors) {
      for (const [dx, dy] of [
        [reach, -h / 2],
        [-reach - w, -h / 2],
        [-w / 2, -reach - h],
        [-w / 2, reach],
        [reach, reach / 2],
        [-reach - w, reach / 2],
        [reach, -h - reach / 2],
        [-reach - w, -h - reach / 2],
      ]) {
        const box = [x + dx, y + dy, x + dx + w, y + dy + h];
        if (box[0] < left + 4 || box[2] > right - 4 || box[1] < top + 4 || box[3] > bottom - 4) continue;
        if (!paint.taken.free([box[0] - 3, box[1] - 3, box[2] + 3, box[3] + 3]) || !suits(box)) continue;
        const nearX = Math.min(Math.max(x, box[0]), box[2]);
        const nearY = Math.min(Math.max(y, box[1]), box[3]);
        if (leadIsClear(paint, x, y, nearX, nearY)) {
          return {
            box,
            lead: [
              [x, y],
              [nearX, nearY],
            ],
          };
        }
      }
    }
  }
  return null;
}

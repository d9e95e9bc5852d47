// Names on the map: placed by rank, never over one another, over a mark or under a panel.

import { inOrder } from "./direction.js";
import { GRAMMAR } from "./grammar.js";
import { mercator } from "./ground.js";

export const FONT = "'Noto Sans', 'Segoe UI', system-ui, -apple-system, sans-serif";
const { gazetteerFrom: GAZETTEER_FROM, samePlace: SAME_PLACE } = GRAMMAR.names;
const { provinces: PROVINCES, smallProvince: SMALL_PROVINCE } = GRAMMAR.names;

export class Taken {
  constructor() {
    this.cells = new Map();
  }

  /** @param {Box} box */
  *_keys(box) {
    for (let cx = Math.floor(box[0] / 64); cx <= Math.floor(box[2] / 64); cx++) {
      for (let cy = Math.floor(box[1] / 64); cy <= Math.floor(box[3] / 64); cy++) yield cx * 4096 + cy;
    }
  }

  /** @param {Box} box */
  free(box) {
    for (const key of this._keys(box)) {
      for (const other of this.cells.get(key) || []) {
        if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
      }
    }
    return true;
  }

  /** @param {Box} box */
  take(box) {
    for (const key of this._keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
}

const widths = new Map();

/** @param {Canvas2D} g @param {string} text @param {string} font */
export function textWidth(g, text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    if (widths.size > 5000) widths.clear();
    g.font = font;
    widths.set(key, g.measureText(text).width);
  }
  return widths.get(key);
}

/**
 * @param {Canvas2D} g @param {string} text @param {number} x @param {number} y @param {string} font
 * @param {string} colour @param {Theme} theme
 */
export function haloText(g, text, x, y, font, colour, theme) {
  g.font = font;
  g.textBaseline = "middle";
  g.lineJoin = "round";
  g.lineWidth = 3.5;
  g.strokeStyle = theme.halo;
  const words = inOrder(text);
  g.strokeText(words, x, y);
  g.fillStyle = colour;
  g.fillText(words, x, y);
}

// Where a name may stand beside its point: right, left, above, below, then the corners.
/** @param {number} w @param {number} h @param {number} gap */
export function spotsFor(w, h, gap) {
  const d = gap * 0.75;
  return [
    [gap, -h / 2],
    [-gap - w, -h / 2],
    [-w / 2, -gap - h],
    [-w / 2, gap],
    [d, -d - h],
    [d, d],
    [-d - w, -d - h],
    [-d - w, d],
  ];
}

/** @param {Paint} paint @param {number} x @param {number} y @param {string} text @param {NameStyle} style */
export function placeName(paint, x, y, text, style) {
  const { g, taken } = paint;
  const h = style.size + 4;
  const font = `${style.slant || ""} ${style.weight || 400} ${style.size}px ${FONT}`;
  const w = textWidth(g, text, font);
  const offers = style.centred ? [[-w / 2, -h / 2]] : spotsFor(w, h, style.gap || 7);
  for (const [dx, dy] of offers) {
    const box = [x + dx - 2, y + dy, x + dx + w + 2, y + dy + h];
    if (
      box[0] < paint.inner[0] ||
      box[2] > paint.inner[2] ||
      box[1] < paint.inner[1] ||
      box[3] > paint.inner[3]
    ) {
      continue;
    }
    if (!taken.free(box) || (style.offRoads && !paint.roads.free(box))) continue;
    taken.take(box);
    paint.words.push(box);
    haloText(g, text, x + dx, y + dy + h / 2, font, style.colour, paint.theme);
    return true;
  }
  return false;
}

// The zoom from which a place of so many people is named.
/** @param {number} people */
function zoomFrom(people) {
  const [, zoom] =
    GAZETTEER_FROM.find(([least]) => people >= least) || GAZETTEER_FROM[GAZETTEER_FROM.length - 1];
  return zoom;
}

// Case places and the gazetteer as one list, those that matter most first.
/** @param {LabelFile | null} labels @param {Gazetteer} gazetteer */
export function rankedPlaces(labels, gazetteer) {
  const places = [];
  const modes = labels ? labels.modes : ["both"];
  const known = new Set();
  for (const [id, lon, lat, zoom, first, number, ...names] of labels ? labels.places : []) {
    const [x, y] = mercator(lon, lat);
    places.push({ id, x, y, zoom, first: Boolean(first), names, ofCase: true });
    if (number) known.add(number);
  }
  const ofCase = places.slice();
  const { name, lon, lat, people, id } = gazetteer;
  for (let i = 0; i < name.length; i++) {
    const [x, y] = mercator(lon[i], lat[i]);
    if (
      known.has(id[i]) ||
      ofCase.some((p) => Math.abs(p.x - x) < SAME_PLACE && Math.abs(p.y - y) < SAME_PLACE)
    ) {
      continue;
    }
    const plain = name[i];
    places.push({
      x,
      y,
      ofCase: false,
      first: false,
      zoom: zoomFrom(people[i]),
      names: modes.map((mode) => gazetteer[`name_${mode}`]?.[i] || plain),
    });
  }
  return places;
}

/** @param {LabelFile | null} labels @param {string} mode */
export function modeIndex(labels, mode) {
  return labels ? Math.max(labels.modes.indexOf(mode), 0) : 0;
}

// `busy` are the ids of places with a sign, `busiest` the places of which most events are shown.
/** @param {Paint} paint @param {Place[]} places @param {Set<string | undefined>} busy @param {Place[]} busiest */
export function shownPlaces(paint, places, busy, busiest) {
  return places.filter((place) => {
    const x = place.x * paint.scale - paint.ox;
    const y = place.y * paint.scale - paint.oy;
    if (x < paint.inner[0] || y < paint.inner[1] || x > paint.inner[2] || y > paint.inner[3]) return false;
    // A dot half under a panel would go without its name.
    if (paint.panels.some((box) => x > box[0] - 4 && x < box[2] + 4 && y > box[1] - 4 && y < box[3] + 4)) {
      return false;
    }
    const wanted = busy.has(place.id) ? place.zoom - 2 : place.zoom;
    return paint.zoom >= wanted || busiest.includes(place);
  });
}

/** @param {Paint} paint @param {Place[]} places */
export function paintDots(paint, places) {
  const { g, theme } = paint;
  for (const place of places) {
    const x = place.x * paint.scale - paint.ox;
    const y = place.y * paint.scale - paint.oy;
    const r = place.ofCase ? 3.1 : 2.2;
    g.beginPath();
    g.arc(x, y, r, 0, 2 * Math.PI);
    g.fillStyle = theme.place;
    g.fill();
    g.lineWidth = place.ofCase ? 1.5 : 1;
    g.strokeStyle = place.ofCase ? theme.edge : theme.soft;
    g.stroke();
  }
}

// `signed` are the places whose dot is an event's sign: their names keep further off.
/** @param {Paint} paint @param {Place[]} places @param {number} mode @param {Set<string | undefined>} signed */
export function paintPlaceNames(paint, places, mode, signed) {
  const size = Math.round(12.5 * paint.k);
  for (const place of places) {
    const x = place.x * paint.scale - paint.ox;
    const y = place.y * paint.scale - paint.oy;
    placeName(paint, x, y, place.names[mode], {
      size,
      weight: place.ofCase ? 500 : 400,
      colour: place.ofCase ? paint.theme.text : paint.theme.soft,
      gap: signed.has(place.id) ? 13 * paint.k : 7,
      offRoads: true,
    });
  }
}

/** @param {Paint} paint @param {Ground} ground @param {string} mode */
export function paintGroundNames(paint, ground, mode) {
  const { theme, zoom } = paint;
  const field = /** @type {`name_${string}`} */ (`name_${mode}`);
  for (const kind of ["country", "sea"]) {
    for (const feature of ground.groups[`names:${kind}`] || []) {
      if (zoom < feature.zoom_min || zoom >= feature.zoom_max + 1) continue;
      const [x, y] = feature.lines[0].line;
      const name = feature[field] || feature.name;
      placeName(
        paint,
        x * paint.scale - paint.ox,
        y * paint.scale - paint.oy,
        kind === "country" ? [...name.toUpperCase()].join("\u200a") : name,
        {
          size: Math.round((kind === "country" ? 12.5 : 12) * paint.k),
          weight: kind === "country" ? 600 : 400,
          slant: kind === "sea" ? "italic" : "",
          colour: kind === "sea" ? theme.water : theme.soft,
          centred: true,
          offRoads: true,
        },
      );
    }
  }
  if (zoom < PROVINCES[0] || zoom > PROVINCES[1]) return;
  for (const feature of ground.groups["admin1:name"] || []) {
    if (feature.size < SMALL_PROVINCE && zoom < PROVINCES[0] + 1) continue;
    const [x, y] = feature.lines[0].line;
    placeName(paint, x * paint.scale - paint.ox, y * paint.scale - paint.oy, feature[field] || feature.name, {
      size: Math.round(11.5 * paint.k),
      slant: "italic",
      colour: theme.soft,
      centred: true,
      offRoads: true,
    });
  }
}

// Flight: the map's way from one scene to the next, and the time that passes between them on it.

import { dayOf, dayWords } from "../../map/script/dates.js";
import { GRAMMAR } from "../../map/script/grammar.js";
import { mercator, unproject } from "../../map/script/ground.js";
import { layer } from "../../map/script/passage.js";
import { playedLegend } from "../../map/script/playback_legend.js";
import { playedAt, windowAt } from "../../map/script/playback_state.js";
import { FACTS } from "./document_data.js";

const SECONDS = 2.6;
const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");
/** @param {number} t */
const eased = (t) => (t < 0.5 ? 2 * t * t : 1 - (2 - 2 * t) * (1 - t));

// Where a scene's map stands: where it was left, or so that its whole subject is seen.
/** @param {Message} message */
export function standOf(message) {
  const map = layer._map;
  const { position, home } = message;
  if (position) return { centre: L.latLng(position[0], position[1]), zoom: position[2] };
  const [west, south, east, north] = home;
  const [x0, y0] = mercator(west, north);
  const [x1, y1] = mercator(east, south);
  const zoom = map.getBoundsZoom(L.latLngBounds([south, west], [north, east]), false, L.point(40, 60));
  return {
    centre: L.latLng(...unproject((x0 + x1) / 2, (y0 + y1) / 2)),
    zoom: Math.max(Math.floor(zoom * 20) / 20, map.getMinZoom()),
  };
}

/** @param {{ centre: L.LatLng, zoom: number }} parts */
export function standAt({ centre, zoom }) {
  layer.target = { centre, zoom };
  layer._map.setView(centre, zoom, { animate: false });
}

// What the map shows of a scene on another date: the state as the case's facts tell it, and the events until then.
/** @param {Pick<Scene, "message" | "period">} parts @param {number} at */
export function messageAt({ message, period: [from, to] }, at) {
  const facts = FACTS.get(message.film);
  const time = { from: Math.min(from, at), to: Math.max(to, at + 1), at };
  if (!facts || !facts.span) {
    return {
      ...message,
      window: windowAt(time),
      routes: [],
      flows: [],
      circles: [],
      marks: [],
      silences: [],
    };
  }
  const state = playedAt(facts, message.playback, time, layer.columns, null);
  return {
    ...message,
    ...state,
    legend: entriesOf(state, playedLegend(message, facts, state, layer.columns, layer.mask)),
  };
}

// Of a legend that holds for every date the entries for what is shown on this one.
/** @param {PlayedState} playedState @param {LegendEntry[]} legend */
function entriesOf({ routes, silences = [], window: [from, to] = [0, 0] }, legend) {
  const statuses = new Set((routes || []).map(({ status }) => status));
  const categories = new Set();
  const { columns } = layer;
  for (let row = 0; columns && row < columns.n && columns.start[row] < to; row++) {
    if (columns.end[row] > from) categories.add(GRAMMAR.categories[columns.category[row]].key);
  }
  return legend.filter(
    ([, sign, key]) =>
      (sign !== "silence" || silences.length) &&
      (sign !== "status" || statuses.has(key)) &&
      (sign !== "category" || categories.has(key)),
  );
}

/** @param {Message} message */
export function paintMessage(message) {
  layer.take(message);
  layer.repaint(false);
}

export class Flight {
  /** @type {() => void} */
  arrive;

  /** @param {import("./strip.js").Strip} strip @param {import("./stage.js").Stage} stage */
  constructor(strip, stage) {
    this.strip = strip;
    this.stage = stage;
    this.frame = 0;
  }

  // Ends where it was going, at once.
  land() {
    if (!this.frame) return;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.arrive();
  }

  // From what is shown to a scene: `from` is the scene before, whose moment time runs from, or null.
  /** @param {Scene} scene @param {number} number @param {Scene | null} from */
  to(scene, number, from) {
    const start = layer._map.getCenter();
    const zoom = layer._map.getZoom();
    const end = standOf(scene.message);
    const at = scene.message.window[2];
    const first = from ? from.message.window[2] : at;
    const plays = first < at;
    this.arrive = () => {
      layer.moving = false;
      this.stage.waiting(false);
      this.stage.dated(scene.dates);
      paintMessage(scene.message);
      this.stage.compact();
      standAt(end);
      layer.repaint(true);
      this.strip.show(number, at, scene.period);
    };
    const far =
      zoom !== end.zoom ||
      layer._map.latLngToLayerPoint(start).distanceTo(layer._map.latLngToLayerPoint(end.centre)) > 2;
    if (STILL.matches || document.hidden || !(plays || far)) {
      this.arrive();
      return;
    }
    layer.moving = far;
    this.stage.waiting(true);
    const began = performance.now();
    const [x0, y0] = mercator(start.lng, start.lat);
    const [x1, y1] = mercator(end.centre.lng, end.centre.lat);
    const step = (/** @type {number} */ now) => {
      const t = Math.min((now - began) / (SECONDS * 1000), 1);
      const e = eased(t);
      if (t >= 1) {
        this.frame = 0;
        this.arrive();
        return;
      }
      if (far) {
        layer._map.setView(
          L.latLng(...unproject(x0 + (x1 - x0) * e, y0 + (y1 - y0) * e)),
          zoom + (end.zoom - zoom) * e,
          { animate: false },
        );
      }
      if (plays && from) this.pass(from, scene, number, Math.floor(first + (at - first) * t));
      this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  /** @param {Scene} before @param {Scene} scene @param {number} number @param {number} at */
  pass(before, scene, number, at) {
    const moment = at < scene.period[0] ? before : scene;
    paintMessage(messageAt(moment, at));
    this.strip.show(number, at, moment.period);
    this.stage.dated([`As at ${dayWords(dayOf(at))}`]);
  }
}

// The interface of the layer script, `window.passage`:
//   start(map)        puts the layer on a map; called once by the frame's constant script
//   show(message)     takes the message of one run of the page and paints; gives back an empty layer.
//                     Null only lets the frame load. With a `compare` in it, what differs for another date, there are two maps in the frame
//   open(message)     makes a map of its own in a frame of ours that has no folium, in the system's theme, and shows that
//   view()            where the reader is: moment, where the map was moved to, what is chosen
//   goOn(view)        goes on where another map of the same view was left, as if the reader had done it here
//   followed()        the words of the page are now of the moment that is shown
//   load(pass)        fetches the events a signed pass is for, once
//   window(from, to, at)  paints another time, in minutes since 1970, without asking the server
//   style({theme, names, categories})  paints anew in another theme, name mode or choice of categories
//   select(reference)  marks and opens a feature, "kind:id"
//   compare(way, at)  lays two maps "beside" each other or "swept", cut at a percentage of the width
//   pick(x, y)        what a click there would open, in pixels of the map: kind, label, count and the first cards
//   played(time)      what is drawn at { from, to, at }, minutes, as a message would say it
//   stats()           what was painted, for tests and measurements; of the second map under `compare`

import { Comparison } from "./compare.js";
import { create } from "./dom.js";
import { GRAMMAR } from "./grammar.js";
import { hitsOf } from "./hit_test.js";
import { Layer } from "./layer.js";
import { playedAt } from "./playback_state.js";

export const layer = new Layer();
const comparison = new Comparison(layer);
const nothing = L.layerGroup();
/** @type {Parameters<typeof window.passage.goOn>[0] | null} Where another map was left before this one showed anything. */
let left = null;
// As folium's map is (components.map.map_frame).
const OWN_MAP = { zoomControl: false, attributionControl: false, zoomSnap: 0.5, minZoom: 2, maxZoom: 12 };
// Milliseconds after which the page round the map has turned light or dark with its system.
const TURNED = 300;

// A system turns light or dark while the page is open, and no message comes before the next step.
function followPage() {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", () => setTimeout(dressAsPage, TURNED));
}

function dressAsPage() {
  try {
    const app = window.parent.document.querySelector("[data-testid=stApp]");
    if (app) window.passage.style({ theme: window.parent.getComputedStyle(app).colorScheme });
  } catch {
    // A frame of strangers has no theme of ours.
  }
}

window.passage = {
  start(map) {
    layer.addTo(map);
    followPage();
  },
  show(message) {
    // streamlit-folium never empties this list; without the next line each run would add to it.
    window.feature_group = [];
    if (!message) return nothing;
    const { compare, ...own } = message;
    comparison.lay(compare);
    layer.show(compare ? { ...own, dated: true, versus: compare.window[2] } : own);
    if (compare) comparison.show(own, compare);
    if (left) {
      const view = left;
      left = null;
      this.goOn(view);
    }
    return nothing;
  },
  open(message) {
    const map = L.map(document.body.appendChild(create("div")), OWN_MAP).setView([0, 0], OWN_MAP.minZoom);
    const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
    this.start(map);
    this.show({ ...message, theme: dark ? "dark" : "light" });
  },
  view() {
    return { time: layer.time.time, stand: layer.movedTo(), choice: layer.choice || null };
  },
  goOn(view) {
    if (!layer.time.time) {
      left = view;
      return;
    }
    const { time, stand, choice } = view;
    if (stand) layer._map.setView(stand.centre, stand.zoom, { animate: false });
    if (JSON.stringify(time) !== JSON.stringify(layer.time.time)) {
      layer.time.move(time);
      layer.time.settle();
    }
    if (choice && choice !== layer.choice) layer.opened([choice], false, 1);
  },
  followed() {
    layer.time.followed();
  },
  load(pass) {
    return layer.load(pass);
  },
  window(from, to, at) {
    layer.message.window = [from, to, at];
    layer.repaint(false);
  },
  style({ theme, names, categories }) {
    for (const map of layer.both()) {
      if (names) map.message.names = names;
      if (categories) {
        map.mask = GRAMMAR.categories.map(({ key }) => !categories.length || categories.includes(key));
      }
      if (theme) map.dress(theme);
      map.surround.show(map.message);
      map.repaint(true);
    }
  },
  select(reference) {
    layer.follows(reference, false);
  },
  compare(way, at) {
    if (!comparison.on) return;
    if (way) comparison.choose(way);
    if (at !== undefined) comparison.divider.moveTo(at);
  },
  pick(x, y) {
    const [hit] = layer.at(L.point(x, y));
    return hit
      ? { kind: hit.kind, label: hit.label, count: layer.countOf([hit]), cards: layer.cardsOf(hit) }
      : null;
  },
  played(time) {
    const facts = /** @type {PlaybackFacts} */ (layer.time.facts);
    return playedAt(facts, layer.message.playback, time, layer.columns, layer.message.select);
  },
  stats() {
    return {
      ...layer.paintStats,
      time: layer.time.stats(),
      choice: layer.choice || null,
      hits: hitsOf(layer),
      compare: comparison.stats(),
    };
  },
};

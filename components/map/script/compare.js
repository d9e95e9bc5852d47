// Comparison: two maps of two dates in one frame, side by side or swept, that always look at the same spot.

import { Divider } from "./divider.js";
import { button, create } from "./dom.js";
import { hitsOf } from "./hit_test.js";
import { Layer } from "./layer.js";
import { endMotion } from "./position.js";
import { NARROW } from "./surround.js";

// Where a reader's choice of the way to compare is kept; without storage it lasts as long as the frame.
const PAIR_KEY = "passage.compare";
const PAIR_WAYS = [
  ["beside", "Side by side"],
  ["swept", "Swept"],
];

function keptWay() {
  try {
    return window.localStorage.getItem(PAIR_KEY);
  } catch {
    return null;
  }
}

/** @param {string} way */
function keepWay(way) {
  try {
    window.localStorage.setItem(PAIR_KEY, way);
  } catch {
    // Without storage it lasts as long as the frame.
  }
}

export class Comparison {
  /** @type {MapLayer} */
  second;
  /** @type {HTMLElement} */
  root;
  /** @type {Divider} */
  divider;
  /** @type {HTMLElement} */
  bar;
  /** @type {L.Map} */
  leader;
  /** @type {boolean} */
  unfolded;
  /** @type {boolean} */
  following;

  /** @param {MapLayer} first */
  constructor(first) {
    this.first = first;
    this.way = keptWay() === "swept" ? "swept" : "beside";
    this.on = false;
    /** @type {MapLayer | null} */
    this.right = null;
  }

  // Lays the frame out for one map or two. Called before the first map takes its message, so that it knows its size.
  /** @param {Message | undefined} compared */
  lay(compared) {
    const on = Boolean(compared);
    if (on === this.on) return;
    if (!this.second) this.build();
    this.turn(on);
    this.arrange();
  }

  /** @param {Message} own @param {Message} compared */
  show(own, compared) {
    const earlier = compared.window[2] < own.window[2];
    this.second.mirror({ ...own, ...compared, dated: true, notes: [] });
    /** @type {MapLayer[]} */
    const [left, right] = earlier ? [this.second, this.first] : [this.first, this.second];
    for (const layer of [left, right]) {
      layer._map.getContainer().classList.toggle("pg-right", layer === right);
      layer._map.getContainer().classList.toggle("pg-left", layer === left);
      layer.surround.title.classList.toggle("pg-at-right", layer === right);
    }
    this.divider.label(left.surround.date, right.surround.date);
    this.say(this.first.time.running);
    if (this.right !== right) {
      this.right = right;
      this.arrange();
    }
  }

  // Which map is which. Dates are played on the first; the date compared with stands still, and says so.
  /** @param {boolean} playing */
  say(playing) {
    if (!this.on || !this.second.surround.date) return;
    const { first, second } = this;
    const { date } = second.surround;
    const narrow = first.stage.clientWidth < NARROW;
    const stands = narrow ? "Stands still" : `Stands at ${date} while the other plays`;
    first.surround.says(playing ? "Playing" : "As-at date");
    second.surround.says(playing ? stands : "Compared with");
    if (playing) first.surround.live.textContent = `Playing. The map of ${date} stands still.`;
  }

  build() {
    const { first } = this;
    const map = first._map;
    const { minZoom, maxZoom, zoomSnap } = map.options;
    this.root = create("div", "pg-other");
    map.getContainer().after(this.root);
    this.divider = new Divider(first.stage);
    this.bar = create("div", "pg-ways pg-panel pg-keep");
    this.bar.setAttribute("role", "group");
    this.bar.setAttribute("aria-label", "Two dates");
    for (const [way, words] of PAIR_WAYS) {
      const choice = button("", words, "", () => this.choose(way));
      choice.dataset.way = way;
      this.bar.append(choice);
    }
    first.stage.append(this.bar);
    const other = L.map(this.root, {
      zoomControl: false,
      attributionControl: false,
      minZoom,
      maxZoom,
      zoomSnap,
    });
    other.setView(map.getCenter(), map.getZoom(), { animate: false });
    this.second = new Layer(first);
    this.second.addTo(other);
    first.surround.cover(other);
    this.bind(map, other);
    this.bind(other, map);
    first.on("playing", (/** @type {any} */ { on }) => this.say(on));
    new ResizeObserver(() => this.on && this.arrange()).observe(first.stage);
  }

  // The legend is folded while two maps need the room, and comes back as it was.
  /** @param {boolean} on */
  turn(on) {
    const { legend } = this.first.surround;
    this.on = on;
    this.leader = this.first._map;
    if (on) this.unfolded = legend.open;
    legend.open = on ? false : this.unfolded;
    this.first.stage.classList.toggle("pg-two", on);
    for (const element of [this.root, this.divider.element, this.second.surround.title]) {
      element.hidden = !on;
    }
    if (on) return;
    this.right = null;
    this.first.surround.says("");
    this.first.surround.title.classList.remove("pg-at-right");
    this.first._map.getContainer().classList.remove("pg-left", "pg-right");
  }

  /** @param {string} way */
  choose(way) {
    this.way = way;
    keepWay(way);
    this.arrange();
  }

  // Too narrow for two maps beside each other, a frame has them swept.
  arrange() {
    const { stage } = this.first;
    const narrow = stage.clientWidth < NARROW;
    const way = narrow ? "swept" : this.way;
    stage.classList.toggle("pg-beside", this.on && way === "beside");
    stage.classList.toggle("pg-swept", this.on && way === "swept");
    this.bar.hidden = !this.on || narrow;
    for (const choice of this.bar.querySelectorAll("button")) {
      choice.setAttribute("aria-pressed", String(choice.dataset.way === way));
    }
    this.divider.moves(way === "swept");
    this.first.resized();
    if (this.on) this.second.resized();
  }

  // What the leader does the other does in the same frame; what it does already it is not told again.
  /** @param {L.Map} map @param {L.Map} other */
  bind(map, other) {
    map.on("movestart", () => this.takeLead(map));
    map.on("zoomanim", ({ center, zoom }) =>
      this.follow(map, () => {
        if (this.headsFor(other, center, zoom)) return;
        endMotion(other);
        other._moveStart(true, false)._animateZoom(center, zoom, true);
      }),
    );
    map.on("move", () =>
      this.follow(map, () => {
        if (map._animatingZoom || map.getZoom() !== other.getZoom()) return;
        endMotion(other);
        const offset = this.apart(map, other);
        if (!offset.x && !offset.y) return;
        other._rawPanBy(offset);
        other.fire("move");
      }),
    );
    map.on("moveend", () =>
      this.follow(map, () => {
        if (map._animatingZoom) return;
        endMotion(other);
        other.setView(map.getCenter(), map.getZoom(), { animate: false });
      }),
    );
  }

  // The map that was last made to move leads, by the reader or by the page, but not by the other map.
  /** @param {L.Map} map */
  takeLead(map) {
    if (!this.following) this.leader = map;
  }

  // Has the other map follow the leader. What the other does is no news, also where it ends but later.
  /** @param {L.Map} map @param {() => void} step */
  follow(map, step) {
    if (!this.on || map !== this.leader || this.following) return;
    this.following = true;
    step();
    this.following = false;
  }

  /** @param {L.Map} map @param {L.LatLng} center @param {number} zoom */
  headsFor(map, center, zoom) {
    return map._animatingZoom && map._animateToZoom === zoom && map._animateToCenter.equals(center);
  }

  // How far the other's middle lies from this one's, in whole pixels.
  /** @param {L.Map} map @param {L.Map} other */
  apart(map, other) {
    const zoom = map.getZoom();
    return map.project(map.getCenter(), zoom).subtract(other.project(other.getCenter(), zoom)).round();
  }

  stats() {
    if (!this.on) return null;
    const { paintStats: stats } = this.second;
    const stands = (/** @type {MapLayer} */ layer) => [
      layer._map.getCenter().lat,
      layer._map.getCenter().lng,
      layer._map.getZoom(),
    ];
    return {
      way: this.first.stage.classList.contains("pg-swept") ? "swept" : "beside",
      at: this.divider.at,
      drawn: stats.drawn,
      total: stats.total,
      window: stats.window,
      paints: stats.paints,
      stands: [stands(this.first), stands(this.second)],
      hits: hitsOf(this.second),
    };
  }
}

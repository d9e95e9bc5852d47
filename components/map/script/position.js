// Standing: where the map looks, where each page left it, and what the page's address says of it.

import { dayOf, isoDay, isoMoment } from "./dates.js";
import { mercator, unproject } from "./ground.js";

// Pixels of air above and below what a map opens at together, and what the count, and a title that wraps, take.
const AIR = 24;
const COUNT_LINES = 52;
// Pixels between the steps aside that are tried, from the edge of the map, and that a title's count widens it to.
const STEP = 12;
const EDGE = 8;
const TITLE_WIDTH = 460;
// Half of what an arrow's head and the dot at its end take: between a panel and the map's edge it has no room.
const ARROW_END = 16;

// Ends a glide where it is and a zoom where it was heading: Leaflet takes no new place while a zoom runs.
/** @param {L.Map} map */
export function endMotion(map) {
  map._stop();
  map._onZoomTransitionEnd();
}

// Where the line to the server is cut, or the application has not come yet, the page's address says which moment the map
// was moved to: it is what a reload opens, and what a server reads that has forgotten this reader or not met it yet.
/** @param {Moment} time */
export function keepMoment({ from, to, at }) {
  try {
    const { document: page, history, location } = window.parent;
    const early = page.getElementById("live-map");
    if (!early && !page.documentElement.classList.contains("line-cut")) return;
    const address = new URL(location.href);
    address.searchParams.set("from", isoDay(dayOf(from)));
    address.searchParams.set("to", isoDay(dayOf(to - 1)));
    address.searchParams.set("at", isoMoment(at));
    history.replaceState(history.state, "", address);
    if (early) page.dispatchEvent(new CustomEvent("passage:moved"));
  } catch {
    // A frame of strangers has no address of ours.
  }
}

/** @satisfies {LayerPart} */
export const Position = {
  openAt({ position }) {
    if (position) this.aim(L.latLng(position[0], position[1]), position[2], false);
    else this.goHome(false);
  },

  // Another page's picture in the same frame: each stands where it was left, or at its own home.
  turnTo(left, entered) {
    this.card.close();
    this.choice = null;
    if (this.onTarget()) this.leftAt.delete(left);
    else this.leftAt.set(left, { centre: this._map.getCenter(), zoom: this._map.getZoom() });
    const was = this.leftAt.get(entered);
    this.goHome(false);
    if (was) this._map.setView(was.centre, was.zoom, { animate: false });
  },

  aim(centre, zoom, animate) {
    this.target = { centre, zoom };
    endMotion(this._map);
    this._map.setView(centre, zoom, { animate });
  },

  // Whether the map still stands where it was put, that is, nobody has moved it since.
  onTarget() {
    const map = this._map;
    const { centre, zoom } = this.target;
    return (
      map.getZoom() === zoom &&
      map.latLngToLayerPoint(centre).distanceTo(map.latLngToLayerPoint(map.getCenter())) < 3
    );
  },

  // Where somebody has moved the map to; null where nobody has.
  movedTo() {
    return this.onTarget() ? null : { centre: this._map.getCenter(), zoom: this._map.getZoom() };
  },

  // What stands on the map has its size once the events are counted: where it opened is weighed anew, once.
  weighed() {
    requestAnimationFrame(() => {
      if (this.fitted && this.onTarget()) this.goHome(false);
    });
  },

  // By button or key: a zoom asked for just before begins with the next frame, and the way home after it.
  askedHome() {
    requestAnimationFrame(() => this.goHome());
  },

  goHome(animate) {
    if (this.lender) {
      this.lender.goHome(animate);
      return;
    }
    const [west, south, east, north] = this.message.home;
    const map = this._map;
    const [left, top, right, bottom] = this.insets();
    const side = map.getSize().x >= 900 ? 120 : 16;
    const bounds = L.latLngBounds([south, west], [north, east]);
    const [x0, y0] = mercator(west, north);
    const [x1, y1] = mercator(east, south);
    const room = L.point(side + left + right, AIR + top + bottom);
    const zoom = Math.max(map.getBoundsZoom(bounds, false, room), map.getMinZoom());
    const pixels = 256 * 2 ** zoom;
    const middle = [(x0 + x1) / 2 - (left - right) / 2 / pixels, (y0 + y1) / 2 - (top - bottom) / 2 / pixels];
    const [dx, dy] = this.aside(middle, zoom);
    const [x, y] = [middle[0] - dx / pixels, middle[1] - dy / pixels];
    this.fitted = true;
    this.aim(L.latLng(...unproject(x, y)), zoom, animate);
  },

  // The smallest step aside that brings most circles and ends of arrows out from under title, legend and buttons,
  // while all of the home box stays on the map.
  aside([x, y], zoom) {
    const { x: w, y: h } = this._map.getSize();
    const pixels = 256 * 2 ** zoom;
    const { circles, flows, home } = this.message;
    const seen = (/** @type {number[]} */ [px, py]) => [(px - x) * pixels + w / 2, (py - y) * pixels + h / 2];
    const spots = [
      ...flows
        .flatMap(({ line }) => [line.slice(0, 2), line.slice(2)])
        .map((at) => [...seen([...at]), ARROW_END]),
      ...circles.map(({ line, r }) => [...seen([...line]), r * this.k]),
    ];
    if (!spots.length) return [0, 0];
    const { title, count } = this.surround;
    const panels = this.surround.boxes();
    if (!count.textContent) {
      const [from, top] = [title.offsetLeft, title.offsetTop];
      panels.push([
        from,
        top,
        from + Math.min(TITLE_WIDTH, 0.42 * w),
        top + title.offsetHeight + COUNT_LINES / 2,
      ]);
    }
    const hidden = (/** @type {number} */ dx, /** @type {number} */ dy) =>
      spots.filter(([px, py, r]) => {
        const [left, top, right, bottom] = [px + dx - r, py + dy - r, px + dx + r, py + dy + r];
        if (left < 0 || top < 0 || right > w || bottom > h) return true;
        return panels.some((box) => left < box[2] && right > box[0] && top < box[3] && bottom > box[1]);
      }).length;
    const [west, north] = seen(mercator(home[0], home[3]));
    const [east, south] = seen(mercator(home[2], home[1]));
    let best = { under: hidden(0, 0), far: 0, by: [0, 0] };
    for (let dx = Math.min(EDGE - west, 0); dx <= w - EDGE - east; dx += STEP) {
      for (let dy = Math.min(EDGE - north, 0); dy <= h - EDGE - south; dy += STEP) {
        const far = Math.hypot(dx, dy);
        const under = hidden(dx, dy);
        if (under < best.under || (under === best.under && far < best.far)) {
          best = { under, far, by: [dx, dy] };
        }
      }
    }
    return best.by;
  },

  // What controls take of each side of the map: those that reach over most of it.
  insets() {
    const { x: w, y: h } = this._map.getSize();
    const insets = [0, 0, 0, 0];
    for (const [x0, y0, x1, y1] of this.surround.boxes()) {
      if (x1 - x0 > w / 2 && y1 < h / 2) insets[1] = Math.max(insets[1], y1);
      else if (x1 - x0 > w / 2 && y0 > h / 2) insets[3] = Math.max(insets[3], h - y0);
      else if (y1 - y0 > h / 3 && x1 < w / 4) insets[0] = Math.max(insets[0], x1);
    }
    // The count of events comes to the title later.
    if (insets[1] && !this.surround.count.textContent) insets[1] += COUNT_LINES * this.k;
    return insets;
  },

  // A frame gets its size late, and phones turn: what was fitted is fitted again.
  resized() {
    if (this.lender) {
      this.standBeside();
      return;
    }
    const fit = this.target && this.onTarget();
    this._map.invalidateSize({ animate: false });
    if (fit && this.fitted) this.goHome(false);
    else if (fit) this.aim(this.target.centre, this.target.zoom, false);
    this.repaint(true);
  },

  // Where the lender's map stands, to the pixel. Leaflet's own way to tell a map of its new size would move it
  // first, and the lender with it.
  standBeside() {
    const { _map: map } = /** @type {MapLayer} */ (this.lender);
    this._map._sizeChanged = true;
    endMotion(this._map);
    this._map.setView(
      map.getCenter(),
      map.getZoom(),
      /** @type {any} */ ({ animate: false, pan: { noMoveStart: true } }),
    );
    this.repaint(true);
  },

  // The page's address says where the map is, so that a link or a reload opens it there.
  keepPosition() {
    if (!this.target) return;
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => {
      if (this.onTarget()) return;
      const { lat, lng } = this._map.getCenter();
      try {
        const address = new URL(window.parent.location.href);
        const where = `${lat.toFixed(4)},${lng.toFixed(4)},${this._map.getZoom()}`;
        if (address.searchParams.get("map") === where) return;
        address.searchParams.set("map", where);
        window.parent.history.replaceState(window.parent.history.state, "", address);
      } catch {
        clearTimeout(this.keeping);
      }
    }, 400);
  },
};

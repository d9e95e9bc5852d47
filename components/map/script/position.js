// Standing: where the map looks, where each page left it, and what the page's address says of it.

import { mercator, unproject } from "./ground.js";

// Ends a glide where it is and a zoom where it was heading: Leaflet takes no new place while a zoom runs.
/** @param {L.Map} map */
export function endMotion(map) {
  map._stop();
  map._onZoomTransitionEnd();
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
    const side = map.getSize().x >= 900 ? 120 : 16;
    const bounds = L.latLngBounds([south, west], [north, east]);
    const [x0, y0] = mercator(west, north);
    const [x1, y1] = mercator(east, south);
    const zoom = Math.max(map.getBoundsZoom(bounds, false, L.point(side, 52)), map.getMinZoom());
    this.fitted = true;
    this.aim(L.latLng(...unproject((x0 + x1) / 2, (y0 + y1) / 2)), zoom, animate);
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

// Choosing: what lies under the pointer, what is open or focused, and the keys that go from one to the next.

import { idOf, rowOf } from "./columns.js";
import { unproject } from "./ground.js";
import { strokeLine, withAlpha } from "./signs.js";

/** @param {Hit} hit */
function middleOf(hit) {
  if (hit.shape === "box") return [(hit.box[0] + hit.box[2]) / 2, (hit.box[1] + hit.box[3]) / 2];
  if (hit.shape === "disc") return [hit.x, hit.y];
  const points = hit.shape === "rings" ? hit.rings[0] : hit.parts[0];
  if (points.length === 2) return [(points[0][0] + points[1][0]) / 2, (points[0][1] + points[1][1]) / 2];
  return points[points.length >> 1];
}

/** @param {XY[]} points @param {number} x @param {number} y */
function awayFrom(points, x, y) {
  let least = Infinity;
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = points[i - 1];
    const [bx, by] = points[i];
    const dx = bx - ax;
    const dy = by - ay;
    const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(x - ax - t * dx, y - ay - t * dy));
  }
  return least;
}

/** @param {XY[][]} rings @param {number} x @param {number} y */
function insideRings(rings, x, y) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[i];
      const [bx, by] = ring[j];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

/** @param {Paint} paint @param {Hit} hit */
function outline(paint, hit) {
  const { g, theme } = paint;
  for (const [colour, width] of /** @type {[string, number][]} */ ([
    [theme.halo, 6],
    [theme.text, 2.5],
  ])) {
    if (hit.shape === "line") {
      for (const part of hit.parts) {
        strokeLine(g, part, withAlpha(theme.text, 0.3), hit.reach * 2 + 4, [], "round");
      }
      return;
    }
    g.beginPath();
    if (hit.shape === "disc") g.arc(hit.x, hit.y, hit.r + 4, 0, 2 * Math.PI);
    if (hit.shape === "box") {
      g.roundRect(
        hit.box[0] - 4,
        hit.box[1] - 4,
        hit.box[2] - hit.box[0] + 8,
        hit.box[3] - hit.box[1] + 8,
        7,
      );
    }
    if (hit.shape === "rings") {
      for (const ring of hit.rings) ring.forEach(([x, y], i) => (i ? g.lineTo(x, y) : g.moveTo(x, y)));
    }
    g.lineWidth = width;
    g.strokeStyle = colour;
    g.stroke();
  }
}

// Every target of a map with where it is, as tests and measurements read it.
/** @param {MapLayer} layer */
export function hitsOf(layer) {
  const root = layer._map.getContainer();
  return layer.hits.map((hit) => {
    const [x, y] = layer.seenAt(hit);
    return { kind: hit.kind, label: hit.label, at: [x + root.offsetLeft, y] };
  });
}

/** @satisfies {LayerPart} */
export const HitTest = {
  cardsOf(hit) {
    return (
      hit.cards ||
      this.drawn
        .rows(hit.spots || [])
        .map((row) => `event:${idOf(/** @type {Columns} */ (this.columns), row)}`)
    );
  },

  // Where a target is in the frame, in pixels of the window.
  seenAt(hit) {
    const [x, y] = middleOf(hit);
    return [x - this.frame.padX, y - this.frame.padY];
  },

  far(hit, x, y) {
    if (hit.shape === "box") {
      const [x0, y0, x1, y1] = hit.box;
      return x >= x0 && x <= x1 && y >= y0 && y <= y1 ? 0 : Infinity;
    }
    if (hit.shape === "disc") return Math.hypot(x - hit.x, y - hit.y) <= hit.r ? 0 : Infinity;
    if (hit.shape === "rings") return insideRings(hit.rings, x, y) ? 0 : Infinity;
    const away = Math.min(...hit.parts.map((part) => awayFrom(part, x, y)));
    return away <= hit.reach ? away : Infinity;
  },

  at(point) {
    const x = point.x + this.frame.padX;
    const y = point.y + this.frame.padY;
    const order = ["plate", "event", "mark", "silence", "segment", "route", "spot", "flow", "circle", "area"];
    const hits = this.hits
      .map((hit) => ({ hit, away: this.far(hit, x, y) }))
      .filter(({ away }) => away < Infinity);
    const picked = this.drawn && hits.every(({ hit }) => hit.kind !== "event") ? this.drawn.pick(x, y) : null;
    if (picked) hits.push({ hit: picked, away: 0 });
    return hits
      .sort((a, b) => order.indexOf(a.hit.kind) - order.indexOf(b.hit.kind) || a.away - b.away)
      .map(({ hit }) => hit);
  },

  hovered(point) {
    if (!this.frame || this._map.dragging.moving()) return;
    const [hit] = this.at(point);
    this._map.getContainer().style.cursor = hit ? "pointer" : "";
    this.surround.pointAt(point, hit ? hit.label : "");
    clearTimeout(this.reading);
    if (hit && hit.count === 1) {
      this.reading = setTimeout(async () => {
        const card = await this.card.read(this.cardsOf(hit)[0]).catch(() => /** @type {null} */ (null));
        if (card && !this.surround.hover.hidden) {
          this.surround.pointAt(point, [card.title, card.lines[0]].join(" · "));
        }
      }, 150);
    }
  },

  clicked(point) {
    const hits = this.at(point);
    if (!hits.length) {
      this.card.close();
      return;
    }
    const listed = hits.filter((hit) => hit.kind !== "area" || hits.length === 1);
    const cards = [...new Set(listed.flatMap((hit) => this.cardsOf(hit)))];
    if (cards.length) this.opened(cards, false, this.countOf(listed));
  },

  countOf(hits) {
    return hits.reduce((sum, hit) => sum + (hit.count || (hit.cards || []).length), 0);
  },

  // The events of the time that did not happen at a point of their own.
  openSpotless() {
    const { drawn } = this;
    const rows = drawn.rows([0]);
    this.opened(
      rows.map((row) => `event:${idOf(/** @type {Columns} */ (this.columns), row)}`),
      true,
      drawn.tally.totals(this.mask).other,
    );
  },

  // `total` is how many there are where only the first so many are listed.
  opened(cards, focus, total) {
    this.surround.pointAt(null, "");
    this.card.element.classList.toggle(
      "pg-at-right",
      this._map.getContainer().classList.contains("pg-right"),
    );
    this.card.open(cards, 0, focus, this, total);
    this.chosen(cards[0]);
  },

  // Tells Python what was chosen; `n` tells one choice from the same one made again.
  chosen(reference) {
    const first = this.lender || this;
    const choice = { id: reference, n: Date.now() };
    for (const layer of this.both()) layer.choice = reference;
    first.asked = choice;
    this.tellPage({ ...first.time.unheard(), ...choice });
    this.arrived(false);
  },

  // Whether a message of the page only answers what was chosen here: the card may be closed again by then.
  isEcho({ heard, select }) {
    const { asked } = this;
    if (!asked || heard < asked.n) return Boolean(asked);
    this.asked = null;
    return select === asked.id;
  },

  tellPage(properties) {
    const feature = { type: "Feature", properties, geometry: /** @type {null} */ (null) };
    (this.lender || this).fire("click", {
      layer: { toGeoJSON: () => feature },
      latlng: this._map.getCenter(),
    });
    const { Streamlit, __GLOBAL_DATA__: shared } = window;
    const value = { last_active_drawing: feature };
    if (!Streamlit || !shared) return;
    // streamlit-folium waits 250 ms for more to come; what is told here is whole. It sends nothing twice.
    shared.previous_data = value;
    Streamlit.setComponentValue(value);
  },

  closed(hadFocus) {
    for (const layer of this.both()) layer.choice = null;
    if (hadFocus) this._map.getContainer().focus({ preventScroll: true });
    this.arrived(false);
  },

  // What the page says is selected: mark it, show it, open it, and leave the focus where it is.
  follows(reference, keepStill) {
    if (reference === this.choice) return;
    this.choice = reference;
    if (!reference) {
      this.card.close();
      return;
    }
    const where = this.whereIs(reference);
    if (where && !keepStill && !this._map.getBounds().contains(where)) this._map.panTo(where);
    if (this.card.shown !== reference) this.card.open([reference], 0, false, this);
    this.repaint(false);
  },

  whereIs(reference) {
    if (reference.startsWith("event:") && this.columns) {
      const row = rowOf(this.columns, reference.slice(6));
      const spot = row < 0 ? 0 : this.columns.spot[row];
      return spot ? L.latLng(...unproject(this.columns.x[spot - 1], this.columns.y[spot - 1])) : null;
    }
    const { routes, circles, marks, flows, silences, areas } = this.message;
    const route = routes.find((road) => `route:${road.id}` === reference);
    const other = [...circles, ...marks, ...flows, ...silences].find((shape) =>
      shape.cards.includes(reference),
    );
    const area = areas.find((shape) => shape.cards.includes(reference));
    const line = area ? area.rings[0] : route && route.lines.length ? route.lines[0] : other && other.line;
    return line ? L.latLng(...unproject(line[0], line[1])) : null;
  },

  hitOf(reference) {
    if (!reference) return null;
    if (reference.startsWith("event:") && this.columns) {
      const row = rowOf(this.columns, reference.slice(6));
      const own = row >= 0 && this.drawn ? this.drawn.hitOf(row, this.hits) : null;
      if (own) return own;
    }
    return (
      this.hits.find((hit) => hit.kind !== "plate" && hit.cards && hit.cards.includes(reference)) || null
    );
  },

  paintChoice(paint) {
    const focused = this.focused >= 0 ? this.stops()[this.focused] : null;
    const chosen = this.hitOf(this.choice);
    for (const hit of new Set([chosen, focused])) if (hit) outline(paint, hit);
  },

  // Keyboard

  stops() {
    if (!this.stopping) this.stopping = this.stopsNow();
    return this.stopping;
  },

  stopsNow() {
    const [x0, y0, x1, y1] = this.frame.inner;
    return [...this.hits, ...(this.drawn ? this.drawn.cellHits() : [])]
      .filter((hit) => hit.kind !== "plate")
      .filter((hit) => {
        const [x, y] = middleOf(hit);
        return hit.kind === "route" || (x > x0 && x < x1 && y > y0 && y < y1);
      })
      .sort((a, b) => (a.kind === b.kind ? middleOf(a)[0] - middleOf(b)[0] : a.kind < b.kind ? -1 : 1));
  },

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const act = {
      n: () => this.stepTo(1),
      p: () => this.stepTo(-1),
      PageDown: () => this.stepTo(1),
      PageUp: () => this.stepTo(-1),
      h: () => this.askedHome(),
      Enter: () => this.enter(),
      Escape: () => this.escape(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  },

  stepTo(by) {
    const stops = this.stops();
    if (!stops.length) return;
    this.focusOn((this.focused + by + stops.length + (this.focused < 0 && by < 0 ? 1 : 0)) % stops.length);
    const hit = stops[this.focused];
    this.surround.live.textContent = `${this.focused + 1} of ${stops.length}: ${hit.label}`;
    const [x, y] = middleOf(hit);
    this.surround.pointAt(L.point(x - this.frame.padX, y - this.frame.padY), hit.label);
  },

  focusOn(number) {
    if (number === this.focused) return;
    this.focused = number;
    if (number < 0) this.surround.pointAt(null, "");
    this.repaint(false);
  },

  enter() {
    const hit = this.focused >= 0 && this.stops()[this.focused];
    if (hit && this.cardsOf(hit).length) this.opened(this.cardsOf(hit), true, this.countOf([hit]));
  },

  escape() {
    if (this.card.element.hidden) this.focusOn(-1);
    else this.card.close();
  },
};

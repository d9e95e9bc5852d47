// Painting: what of a message stands on the upper canvas, in which order, and what keeps clear of what.

import { numberCells, paintDensity } from "./density.js";
import { DrawnEvents } from "./drawn_events.js";
import { layChips, paintChips, paintRings, spotsOf } from "./events.js";
import { boxesOfFlows, nameEnds, paintFlowNames, paintFlows, placesAtEnds } from "./flows.js";
import { GRAMMAR } from "./grammar.js";
import { flatLine } from "./ground.js";
import { keyDots, keyPlaces, paintKeyDots, paintKeyNames, planKeyNames, seenAt } from "./key_names.js";
import { Taken, modeIndex, paintDots, paintGroundNames, paintPlaceNames, shownPlaces } from "./names.js";
import { Outlines, outlinesOf } from "./outlines.js";
import {
  RINGS,
  boxesOfRoutes,
  marksShown,
  nameAreas,
  nameCircles,
  nameMarks,
  nameRoutes,
  paintAreas,
  paintCircles,
  paintMarks,
  paintRoutes,
  placeMarks,
  reserveCircles,
  toScreen,
} from "./shapes.js";
import { paintSilences } from "./silences.js";

// No more arrows than these are kept clear of names.
const MOST_ARROWS = 200;

/** @satisfies {LayerPart} */
export const Drawing = {
  paintData(theme) {
    const { message } = this;
    const paint = this.newPaint(theme);
    const span = message.window;
    const shown = this.drawnAt(span);
    this.surround.counts(shown, () => this.openSpotless());
    paint.panels = this.surround
      .boxes()
      .map(([x0, y0, x1, y1]) => [
        x0 + paint.padX - 3,
        y0 + paint.padY - 3,
        x1 + paint.padX + 3,
        y1 + paint.padY + 3,
      ]);
    for (const box of paint.panels) paint.taken.take(box);
    const spots =
      shown.dense || !this.drawn
        ? []
        : spotsOf(paint, this.drawn.scene, this.drawn.tally, this.mask, this.outlinesNow());
    paint.areas = [...message.areas, ...outlinesOf(spots)];
    paintAreas(paint, paint.areas);
    paintCircles(paint, message.circles);
    paintRings(paint, spots);
    if (shown.dense) paintDensity(paint, this.drawn.density);
    paintFlows(paint, message.flows);
    paintRoutes(paint, message.routes);
    for (const box of boxesOfRoutes(paint, message.routes)) paint.roads.take(box);
    this.paintPlaces(paint, spots, span, shown.dense);
    if (shown.dense) numberCells(paint, this.drawn.density);
    paintMarks(paint, this.marks, this.markSpots);
    paintKeyDots(paint, this.keys);
    this.paintWords(paint);
    this.paintBox(paint);
    this.hits = paint.hits;
    this.stopping = null;
    this.paintChoice(paint);
    const total = shown.drawn + shown.other;
    this.paintStats = {
      ...this.paintStats,
      drawn: shown.drawn,
      total,
      dense: shown.dense,
      signs: shown.dense ? this.drawn.density.length : spots.length,
      from: span[0],
      to: span[1],
      window: span,
    };
    this.data.setAttribute("aria-label", this.summary(shown, paint.areas.length));
  },

  // Where the events lie that are known only to a district: found anew for other events, labels or names.
  outlinesNow() {
    const { columns, labels, message } = this;
    if (!this.outlines || !this.outlines.areOf(columns, labels, message.names)) {
      this.outlines = new Outlines(columns, labels, message.names);
    }
    return this.outlines.bySpot;
  },

  newPaint(theme) {
    const g = this.context(this.data);
    return {
      ...this.frame,
      g,
      ratio: this.data.width / this.frame.w,
      theme,
      themeName: this.themeName,
      k: this.k,
      taken: new Taken(),
      hits: [],
      panels: [],
      roads: new Taken(),
      solid: [],
      plates: [],
      words: [],
      arrows: new Taken(),
      firm: [],
      areas: [],
    };
  },

  // The events brought up to the time and place looked at; how many there are and how they are drawn.
  drawnAt(span) {
    if (!this.columns) return { drawn: 0, other: 0, dense: false };
    if (!this.drawn || this.drawn.columns !== this.columns) this.drawn = new DrawnEvents(this.columns);
    const { people } = (this.lender || this).surround;
    return this.drawn.at(this.frame, this.k, span, this.mask, people.on && !people.element.hidden);
  },

  paintPlaces(paint, spots, span, dense) {
    const busy = new Set();
    const columns = /** @type {Columns} */ (this.columns);
    this.byPoint = this.byPoint && this.byPoint.places === this.places ? this.byPoint : this.indexPlaces();
    for (const spot of spots) {
      for (const member of spot.hosted) {
        member.place = this.byPoint.get(columns, member.number);
        if (member.place) busy.add(member.place.id);
      }
    }
    this.busiest = this.busiestPlaces(columns);
    const shown = this.places ? shownPlaces(paint, this.places, busy, this.busiest) : [];
    // Among crowded signs the dots of lesser places would be taken for events.
    this.shown = dense
      ? shown.filter((place) => place.first || !place.ofCase || this.busiest.includes(place))
      : shown;
    this.keys = keyPlaces(paint, this.shown);
    this.nameKeys(paint);
    for (const box of boxesOfFlows(paint, this.message.flows)) paint.roads.take(box);
    this.marks = marksShown(paint, this.message.marks, this.shown, this.keys);
    this.markSpots = placeMarks(paint, this.marks);
    const dots = this.shown.map((place) => seenAt(paint, place));
    const boxes = spots.length ? layChips(paint, this.drawn, spots, dots) : [];
    this.signed = new Set(
      dense
        ? this.busiest.map(({ id }) => id)
        : boxes.flatMap(({ chips, spot }) => (chips.length === 1 && spot.place ? [spot.place.id] : [])),
    );
    paintDots(
      paint,
      this.shown.filter((place) => !this.keys.includes(place) && !this.signed.has(place.id)),
    );
    const mode = modeIndex(this.labels, this.message.names);
    for (const box of boxes) {
      const names = box.spot.hosted.map((spot) => (spot.place ? spot.place.names[mode] : "")).filter(Boolean);
      paintChips(
        paint,
        box,
        names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", "),
      );
    }
  },

  // The places in sight of which most events are shown, beside the key places: named first after these.
  busiestPlaces(columns) {
    const most = GRAMMAR.labels.mostBusy;
    const { byPoint } = this;
    if (!this.drawn || !byPoint) return [];
    // Of two spots of one place, and of key places, some are no further name.
    const others = this.drawn.busiest(2 * most).flatMap((spot) => {
      const place = byPoint.get(columns, spot);
      return place && !place.first ? [place] : [];
    });
    return [...new Set(others)].slice(0, most);
  },

  // Case places by where they lie, so that an event's spot finds its name.
  indexPlaces() {
    /** @param {number} x @param {number} y */
    const key = (x, y) => `${Math.round(x * 4e6)},${Math.round(y * 4e6)}`;
    const index = new Map();
    for (const place of this.places || []) if (place.ofCase) index.set(key(place.x, place.y), place);
    return {
      places: this.places,
      get(columns, spot) {
        const x = columns.x[spot - 1];
        const y = columns.y[spot - 1];
        for (const dx of [0, -1, 1]) {
          for (const dy of [0, -1, 1]) {
            const place = index.get(key(x + dx / 4e6, y + dy / 4e6));
            if (place) return place;
          }
        }
        return null;
      },
    };
  },

  // The names of key places are laid out anew only when the map, its panels or its roads have changed.
  nameKeys(paint) {
    const mode = modeIndex(this.labels, this.message.names);
    const { scale, ox, oy, panels } = paint;
    const roads = this.message.routes.map(({ id }) => id);
    const arrows = this.arrows();
    const keys = this.keys.map(({ id }) => id);
    const of = JSON.stringify([scale, ox, oy, panels, this.k, mode, roads, arrows.length, keys]);
    // Two maps swept over one another have their names at the same spots, or the divider would cut them.
    const at = JSON.stringify([scale, ox, oy, panels, mode, keys]);
    const lent = this.lender && this.lender.keyPlan;
    if (lent && lent.at === at) {
      this.keyPlan = lent;
    } else if (!this.keyPlan || this.keyPlan.of !== of) {
      for (const box of boxesOfFlows(paint, arrows)) paint.arrows.take(box);
      this.keyPlan = { of, at, names: planKeyNames(paint, this.keys, mode) };
    }
    paint.firm.push(...keyDots(paint, this.keys), ...this.keyPlan.names.map(({ box }) => box));
    paint.words.push(...this.keyPlan.names.map(({ box }) => box));
    for (const box of paint.firm) paint.taken.take(box);
  },

  // The arrows of every date: by those of one the names would jump while time plays.
  arrows() {
    const { facts } = (this.lender || this).time;
    const drawn = this.message.playback.some((/** @type {string} */ layer) => layer.endsWith("movements"));
    if (!facts || !drawn) return [];
    return facts.moves
      .flatMap(([, , , , lines]) => lines)
      .slice(0, MOST_ARROWS)
      .map((line) => ({ line: flatLine(line), width: 0 }));
  },

  // Words by rank: those of an earlier one never yield to a later one's.
  paintWords(paint) {
    const words = this.placeWords(paint);
    for (const rank of GRAMMAR.labels.ranks) words[rank]();
  },

  placeWords(paint) {
    const { message } = this;
    const mode = modeIndex(this.labels, message.names);
    const others = this.shown.filter(
      (place) => !this.keys.includes(place) && !this.markTells(paint, place, mode),
    );
    const ends = placesAtEnds(paint, message.flows, others);
    const rest = others.filter((place) => !ends.includes(place));
    const name = (/** @type {(place: Place) => boolean} */ ofRank) =>
      paintPlaceNames(paint, this.takeDots(paint, rest.filter(ofRank)), mode, this.signed);
    const isIdle = (/** @type {DrawnRoad} */ road) => GRAMMAR.labels.idle.includes(road.status);
    const isBusy = (/** @type {Place} */ place) => this.busiest.includes(place);
    const isTown = (/** @type {Place} */ place) => place.zoom <= GRAMMAR.labels.townZoom;
    return {
      key_place: () => paintKeyNames(paint, this.keyPlan.names),
      road: () => {
        reserveCircles(paint, message.circles);
        nameRoutes(
          paint,
          message.routes.filter((road) => !isIdle(road)),
        );
      },
      flow: () => paintFlowNames(paint, message.flows),
      circle: () => nameCircles(paint, message.circles),
      mark: () => {
        nameMarks(paint, this.marks, this.markSpots, this.keys, mode);
        nameEnds(paint, this.takeDots(paint, ends), mode);
      },
      town: () => {
        const busiest = this.busiest.filter((place) => rest.includes(place));
        paintPlaceNames(paint, this.takeDots(paint, busiest), mode, this.signed);
        name((place) => place.ofCase && isTown(place) && !isBusy(place));
      },
      village: () => name((place) => place.ofCase && !isTown(place) && !isBusy(place)),
      idle_road: () => nameRoutes(paint, message.routes.filter(isIdle)),
      pill: () => paintSilences(paint, message.silences, this.shown, this.keyPlan.names),
      area: () => nameAreas(paint, paint.areas),
      gazetteer: () => name((place) => !place.ofCase),
      ground: () => {
        if (this.base) paintGroundNames(paint, this.base, message.names);
      },
    };
  },

  // The places whose dots are seen, that is, not under a sign's box or a road's words.
  takeDots(paint, places) {
    return places.filter((place) => {
      const x = place.x * paint.scale - paint.ox;
      const y = place.y * paint.scale - paint.oy;
      const r = 4;
      const covered = paint.plates.some((box) => x > box[0] && x < box[2] && y > box[1] && y < box[3]);
      if (!covered && place.ofCase) paint.taken.take([x - r, y - r, x + r, y + r]);
      return !covered;
    });
  },

  // A mark on a place that says the place's name stands for that name.
  markTells(paint, place, mode) {
    const x = place.x * paint.scale - paint.ox;
    const y = place.y * paint.scale - paint.oy;
    return this.message.marks.some((mark) => {
      const [[mx, my]] = toScreen(paint, mark.line);
      const near = Math.hypot(mx - x, my - y) < 6;
      return near && !RINGS.has(mark.glyph) && mark.label.includes(place.names[mode]);
    });
  },

  summary(shown, areas) {
    const { routes, flows, circles, silences, title, subtitle } = this.message;
    const counts = [
      [shown.drawn, shown.dense ? "event as density, zoom in for single one" : "event"],
      [routes.length, "road"],
      [flows.length, "flow"],
      [circles.length, "circle"],
      [this.marks.length, "mark"],
      [silences.length, "silent place"],
      [areas, "schematic area"],
    ]
      .filter(([count]) => count)
      .map(([count, word]) => `${count} ${word}${count === 1 ? "" : "s"}`);
    return `${title}. ${subtitle}. ${counts.join(", ")}.`;
  },
};

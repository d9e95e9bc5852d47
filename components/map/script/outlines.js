// Outlines: an event known only to a district is drawn as the district, hatched, wherever the time stands.

import { modeIndex } from "./names.js";
import { flatLine } from "./ground.js";

// The outline of each spot that is a place with one, named in the map's name mode.
export class Outlines {
  /** @param {Columns | null} columns @param {LabelFile | null} labels @param {string} mode */
  constructor(columns, labels, mode) {
    this.of = [columns, labels, mode];
    /** @type {Map<number, Area>} */
    this.bySpot = new Map();
    const outlines = (labels && labels.outlines) || [];
    if (!columns || !outlines.length) return;
    const at = modeIndex(labels, mode);
    const known = new Map(
      outlines.map(([x, y, accuracy, area, rings, ...names]) => [
        `${x},${y},${accuracy}`,
        { rings: rings.map(flatLine), name: names[at], cards: [`area:${area}`] },
      ]),
    );
    for (let spot = 1; spot <= columns.p; spot++) {
      const i = spot - 1;
      const area = known.get(`${columns.x[i]},${columns.y[i]},${columns.accuracy[i]}`);
      if (area) this.bySpot.set(spot, area);
    }
  }

  // Whether they are those of the same events, labels and name mode.
  /** @param {Columns | null} columns @param {LabelFile | null} labels @param {string} mode */
  areOf(columns, labels, mode) {
    const [ownColumns, ownLabels, ownMode] = this.of;
    return ownColumns === columns && ownLabels === labels && ownMode === mode;
  }
}

// The outlines of the spots with something to show.
/** @param {Spot[]} spots */
export function outlinesOf(spots) {
  return spots.flatMap((spot) => spot.hosted.flatMap((member) => member.outline || []));
}

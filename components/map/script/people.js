// People: numbers and sizes by how many people events are about, where the legend is asked for that.

import { numberWords } from "./dates.js";
import { KINDS, drawnAt } from "./columns.js";
import { create } from "./dom.js";

// The largest number of people an event of each spot and category names; never a sum, since two may count the same.
/** @param {Columns} columns @param {number[]} span @param {Mask} mask */
export function peopleAt(columns, span, mask) {
  const { rows, values } = columns.persons;
  const { start, end, category } = columns;
  const largest = new Map();
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const spot = drawnAt(columns, row);
    if (!spot || !mask[category[row]] || start[row] >= span[1] || end[row] <= span[0]) continue;
    const key = spot * KINDS + category[row];
    if (values[i] > (largest.get(key) || 0)) largest.set(key, values[i]);
  }
  return largest;
}

/** @param {number} number */
export function upToPeople(number) {
  return number ? `, up to ${numberWords(number)} people` : "";
}

// The switch in the legend. It stands there only where some event of the case names a number of people.
export class PeopleSwitch {
  /** @param {MapLayer} layer */
  constructor(layer) {
    this.layer = layer;
    this.on = false;
    this.element = create("fieldset", "pg-people");
    this.element.append(create("legend", "", "Numbers and sizes tell"));
    for (const [words, on] of /** @type {[string, boolean][]} */ ([
      ["events", false],
      ["people: the largest single number told of an event", true],
    ])) {
      this.element.append(this.choice(words, on));
    }
    this.element.hidden = true;
  }

  /** @param {string} words @param {boolean} on */
  choice(words, on) {
    const label = create("label", "pg-choice");
    const input = create("input");
    input.type = "radio";
    input.name = "pg-people";
    input.checked = on === this.on;
    input.addEventListener("change", () => {
      this.on = on;
      this.layer.arrived(false);
    });
    label.append(input, create("span", "", words));
    return label;
  }

  /** @param {Columns | null} columns */
  offer(columns) {
    this.element.hidden = !columns || !columns.persons.rows.length;
  }
}

// Surround: legend, scale, credits, buttons. Kept on the map so that no picture of it lacks them, once for both of two.

import { numberWords } from "./dates.js";
import { button, create } from "./dom.js";
import { GRAMMAR } from "./grammar.js";
import { sample } from "./legend_sample.js";
import { Panel } from "./panel.js";
import { PeopleSwitch } from "./people.js";

export const NARROW = GRAMMAR.labels.narrow;

export class Surround extends Panel {
  /** @type {HTMLElement} */
  hint;
  /** @type {PeopleSwitch} */
  people;
  /** @type {HTMLElement} */
  density;
  /** @type {HTMLElement} What roads look like, shown while the legend is folded. */
  brief;
  /** @type {HTMLElement} */
  online;
  /** @type {OnlineLayer | null} */
  chosen;
  /** Whether a reader has opened or folded the legend: then it stays so. */
  byHand = false;
  fittedTo = "";
  /** Whether the map was placed by what stands on it at its full size. */
  weighed = false;

  /** @param {L.Map} map @param {MapLayer} host */
  constructor(map, host) {
    super(map, host);
    this.legend = create("details", "pg-legend pg-panel pg-keep");
    this.buttons = create("div", "pg-buttons pg-keep");
    this.layers = create("div", "pg-layers pg-panel pg-keep");
    this.scale = create("div", "pg-scale pg-keep");
    this.credit = create("div", "pg-credit pg-keep");
    this.layers.hidden = true;
    /** @type {L.TileLayer[]} */
    this.tiles = [];
    this.legendWords = "";
    this.entries = create("div", "pg-entries");
    this.build();
    this.title.before(this.buttons);
    this.hint = create("div", "pg-hint pg-keep", "Two fingers move the map");
    this.hint.hidden = true;
    host.stage.append(this.legend, this.layers, this.scale, this.credit, this.hint);
  }

  build() {
    const layersButton = button("", "⧉", "Online layers", () => {
      this.layers.hidden = !this.layers.hidden;
      layersButton.setAttribute("aria-expanded", String(!this.layers.hidden));
    });
    layersButton.setAttribute("aria-expanded", "false");
    this.buttons.append(
      button("", "+", "Zoom in", () => this.map.zoomIn(1)),
      button("", "−", "Zoom out", () => this.map.zoomOut(1)),
      button("", "⌂", "Back to the whole view", () => this.host.askedHome()),
      layersButton,
    );
    for (const control of this.buttons.querySelectorAll("button")) {
      control.title = control.getAttribute("aria-label") || "";
    }
    this.people = new PeopleSwitch(this.host);
    this.density = create(
      "p",
      "pg-soft",
      "Drawn as density: the commonest kind around, larger for more events",
    );
    this.density.hidden = true;
    const head = create("summary", "", "Legend");
    this.brief = create("span", "pg-brief");
    head.append(this.brief);
    head.addEventListener("click", () => {
      this.byHand = true;
    });
    this.legend.append(head, this.entries, this.density, this.people.element);
    this.layers.append(create("h4", "", "Ground"), this.choice("Local map", null, true));
    for (const layer of GRAMMAR.online) this.layers.append(this.choice(layer.name, layer, false));
    this.online = create(
      "p",
      "pg-soft",
      "Online layers need internet: their tiles come from other servers, which see that you ask.",
    );
    this.layers.append(this.online);
  }

  /** @param {string} name @param {OnlineLayer | null} layer @param {boolean} on */
  choice(name, layer, on) {
    const label = create("label", "pg-choice");
    const input = create("input");
    input.type = "radio";
    input.name = "pg-ground";
    input.checked = on;
    input.addEventListener("change", () => this.ground(layer));
    label.append(input, create("span", "", layer ? `${name} (needs internet)` : name));
    return label;
  }

  /** @param {OnlineLayer | null} layer */
  ground(layer) {
    for (const tiles of this.tiles) tiles.remove();
    this.tiles = [];
    this.chosen = layer;
    for (const shown of this.host.both()) this.cover(shown._map);
    this.credits(this.host.message);
  }

  /** @param {L.Map} map */
  cover(map) {
    if (!this.chosen) return;
    const tiles = L.tileLayer(this.chosen.url, { maxZoom: this.chosen.zoom, attribution: "" });
    tiles.on("tileerror", () => {
      this.online.textContent = "The online layer could not be reached; the local map stays below it.";
    });
    this.tiles.push(tiles.addTo(map));
  }

  /** @param {Expanded} message */
  credits(message) {
    const credit = [message.attribution || GRAMMAR.attribution, this.chosen && this.chosen.credit]
      .filter(Boolean)
      .join(" | ");
    this.credit.replaceChildren(
      create("span", "", message.disclaimer),
      create("span", "pg-soft", ` ${credit}`),
    );
  }

  /** @param {Expanded} message */
  show(message) {
    super.show(message);
    this.credits(message);
    const legend = JSON.stringify([message.legend, this.host.themeName]);
    if (legend !== this.legendWords) {
      this.legendWords = legend;
      this.fillLegend(message.legend);
    }
  }

  /** @param {LegendEntry[]} entries */
  fillLegend(entries) {
    const box = this.entries;
    const parts = [];
    /** @type {Record<string, string>} */
    const grids = { status: "pg-pairs", category: "pg-pairs", circle: "pg-sizes" };
    /** @type {Record<string, HTMLElement>} */
    const begun = {};
    const look = { themeName: this.host.themeName, sharpness: Math.max(this.host.sharpness(), 1) };
    let group = "";
    for (const [heading, sign, key, label, size] of entries) {
      if (heading !== group) parts.push(create("h4", "", (group = heading)));
      if (grids[sign] && !begun[sign]) parts.push((begun[sign] = create("div", grids[sign])));
      const line = create("div", sign === "text" ? "pg-entry pg-soft" : "pg-entry");
      if (sign !== "text") line.append(sample(sign, key, size * this.host.k, look));
      line.append(create("span", "", label));
      if (begun[sign]) begun[sign].append(line);
      else parts.push(line);
    }
    box.replaceChildren(...parts);
    this.brief.replaceChildren(
      ...entries
        .filter(([, sign]) => sign === "status" || sign === "differs")
        .map(([, sign, key, label]) => {
          const line = create("span", `pg-entry pg-of-${sign}`);
          line.append(sample(sign, key, 0, look), create("span", "", label));
          return line;
        }),
    );
    this.legend.hidden = !entries.length;
    this.fold();
  }

  // The legend is open where it stands on a wide map and all of it fits; else only its roads are shown.
  fold() {
    const { legend, byHand } = this;
    if (byHand || legend.parentElement !== this.host.stage) return;
    legend.open = this.map.getSize().x >= NARROW;
    if (legend.open && legend.scrollHeight > legend.clientHeight + 1) legend.open = false;
  }

  /** @param {ShownCount} shown @param {() => void} openOthers */
  counts(shown, openOthers) {
    super.counts(shown, openOthers);
    const rows = [this.density, this.people.element];
    const before = String(rows.map((row) => row.hidden));
    this.density.hidden = !shown.dense;
    this.people.offer(this.host.columns);
    if (before !== String(rows.map((row) => row.hidden))) this.fold();
    if (this.weighed || !this.host.columns) return;
    this.weighed = true;
    this.host.weighed();
  }

  /** @param {number} metresPerPixel */
  measure(metresPerPixel) {
    this.host.stage.style.setProperty("--pg-foot", `${this.credit.offsetHeight}px`);
    const size = String(this.map.getSize());
    if (size !== this.fittedTo) {
      this.fittedTo = size;
      this.fold();
    }
    const most = 120 * metresPerPixel;
    const power = 10 ** Math.floor(Math.log10(most));
    const metres = [5, 2].map((digit) => digit * power).find((length) => length <= most) || power;
    this.scale.style.width = `${Math.round(metres / metresPerPixel)}px`;
    const words = metres >= 1000 ? `${numberWords(metres / 1000)} km` : `${metres} m`;
    if (this.scale.textContent !== words) this.scale.textContent = words;
  }
}

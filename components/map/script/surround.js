// Furniture: legend, scale, credits, buttons. Kept on the map so that no picture of it lacks them, once for both of two.

import { button, made } from "./dom.js";
import { GRAMMAR } from "./grammar.js";
import { THEMES } from "./ground.js";
import { FONT } from "./names.js";
import { Panel } from "./panel.js";
import { PeopleSwitch } from "./people.js";
import { FLOW_COLOUR, hatch } from "./shapes.js";
import { CATEGORY, categoryColour, glyphOf, paintSign, paintSingle, paintStatus, strokeLine, withAlpha } from "./signs.js";
import { paintBalloon } from "./silences.js";

export const NARROW = 640;

function sample(sign, key, size, host) {
  const canvas = made("canvas", "pg-sample"), ratio = Math.max(host.sharpness(), 1);
  const least = sign === "category" ? 18 : sign === "circle" ? 8 : 38;
  const w = sign === "circle" ? Math.max(least, size * 2 + 4) : least, h = sign === "circle" ? Math.max(16, size * 2 + 4) : 18;
  canvas.width = w * ratio;
  canvas.height = h * ratio;
  canvas.style.width = `${w}px`;
  canvas.style.height = `${h}px`;
  const g = canvas.getContext("2d"), theme = THEMES[host.themeName], middle = h / 2;
  g.scale(ratio, ratio);
  if (sign === "status") paintStatus(g, [[4, middle], [w - 4, middle]], key, host.themeName, 0.85);
  if (sign === "category") paintSign(g, CATEGORY.get(key).path, w / 2, middle, 6.4, categoryColour(key, host.themeName), theme, "");
  if (sign === "hollow") {
    paintSign(g, CATEGORY.get("displacement").path, w / 2 - 9, middle, 6, theme.soft, theme, "hollow");
    paintSign(g, CATEGORY.get("aid").path, w / 2 + 9, middle, 6, theme.soft, theme, "hollow");
  }
  if (sign === "ended") paintSign(g, CATEGORY.get("aid").path, w / 2, middle, 6, theme.soft, theme, "ended");
  if (sign === "single") {
    paintSign(g, CATEGORY.get("aid").path, w / 2, middle - 1, 6, theme.soft, theme, "");
    paintSingle(g, w / 2, middle - 1, 6, theme);
  }
  if (sign === "sign") {
    const [glyph, category] = key.split(";");
    paintSign(g, glyphOf(glyph), w / 2, middle, 7.5, categoryColour(category, host.themeName), theme, "");
  }
  if (sign === "ring" || sign === "circle") {
    g.beginPath();
    g.arc(w / 2, middle, sign === "ring" ? 7.5 : size, 0, 2 * Math.PI);
    if (sign === "ring") g.setLineDash([4, 3]);
    g.lineWidth = 1.5;
    g.strokeStyle = sign === "ring" ? theme.soft : categoryColour("displacement", host.themeName);
    g.fillStyle = withAlpha(g.strokeStyle, 0.25);
    if (sign === "circle") g.fill();
    g.stroke();
  }
  if (sign === "silence") paintBalloon({ g, theme }, { box: [6, 0.5, 37.5, 15], lead: [[1, 18], [8, 14]] }, "15 d", `600 10px ${FONT}`);
  if (sign === "area") {
    g.fillStyle = hatch(g, withAlpha(theme.soft, 0.6), 7);
    g.fillRect(4, 2, w - 8, h - 4);
    if (key === "hull") g.setLineDash([4, 3]);
    g.strokeStyle = theme.soft;
    g.strokeRect(4, 2, w - 8, h - 4);
  }
  if (sign === "flow") {
    const colour = categoryColour(FLOW_COLOUR[key] || "other", host.themeName);
    strokeLine(g, [[4, middle], [w - 13, middle]], colour, key === "displacement" ? 6 : 2.2, key === "aid" ? [7, 3] : []);
    g.beginPath();
    [[w - 3, middle], [w - 14, middle - 6], [w - 14, middle + 6]].forEach(([x, y], i) => (i ? g.lineTo(x, y) : g.moveTo(x, y)));
    g.fillStyle = colour;
    g.fill();
  }
  return canvas;
}

export class Furniture extends Panel {
  constructor(map, host) {
    super(map, host);
    this.legend = made("details", "pg-legend pg-panel pg-keep");
    this.buttons = made("div", "pg-buttons pg-keep");
    this.layers = made("div", "pg-layers pg-panel pg-keep");
    this.scale = made("div", "pg-scale pg-keep");
    this.credit = made("div", "pg-credit pg-keep");
    this.layers.hidden = true;
    this.tiles = [];
    this.build();
    this.title.before(this.buttons);
    host.stage.append(this.legend, this.layers, this.scale, this.credit);
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
    for (const one of this.buttons.children) one.title = one.getAttribute("aria-label");
    this.people = new PeopleSwitch(this.host);
    this.density = made("p", "pg-soft", "Drawn as density: the commonest kind around, larger for more events");
    this.density.hidden = true;
    this.legend.append(made("summary", "", "Legend"), made("div", "pg-entries"), this.density, this.people.element);
    this.legend.open = this.map.getSize().x >= NARROW;
    this.layers.append(made("h4", "", "Ground"), this.choice("Local map", null, true));
    for (const layer of GRAMMAR.online) this.layers.append(this.choice(layer.name, layer, false));
    this.online = made("p", "pg-soft", "Online layers need internet: their tiles come from other servers, which see that you ask.");
    this.layers.append(this.online);
  }

  choice(name, layer, on) {
    const label = made("label", "pg-choice"), input = made("input");
    input.type = "radio";
    input.name = "pg-ground";
    input.checked = on;
    input.addEventListener("change", () => this.ground(layer));
    label.append(input, made("span", "", layer ? `${name} (needs internet)` : name));
    return label;
  }

  ground(layer) {
    for (const tiles of this.tiles) tiles.remove();
    this.tiles = [];
    this.chosen = layer;
    for (const one of this.host.both()) this.cover(one._map);
    this.credits(this.host.message);
  }

  cover(map) {
    if (!this.chosen) return;
    const tiles = L.tileLayer(this.chosen.url, { maxZoom: this.chosen.zoom, attribution: "" });
    tiles.on("tileerror", () => { this.online.textContent = "The online layer could not be reached; the local map stays below it."; });
    this.tiles.push(tiles.addTo(map));
  }

  credits(message) {
    const credit = [message.attribution || GRAMMAR.attribution, this.chosen && this.chosen.credit].filter(Boolean).join(" | ");
    this.credit.replaceChildren(made("span", "", message.disclaimer), made("span", "pg-soft", ` ${credit}`));
  }

  show(message) {
    super.show(message);
    this.credits(message);
    const legend = JSON.stringify([message.legend, this.host.themeName]);
    if (legend !== this.legendWords) {
      this.legendWords = legend;
      this.fillLegend(message.legend);
    }
  }

  fillLegend(entries) {
    const box = this.legend.querySelector(".pg-entries"), parts = [];
    const grids = { status: "pg-pairs", category: "pg-pairs", circle: "pg-sizes" }, begun = {};
    let group = "";
    for (const [heading, sign, key, label, size] of entries) {
      if (heading !== group) parts.push(made("h4", "", (group = heading)));
      if (grids[sign] && !begun[sign]) parts.push((begun[sign] = made("div", grids[sign])));
      const line = made("div", sign === "text" ? "pg-entry pg-soft" : "pg-entry");
      if (sign !== "text") line.append(sample(sign, key, size * this.host.k, this.host));
      line.append(made("span", "", label));
      if (begun[sign]) begun[sign].append(line);
      else parts.push(line);
    }
    box.replaceChildren(...parts);
    this.legend.hidden = !entries.length;
  }

  counts(found, openOthers) {
    super.counts(found, openOthers);
    this.density.hidden = !found.dense;
    this.people.offer(this.host.columns);
  }

  measure(metresPerPixel) {
    this.host.stage.style.setProperty("--pg-foot", `${this.credit.offsetHeight}px`);
    const most = 120 * metresPerPixel, power = Math.pow(10, Math.floor(Math.log10(most)));
    const metres = [5, 2, 1].map((one) => one * power).find((one) => one <= most);
    this.scale.style.width = `${Math.round(metres / metresPerPixel)}px`;
    const words = metres >= 1000 ? `${(metres / 1000).toLocaleString("en")} km` : `${metres} m`;
    if (this.scale.textContent !== words) this.scale.textContent = words;
  }
}

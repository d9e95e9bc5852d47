// The layer: one canvas for the ground, one for what the case says, on one Leaflet map. The second of two
// compared maps has a layer of its own, whose lender is the first: it shows what that one has fetched.

import { ROOT, nameIn } from "./addresses.js";
import { Boxed, Boxing } from "./boxing.js";
import { Card } from "./card.js";
import { unpackColumns } from "./columns.js";
import { create, pen } from "./dom.js";
import { Drawing } from "./draw.js";
import { GRAMMAR } from "./grammar.js";
import { THEMES, paintGround, unpackGround } from "./ground.js";
import { HitTest } from "./hit_test.js";
import { rankedPlaces } from "./names.js";
import { Panel, stageOf } from "./panel.js";
import { Playback } from "./playback.js";
import { filledIn } from "./playback_state.js";
import { Position } from "./position.js";
import { expanded } from "./shapes.js";
import { takeKinds } from "./signs.js";
import { Surround } from "./surround.js";
import { hintAtTwoFingers, letDrag } from "./touch.js";

const PADDING = 0.14;
const WALL = 2400;
/** @type {any} */
const EMPTY = {
  routes: [],
  flows: [],
  circles: [],
  areas: [],
  marks: [],
  silences: [],
  legend: [],
  notes: [],
  categories: [],
  window: [0, 0, 0],
  names: "both",
  ground: "",
  disclaimer: GRAMMAR.disclaimer,
};

// Stands for labels that could not be fetched.
/** @type {LabelFile} */
const NO_LABELS = { modes: ["both"], places: [] };

/** @type {new (lender?: MapLayer) => MapLayer} */
export const Layer = L.Layer.extend(
  /** @type {LayerPart} */ ({
    includes: [Drawing, HitTest, Boxed, Position],

    /** @param {MapLayer} [lender] */
    initialize(lender) {
      this.lender = lender || null;
      if (lender) lender.borrower = this;
      this.message = EMPTY;
      this.leftAt = new Map();
      /** @type {string | null} */
      this.groundKey = null;
      this.themeName = "light";
      this.k = 1;
      this.paintStats = {
        painted: false,
        paints: 0,
        grounds: 0,
        fetches: 0,
        lost: 0,
        drawn: 0,
        total: 0,
        ms: 0,
        at: 0,
      };
      this.hits = [];
      this.pending = 0;
      this.dirty = 0;
      this.focused = -1;
    },

    onAdd(map) {
      this._map = map;
      this.ground = this.canvas("pg-ground", 150);
      this.data = this.canvas("pg-data", 450);
      this.ground.setAttribute("aria-hidden", "true");
      this.data.setAttribute("role", "img");
      this.stage = stageOf(map);
      const Kind = /** @type {typeof Surround} */ (this.lender ? Panel : Surround);
      this.surround = new Kind(map, this);
      this.card = this.lender ? this.lender.card : new Card(this.stage, this);
      this.boxing = new Boxing(this);
      letDrag(map);
      if (!this.lender) hintAtTwoFingers(map, this.surround.hint);
      this.listen(map);
      if (!this.lender) this.time = new Playback(this);
    },

    canvas(name, order) {
      const pane = this._map.createPane(name);
      const canvas = create("canvas", "leaflet-zoom-animated");
      pane.style.zIndex = String(order);
      pane.style.pointerEvents = "none";
      pane.appendChild(canvas);
      return canvas;
    },

    async readGround() {
      this.pending++;
      /** @type {any} */
      const script = document.querySelector("script[src*='/layer.js']");
      const ground = this.groundKey;
      const base = await this.fetched(new URL(ground ? `base-${ground}.json` : "base.json", script.src));
      this.relief = new Image();
      this.relief.onload = () => this.arrived(true);
      if (!ground) this.relief.src = new URL("relief.webp", script.src).href;
      if (base && ground === this.groundKey) this.base = unpackGround(await base.json());
      this.pending--;
      this.rank();
      this.arrived(true);
    },

    async fetched(address) {
      this.paintStats.fetches++;
      try {
        const answer = await fetch(address);
        if (answer.ok) return answer;
      } catch {
        // The line is cut; the same as an answer that is none.
      }
      this.paintStats.lost++;
      return null;
    },

    listen(map) {
      map.on("moveend resize viewreset", () => this.repaint(true));
      map.on("zoomanim", (event) => this.follow(event));
      map.on("mousemove", (event) => this.hovered(event.containerPoint));
      map.on("mouseout", () => this.surround.pointAt(null, ""));
      if (!this.lender) map.on("moveend", () => this.keepPosition());
      map.on("click", (event) => this.clicked(event.containerPoint));
      const root = map.getContainer();
      root.setAttribute("role", "region");
      root.setAttribute("aria-label", "Map");
      root.addEventListener("keydown", (event) => this.key(event));
      root.addEventListener("blur", () => this.focusOn(-1));
      new ResizeObserver(() => this.resized()).observe(root);
    },

    show(received) {
      const message = this.time.heard(received);
      const first = this.message === EMPTY;
      const before = this.message;
      const turned = !first && message.title !== before.title;
      const next = this.unpacked(message);
      const painted = !first && this.shows(next);
      if (painted) this.keep(message);
      else this.take(message, next);
      if (first) {
        this._map.invalidateSize({ animate: false });
        this.openAt(message);
      } else if (turned) {
        this.turnTo(before.title, message.title);
      }
      if (nameIn(message.labels) !== nameIn(before.labels)) this.readLabels(message.labels);
      this.load(message.columns);
      this.keepPosition();
      if (!painted) this.repaint(first);
      const echo = this.isEcho(message);
      if (turned || (message.select !== before.select && !echo)) {
        this.follows(message.select, first || turned);
      }
    },

    // Whether all that a message says is on the map already: a step is painted before the page has answered it.
    shows(next) {
      return (
        !this.borrower &&
        JSON.stringify({ ...next, heard: 0 }) === JSON.stringify({ ...this.message, heard: 0 })
      );
    },

    // Another date of what the first layer shows.
    mirror(message) {
      this.take(message);
      this.choice = this.lender ? this.lender.choice : null;
      this.repaint(true);
    },

    keep(message) {
      this.received = message;
      this.fire("message");
    },

    take(message, next) {
      this.message = next || this.unpacked(message);
      if (!this.lender) takeKinds(message.kinds || []);
      if (!this.lender && this.message.ground !== this.groundKey) {
        this.groundKey = this.message.ground;
        this.readGround();
      }
      this.keep(message);
      this.mask = GRAMMAR.categories.map(
        ({ key }) => !this.message.categories.length || this.message.categories.includes(key),
      );
      this.dress(message.theme);
      this.surround.show(this.message);
      this.card.tellNow();
      this.boxing.label();
      const { title, subtitle } = this.message;
      this._map
        .getContainer()
        .setAttribute(
          "aria-label",
          `Map: ${title}. ${subtitle}. Arrow keys move it, n and p go from feature to feature, Enter opens one.`,
        );
    },

    // The whole of a message, with what it leaves to facts and events.
    unpacked(received) {
      const { time, columns } = this.lender || this;
      return expanded({ ...EMPTY, ...filledIn(received, time.facts, columns) });
    },

    // Size of type and signs, of which 1 is that of a map 1280 wide. A wall is read from further off.
    typeSize(size) {
      const most = size.x >= WALL ? 1.8 : 1.3;
      return Math.min(Math.max(Math.min(size.x / 1280, size.y / 460), 0.94), most);
    },

    dress(theme) {
      const name = theme === "dark" ? "dark" : "light";
      const size = this._map.getSize();
      this.k = this.typeSize(size);
      this.stage.style.setProperty("--pg-k", String(this.k));
      this.stage.classList.toggle("pg-dark", name === "dark");
      if (name !== this.themeName) this.dirty = 2;
      this.themeName = name;
    },

    nextMessage() {
      return new Promise((done) => {
        this.once("message", () => done());
      });
    },

    async readLabels(pass) {
      this.labels = null;
      if (pass) {
        this.pending++;
        const answer = await this.fetched(new URL(`labels/${pass}`, ROOT));
        this.labels = answer ? await answer.json() : NO_LABELS;
        this.pending--;
      }
      this.rank();
      this.arrived(false);
    },

    // No name is shown before the case's own names are there: the gazetteer knows but one side's.
    rank() {
      const ready = this.base && (this.labels || !this.message.labels);
      this.places = ready ? rankedPlaces(this.labels, this.base.gazetteer) : null;
    },

    async load(pass) {
      const name = nameIn(pass);
      if (name === this.loaded) return;
      this.loaded = name;
      if (!name) {
        this.columns = null;
        return;
      }
      this.pending++;
      const answer = await this.fetched(new URL(`columns/${pass}`, ROOT));
      const columns = answer ? await unpackColumns(await answer.arrayBuffer()) : null;
      this.pending--;
      if (name !== this.loaded) return;
      if (columns) this.columns = columns;
      else this.loaded = null;
      this.refill();
      if (this.message.select) this.follows(this.message.select, true);
    },

    // The facts or the events have come, and with them what the message leaves to them.
    refill() {
      for (const layer of this.both()) if (layer.received) layer.message = layer.unpacked(layer.received);
      this.arrived(false);
    },

    // Both maps of a comparison, or the one there is.
    both() {
      return [this, this.lender, this.borrower].filter(Boolean);
    },

    arrived(all) {
      for (const layer of this.both()) layer.repaint(all);
    },

    borrow() {
      const { base, relief, labels, places, columns, pending } = /** @type {MapLayer} */ (this.lender);
      Object.assign(this, { base, relief, labels, places, columns, pending });
    },

    repaint(all) {
      this.dirty = Math.max(this.dirty, all ? 2 : 1);
      if (this.scheduled) return;
      this.scheduled = requestAnimationFrame(() => {
        this.scheduled = 0;
        this.paint();
      });
    },

    // What waits for the next frame, before that frame begins: the work is done while its turn is waited for.
    paintDue() {
      if (!this.scheduled) return;
      cancelAnimationFrame(this.scheduled);
      this.scheduled = 0;
      this.paint();
    },

    // Size and place of both canvases: a little more than the window, so that dragging shows no edge at once.
    fit() {
      const map = this._map;
      const size = map.getSize();
      const padX = Math.round(size.x * PADDING);
      const padY = Math.round(size.y * PADDING);
      const zoom = map.getZoom();
      const corner = map.containerPointToLayerPoint([-padX, -padY]);
      const origin = /** @type {L.Point} */ (map.getPixelBounds().min);
      const w = size.x + 2 * padX;
      const h = size.y + 2 * padY;
      this.topLeft = map.layerPointToLatLng(corner);
      this.zoom = zoom;
      const { lat } = map.getCenter();
      this.frame = {
        w,
        h,
        zoom,
        scale: 256 * 2 ** zoom,
        ox: origin.x - padX,
        oy: origin.y - padY,
        padX,
        padY,
        inner: [padX, padY, padX + size.x, padY + size.y],
        metresPerPixel: (40075016.686 * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** zoom),
      };
      for (const canvas of [this.ground, this.data]) L.DomUtil.setTransform(canvas, corner, 1);
    },

    // Pixels of the screen to one of the layout: more than the browser says where all of it is shown enlarged.
    sharpness() {
      return Math.min(window.devicePixelRatio || 1, 2);
    },

    context(canvas) {
      const ratio = this.sharpness();
      const { w, h } = this.frame;
      if (canvas.width !== Math.round(w * ratio) || canvas.height !== Math.round(h * ratio)) {
        canvas.width = Math.round(w * ratio);
        canvas.height = Math.round(h * ratio);
        canvas.style.width = `${w}px`;
        canvas.style.height = `${h}px`;
      }
      const g = pen(canvas);
      g.setTransform(ratio, 0, 0, ratio, 0, 0);
      g.clearRect(0, 0, w, h);
      return g;
    },

    follow(event) {
      if (!this.topLeft) return;
      const scale = this._map.getZoomScale(event.zoom, this.zoom);
      const offset = this._map._latLngToNewLayerPoint(this.topLeft, event.zoom, event.center);
      for (const canvas of [this.ground, this.data]) L.DomUtil.setTransform(canvas, offset, scale);
    },

    paint() {
      if (this.message === EMPTY || !this._map.getSize().x) return;
      if (this.lender) this.borrow();
      const began = performance.now();
      const theme = THEMES[this.themeName];
      if (this.dirty === 2) {
        this.dress(this.themeName);
        this.fit();
        if (this.base) {
          paintGround(this.context(this.ground), this.base, this.relief, this.frame, theme);
          this.paintStats.grounds++;
        }
        this.surround.measure(this.frame.metresPerPixel);
      }
      this.dirty = 0;
      this.paintData(theme);
      if (this.time) this.time.bar.draw();
      this.paintStats.ms = performance.now() - began;
      this.paintStats.at = performance.timeOrigin + performance.now();
      this.paintStats.paints++;
      this.paintStats.painted = this.pending === 0 && Boolean(this.base);
    },
  }),
);

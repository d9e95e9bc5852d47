// The layer: one canvas for the ground, one for what the case says. Its interface is `window.passage`:
//   start(map)        puts the layer on a map; called once by the frame's constant script
//   show(message)     takes the message of one run of the page and paints; gives back an empty layer
//   load(pass)        fetches the events a signed pass is for, once
//   window(from, to, at)  paints another time, in minutes since 1970, without asking the server
//   style({theme, names, categories})  paints anew in another theme, name mode or choice of categories
//   select(reference)  marks and opens a feature, "kind:id"
//   stats()           what was painted, for tests and measurements

const PADDING = 0.14;
const EMPTY = { routes: [], flows: [], circles: [], areas: [], marks: [], legend: [], notes: [], categories: [], window: [0, 0, 0], names: "both" };

// Stands for labels that could not be fetched.
const NO_LABELS = { modes: ["both"], places: [] };

const Layer = L.Layer.extend({
  includes: [Choosing, Standing],

  initialize() {
    this.message = EMPTY;
    this.leftAt = new Map();
    this.themeName = "light";
    this.k = 1;
    this.told = { painted: false, paints: 0, grounds: 0, fetches: 0, drawn: 0, total: 0, ms: 0, at: 0 };
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
    this.furniture = new Furniture(map, this);
    this.card = new Card(map.getContainer(), this);
    this.furniture.own(this.card.element);
    this.readGround();
    this.listen(map);
  },

  canvas(name, order) {
    const pane = this._map.createPane(name), canvas = made("canvas", "leaflet-zoom-animated");
    pane.style.zIndex = order;
    pane.style.pointerEvents = "none";
    pane.appendChild(canvas);
    return canvas;
  },

  async readGround() {
    this.pending++;
    const files = document.querySelector("script[src*='/layer.js']").src;
    const base = await this.fetched(new URL("base.json", files));
    this.relief = new Image();
    this.relief.onload = () => this.repaint(true);
    this.relief.src = new URL("relief.webp", files).href;
    if (base) this.base = unpackGround(await base.json());
    this.pending--;
    this.rank();
    this.repaint(true);
  },

  async fetched(address) {
    this.told.fetches++;
    try {
      const answer = await fetch(address);
      return answer.ok ? answer : null;
    } catch (error) {
      return null;
    }
  },

  listen(map) {
    map.on("moveend resize viewreset", () => this.repaint(true));
    map.on("zoomanim", (event) => this.follow(event));
    map.on("mousemove", (event) => this.hovered(event.containerPoint));
    map.on("mouseout", () => this.furniture.pointAt(null, ""));
    map.on("moveend", () => this.keepPosition());
    map.on("click", (event) => this.clicked(event.containerPoint));
    const root = map.getContainer();
    root.setAttribute("role", "region");
    root.setAttribute("aria-label", "Map");
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("blur", () => this.focusOn(-1));
    new ResizeObserver(() => this.resized()).observe(root);
  },

  show(message) {
    const first = this.message === EMPTY, before = this.message, turned = !first && message.title !== before.title;
    this.message = expanded({ ...EMPTY, ...message });
    this.fire("message");
    this.mask = GRAMMAR.categories.map(({ key }) => !this.message.categories.length || this.message.categories.includes(key));
    this.dress(message.theme);
    this.furniture.show(this.message);
    this._map.getContainer().setAttribute("aria-label", `Map: ${message.title}. ${message.subtitle}. Arrow keys move it, n and p go from feature to feature, Enter opens one.`);
    if (first) {
      this._map.invalidateSize({ animate: false });
      this.openAt(message);
    } else if (turned) this.turnTo(before.title, message.title);
    if (nameIn(message.labels) !== nameIn(before.labels)) this.readLabels(message.labels);
    this.load(message.columns);
    this.keepPosition();
    this.repaint(first);
    if (turned || message.select !== before.select) this.follows(message.select, first || turned);
  },

  dress(theme) {
    const name = theme === "dark" ? "dark" : "light", root = this._map.getContainer();
    const size = this._map.getSize();
    this.k = Math.min(Math.max(Math.min(size.x / 1280, size.y / 460), 0.94), 1.3);
    root.style.setProperty("--pg-k", this.k);
    root.classList.toggle("pg-dark", name === "dark");
    root.classList.add("pg-map");
    if (name !== this.themeName) this.dirty = 2;
    this.themeName = name;
  },

  nextMessage() {
    return new Promise((done) => this.once("message", done));
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
    this.repaint(false);
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
    const columns = answer ? unpackColumns(await answer.arrayBuffer()) : null;
    this.pending--;
    if (name !== this.loaded) return;
    if (columns) this.columns = columns;
    else this.loaded = null;
    this.repaint(false);
    if (this.message.select) this.follows(this.message.select, true);
  },

  repaint(all) {
    this.dirty = Math.max(this.dirty, all ? 2 : 1);
    if (this.scheduled) return;
    this.scheduled = requestAnimationFrame(() => {
      this.scheduled = 0;
      this.paint();
    });
  },

  // Size and place of both canvases: a little more than the window, so that dragging shows no edge at once.
  fit() {
    const map = this._map, size = map.getSize(), padX = Math.round(size.x * PADDING), padY = Math.round(size.y * PADDING);
    const zoom = map.getZoom(), corner = map.containerPointToLayerPoint([-padX, -padY]), origin = map.getPixelBounds().min;
    const w = size.x + 2 * padX, h = size.y + 2 * padY;
    this.topLeft = map.layerPointToLatLng(corner);
    this.zoom = zoom;
    const lat = map.getCenter().lat;
    this.frame = {
      w, h, zoom, scale: 256 * Math.pow(2, zoom), ox: origin.x - padX, oy: origin.y - padY, padX, padY,
      inner: [padX, padY, padX + size.x, padY + size.y],
      metresPerPixel: (40075016.686 * Math.cos((lat * Math.PI) / 180)) / (256 * Math.pow(2, zoom)),
    };
    for (const canvas of [this.ground, this.data]) L.DomUtil.setTransform(canvas, corner, 1);
  },

  context(canvas) {
    const ratio = Math.min(window.devicePixelRatio || 1, 2), { w, h } = this.frame;
    if (canvas.width !== Math.round(w * ratio) || canvas.height !== Math.round(h * ratio)) {
      canvas.width = Math.round(w * ratio);
      canvas.height = Math.round(h * ratio);
      canvas.style.width = `${w}px`;
      canvas.style.height = `${h}px`;
    }
    const g = canvas.getContext("2d");
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
    const began = performance.now(), theme = THEMES[this.themeName];
    if (this.dirty === 2) {
      this.dress(this.themeName);
      this.fit();
      if (this.base) {
        paintGround(this.context(this.ground), this.base, this.relief, this.frame, theme);
        this.told.grounds++;
      }
      this.furniture.measure(this.frame.metresPerPixel);
    }
    this.dirty = 0;
    this.paintData(theme);
    this.told.ms = performance.now() - began;
    this.told.at = performance.timeOrigin + performance.now();
    this.told.paints++;
    this.told.painted = this.pending === 0 && !!this.base;
  },

  paintData(theme) {
    const g = this.context(this.data), { message } = this;
    const paint = { ...this.frame, g, theme, themeName: this.themeName, k: this.k, taken: new Taken(), hits: [], solid: [], plates: [] };
    const span = message.window, found = this.columns ? inWindow(this.columns, span, this.mask) : { sited: [], other: [] };
    this.furniture.counts(found.sited.length, found.other.length, () => this.openRows(found.other));
    for (const [x0, y0, x1, y1] of this.furniture.boxes()) {
      paint.taken.take([x0 + paint.padX - 3, y0 + paint.padY - 3, x1 + paint.padX + 3, y1 + paint.padY + 3]);
    }
    const dense = found.sited.length > MANY, spots = dense || !this.columns ? [] : spotsOf(paint, this.columns, found.sited);
    paintAreas(paint, message.areas);
    paintCircles(paint, message.circles);
    paintRings(paint, spots);
    paintFlows(paint, message.flows);
    paintRoutes(paint, message.routes);
    this.paintPlaces(paint, spots, dense, found, span);
    paintMarks(paint, message.marks);
    this.paintWords(paint);
    this.hits = paint.hits;
    this.paintChoice(paint);
    this.told = { ...this.told, drawn: found.sited.length, total: found.sited.length + found.other.length, from: span[0], to: span[1], window: span };
    this.data.setAttribute("aria-label", this.summary(found));
  },

  paintPlaces(paint, spots, dense, found, span) {
    const busy = new Set();
    this.byPoint = this.byPoint && this.byPoint.places === this.places ? this.byPoint : this.indexPlaces();
    for (const spot of spots) {
      for (const one of spot.hosted) {
        one.place = this.byPoint.get(this.columns, one.number);
        if (one.place) busy.add(one.place.id);
      }
    }
    this.shown = this.places ? shownPlaces(paint, this.places, busy) : [];
    const dots = this.shown.map((place) => [place.x * paint.scale - paint.ox, place.y * paint.scale - paint.oy]);
    const boxes = this.columns ? layChips(paint, this.columns, spots, span, dots) : [];
    this.signed = new Set(boxes.filter(({ chips, spot }) => chips.length === 1 && spot.place).map(({ spot }) => spot.place.id));
    paintDots(paint, this.shown.filter((place) => !this.signed.has(place.id)));
    if (dense) paintDensely(paint, this.columns, found.sited);
    const mode = modeIndex(this.labels, this.message.names);
    for (const box of boxes) {
      const names = box.spot.hosted.map((spot) => (spot.place ? spot.place.names[mode] : "")).filter(Boolean);
      paintChips(paint, box, names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", "));
    }
  },

  // Case places by where they lie, so that an event's spot finds its name.
  indexPlaces() {
    const key = (x, y) => `${Math.round(x * 4e6)},${Math.round(y * 4e6)}`, index = new Map();
    for (const place of this.places || []) if (place.ofCase) index.set(key(place.x, place.y), place);
    return {
      places: this.places,
      get(columns, spot) {
        const x = columns.x[spot - 1], y = columns.y[spot - 1];
        for (const dx of [0, -1, 1]) for (const dy of [0, -1, 1]) {
          const place = index.get(key(x + dx / 4e6, y + dy / 4e6));
          if (place) return place;
        }
        return null;
      },
    };
  },

  paintWords(paint) {
    const { message } = this, mode = modeIndex(this.labels, message.names);
    const shown = this.shown.filter((place) => !this.markTells(paint, place, mode));
    const first = shown.filter((place) => place.first), rest = shown.filter((place) => !place.first);
    this.takeDots(paint, first);
    paintPlaceNames(paint, first, mode, this.signed);
    nameMarks(paint, message.marks);
    reserveCircles(paint, message.circles);
    const roads = boxesOfRoutes(paint, message.routes);
    paint.roads = new Taken();
    for (const box of roads) paint.roads.take(box);
    nameRoutes(paint, message.routes);
    paintFlowNames(paint, message.flows);
    nameCircles(paint, message.circles);
    // Lesser names keep clear of the roads; those placed before may lie across them.
    for (const box of roads) paint.taken.take(box);
    const lesser = this.takeDots(paint, rest);
    paintPlaceNames(paint, lesser.filter((place) => place.ofCase), mode, this.signed);
    nameAreas(paint, message.areas);
    paintPlaceNames(paint, lesser.filter((place) => !place.ofCase), mode, this.signed);
    if (this.base) paintGroundNames(paint, this.base, message.names);
  },

  // The places whose dots are seen, that is, not under a sign's box or a road's words.
  takeDots(paint, places) {
    return places.filter((place) => {
      const x = place.x * paint.scale - paint.ox, y = place.y * paint.scale - paint.oy, r = place.first ? 5 : 4;
      const covered = paint.plates.some((box) => x > box[0] && x < box[2] && y > box[1] && y < box[3]);
      if (!covered && place.ofCase) paint.taken.take([x - r, y - r, x + r, y + r]);
      return !covered;
    });
  },

  // A mark on a place that says the place's name stands for that name.
  markTells(paint, place, mode) {
    const x = place.x * paint.scale - paint.ox, y = place.y * paint.scale - paint.oy;
    return this.message.marks.some((mark) => {
      const [[mx, my]] = toScreen(paint, mark.line);
      return Math.hypot(mx - x, my - y) < 6 && mark.label.includes(place.names[mode]);
    });
  },

  summary(found) {
    const { routes, flows, circles, marks, title, subtitle } = this.message;
    const told = [[found.sited.length, "event"], [routes.length, "road"], [flows.length, "flow"], [circles.length, "circle"], [marks.length, "mark"]]
      .filter(([count]) => count).map(([count, word]) => `${count} ${word}${count === 1 ? "" : "s"}`);
    return `${title}. ${subtitle}. ${told.join(", ")}.`;
  },
});

const layer = new Layer(), nothing = L.layerGroup();

window.passage = {
  start(map) {
    layer.addTo(map);
  },
  show(message) {
    // streamlit-folium never empties this list; without the next line each run would add to it.
    window.feature_group = [];
    layer.show(message);
    return nothing;
  },
  load(pass) {
    return layer.load(pass);
  },
  window(from, to, at) {
    layer.message.window = [from, to, at];
    layer.repaint(false);
  },
  style({ theme, names, categories }) {
    if (names) layer.message.names = names;
    if (categories) layer.mask = GRAMMAR.categories.map(({ key }) => !categories.length || categories.includes(key));
    if (theme) layer.dress(theme);
    layer.furniture.show(layer.message);
    layer.repaint(true);
  },
  select(reference) {
    layer.follows(reference, false);
  },
  stats() {
    return { ...layer.told, choice: layer.choice || null, hits: layer.hits.map((hit) => ({ kind: hit.kind, label: hit.label, at: layer.seenAt(hit) })) };
  },
};

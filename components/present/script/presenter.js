// Presenter: one state for both windows, the keys that change it, and the picture that follows it.

import { MINUTES_A_DAY, dayOf, periodWords } from "../../map/script/dates.js";
import { button, closest, create } from "../../map/script/dom.js";
import { layer } from "../../map/script/passage.js";
import { CONTENT, ROLE, holdCards, holdFiles, holdFilms } from "./document_data.js";
import { Flight, messageAt, paintMessage, standAt, standOf } from "./flight.js";
import { openGoto } from "./goto_dialog.js";
import { Desk, Peer } from "./peer.js";
import { NUMBERS, Stage, keyTable, sourceTable } from "./stage.js";
import { Strip } from "./strip.js";
import { countedOnMap, saidOnPage, toldOfPlace } from "./told.js";

const DAYS_ASKED = 30;
const NEAR_ZOOM = 10;
const MOVE = 0.18;
/** @type {Record<string, XY>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const EMBEDDED = window.parent !== window;

class Presenter {
  /** @type {L.Map} */
  map;
  /** @type {L.CircleMarker} */
  ring;

  constructor() {
    this.stage = new Stage();
    this.begin();
    this.strip = new Strip(this.stage.main);
    this.flight = new Flight(this.strip, this.stage);
    this.desk = ROLE === "speaker" ? new Desk(this.stage) : null;
    const first = Math.min(Math.max((Number(location.hash.slice(1)) || 1) - 1, 0), NUMBERS - 1);
    /** @type {PresenterState} */
    this.state = { scene: first, asked: null, stand: null, blank: false, held: null, spot: null };
    /** @type {PresenterState | null} */
    this.shown = null;
    this.peer = new Peer(
      (state) => this.follow(state),
      () => this.alone(),
    );
    this.listen();
    this.render();
  }

  begin() {
    const { canvas } = this.stage;
    canvas.className = "pr-ground";
    this.map = L.map(canvas, {
      zoomControl: false,
      attributionControl: false,
      keyboard: false,
      zoomSnap: 0,
      zoomDelta: 0.5,
      wheelPxPerZoomLevel: 160,
      minZoom: 2,
      maxZoom: 12,
      zoomAnimation: false,
      fadeAnimation: false,
      inertia: false,
    });
    this.map.setView([0, 0], 2, { animate: false });
    holdFiles();
    window.passage.start(this.map);
    layer.time.bar.root.remove();
    // A date may be asked for before it is known what happened until then.
    holdFilms().then(() => this.state.asked?.kind === "date" && this.answer(this.state.asked));
    holdCards();
    layer.goHome = () => this.stand();
    layer.fitted = true;
    this.furnish(layer.surround);
    this.ring = L.circleMarker([0, 0], {
      radius: 24,
      weight: 5,
      color: "#0f5c63",
      fill: false,
      interactive: false,
    });
  }

  // The legend stands beside the map, the count of events at its foot; credits and that roads are schematic, below.
  /** @param {MapLayer["surround"]} surround */
  furnish(surround) {
    const { legend, count, credit } = surround;
    const fill = surround.fillLegend.bind(surround);
    legend.open = true;
    this.stage.side.append(legend);
    surround.credits = () => credit.replaceChildren(count);
    new ResizeObserver(() => layer.stage.style.setProperty("--pg-foot", `${credit.offsetHeight}px`)).observe(
      credit,
    );
    surround.fillLegend = (entries) => {
      fill(entries.filter(([group, sign]) => group !== "Road" || sign !== "text"));
      for (const heading of legend.querySelectorAll("h4")) heading.setAttribute("role", "presentation");
    };
  }

  get scene() {
    return CONTENT.scenes[this.state.scene];
  }

  listen() {
    window.addEventListener("keydown", (event) => this.key(event), true);
    this.map.on("dragend", () => this.moved());
    this.map
      .getContainer()
      .addEventListener("wheel", () => this.map.once("zoomend", () => this.moved()), { passive: true });
    this.map.on(
      "mousemove",
      ({ latlng }) => this.state.spot && this.change({ spot: [latlng.lat, latlng.lng] }),
    );
    this.map.on("move zoom resize", () => this.point());
    window.addEventListener("resize", () => this.sharpen());
    const touch = create("nav", "pr-touch");
    touch.append(
      button("", "‹", "Scene before", () => this.go(this.state.scene - 1)),
      button("", "›", "Next scene", () => this.go(this.state.scene + 1)),
    );
    this.stage.side.append(touch);
    if (EMBEDDED) window.focus();
  }

  // Larger screens show the same layout enlarged; what is drawn is drawn anew for them.
  sharpen() {
    layer.surround.legendWords = "";
    layer.surround.show(layer.message);
    layer.repaint(true);
    this.strip.draw();
  }

  // Every change goes through here, and over to the other window.
  /** @param {Partial<PresenterState>} parts */
  change(parts) {
    this.state = { ...this.state, ...parts };
    this.peer.send(this.state);
    this.render();
  }

  /** @param {PresenterState} state */
  follow(state) {
    this.state = state;
    this.render();
  }

  // Nobody is left to let a held picture go.
  alone() {
    if (ROLE === "audience" && this.state.held !== null) this.change({ held: null });
  }

  /** @param {number} number */
  go(number) {
    this.stage.over(null);
    const scene = Math.min(Math.max(number, 0), NUMBERS - 1);
    const still = this.flight.frame && scene === this.state.scene;
    this.flight.land();
    if (!still) this.change({ scene, asked: null, stand: null, blank: false });
  }

  back() {
    this.change({ asked: null, stand: null });
  }

  moved() {
    const { lat, lng } = this.map.getCenter();
    this.change({ stand: [lat, lng, this.map.getZoom()] });
  }

  /** @param {number} by */
  zoom(by) {
    this.map.setZoom(this.map.getZoom() + by, { animate: false });
    this.moved();
  }

  // Where the map stands now: as moved, as asked for, or as the scene has it.
  stand() {
    const { stand, asked } = this.state;
    if (stand) {
      standAt({ centre: L.latLng(stand[0], stand[1]), zoom: stand[2] });
    } else if (asked && asked.kind === "place") {
      standAt({ centre: L.latLng(asked.lat, asked.lon), zoom: NEAR_ZOOM });
    } else {
      standAt(standOf(this.scene.message));
    }
  }

  render() {
    const { state, shown } = this;
    if (this.desk) this.desk.show(state);
    const holding = ROLE === "audience" && state.held !== null;
    this.stage.root.classList.toggle("pr-holding", holding);
    if (holding) return;
    this.shown = state;
    if (ROLE === "audience") this.stage.blanked(state.blank);
    const turned = !shown || shown.scene !== state.scene;
    const returned = shown && shown.asked && !state.asked;
    if (turned || returned) this.turn(shown);
    if (state.asked && (!shown || shown.asked !== state.asked)) {
      this.goAsked(state.asked, shown && shown.asked);
    }
    const moved = JSON.stringify(state.stand) !== JSON.stringify(shown && shown.stand);
    if (moved && (state.stand || !turned)) this.stand();
    this.point();
  }

  /** @param {PresenterState | null} shown */
  turn(shown) {
    const { scene, state } = this;
    const before =
      shown && !shown.asked && state.scene === shown.scene + 1 ? CONTENT.scenes[shown.scene] : null;
    this.flight.land();
    this.ring.remove();
    this.stage.scene(scene, state.scene);
    layer.card.close();
    const was = layer.message;
    const { message } = scene;
    layer.take(message);
    if (was.labels !== message.labels) layer.readLabels(message.labels);
    layer.load(message.columns).then(() => this.sharpen());
    this.stage.compact();
    this.map.invalidateSize({ animate: false, pan: false });
    if (shown) {
      this.flight.to(scene, state.scene, before);
    } else {
      this.stand();
      this.strip.show(state.scene, message.window[2], scene.period);
      layer.repaint(true);
    }
  }

  // From one answer to another; after a date a place is shown as at the scene's own date again.
  /** @param {Answer} asked @param {Answer | null} before */
  goAsked(asked, before) {
    // Before a place is told of: what is told is what the map shows.
    if (before && before.kind === "date" && asked.kind !== "date") paintMessage(this.scene.message);
    this.answer(asked);
  }

  /** @param {Answer} asked */
  answer(asked) {
    this.flight.land();
    if (asked.kind === "place") {
      this.ring.setLatLng([asked.lat, asked.lon]).addTo(this.map);
      this.stage.asked(asked.name, [
        ...toldOfPlace(asked),
        `The map as at the date of scene ${this.state.scene + 1}. Backspace goes back.`,
      ]);
      this.stand();
      return;
    }
    const from = asked.at + 1 - DAYS_ASKED * MINUTES_A_DAY;
    const period = [from, asked.at + 1];
    const message = messageAt({ ...this.scene, period }, asked.at);
    paintMessage(message);
    this.strip.show(-1, asked.at, period);
    const roads = message.routes.filter((route) => route.label).map((route) => route.label);
    this.stage.asked(asked.name, [
      ...roads.slice(0, 5),
      ...countedOnMap(),
      "Other figures are told for the dates of the scenes. Backspace goes back.",
    ]);
    saidOnPage(this.scene.link, asked.at).then((sentences) => {
      if (!sentences.length || this.state.asked !== asked) return;
      this.stage.asked(asked.name, [...sentences, "Backspace goes back."]);
    });
    this.stage.uncited();
    this.stage.dated([`As at ${asked.name}`, `Events of ${periodWords(dayOf(from), dayOf(asked.at))}`]);
  }

  point() {
    const { spot } = this.state;
    const at = spot && this.map.latLngToContainerPoint(spot);
    const size = this.map.getSize();
    this.stage.pointAt(at ? [at.x / size.x, at.y / size.y] : null);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (closest(event, "input")) return;
    const act = this.acts(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** @param {KeyboardEvent} keyboardEvent */
  acts({ key, shiftKey, repeat, target }) {
    const { scene } = this.state;
    const pressed = /** @type {Element} */ (target).tagName === "BUTTON" && (key === " " || key === "Enter");
    if (pressed) return null;
    if (shiftKey && key.startsWith("Arrow")) return () => this.push(key);
    const next = () => this.go(scene + 1);
    const before = () => this.go(scene - 1);
    /** @type {Record<string, () => void>} */
    const steps = {
      ArrowRight: next,
      ArrowDown: next,
      PageDown: next,
      " ": next,
      Enter: next,
      ArrowLeft: before,
      ArrowUp: before,
      PageUp: before,
      Home: () => this.go(0),
      End: () => this.go(NUMBERS - 1),
      "+": () => this.zoom(0.5),
      "=": () => this.zoom(0.5),
      "-": () => this.zoom(-0.5),
      Backspace: () => this.back(),
    };
    if (steps[key]) return steps[key];
    if (/^[1-9]$/u.test(key)) return () => this.go(Number(key) - 1);
    if (repeat) return null;
    /** @type {Record<string, () => void>} */
    const acts = {
      b: () => this.change({ blank: !this.state.blank }),
      ".": () => this.change({ blank: !this.state.blank }),
      f: () => this.fill(),
      g: () => this.ask(),
      h: () => this.table(keyTable(), "Keys"),
      "?": () => this.table(keyTable(), "Keys"),
      s: () => this.table(sourceTable(this.scene), "Sources"),
      n: () => this.peer.open(this.state),
      z: () => this.hold(),
      p: () =>
        this.change({ spot: this.state.spot ? null : [this.map.getCenter().lat, this.map.getCenter().lng] }),
      escape: () => this.leave(),
    };
    return acts[key.toLowerCase()];
  }

  // Shift and an arrow move the map, or the pointer while there is one.
  /** @param {string} key */
  push(key) {
    const [x, y] = ARROWS[key];
    const size = this.map.getSize();
    const { spot } = this.state;
    if (!spot) {
      this.map.panBy([x * size.x * MOVE, y * size.y * MOVE], { animate: false });
      this.moved();
      return;
    }
    const { lat, lng } = this.map.containerPointToLatLng(
      this.map.latLngToContainerPoint(spot).add([x * 30, y * 30]),
    );
    this.change({ spot: [lat, lng] });
  }

  // Holds what the audience sees while the speaker looks round in the other window, or lets it follow again.
  hold() {
    if (this.state.held !== null) {
      this.change({ held: null });
    } else if (this.peer.open(this.state)) {
      this.change({ held: this.state.scene });
    } else {
      this.table(
        [
          create(
            "p",
            "",
            "To hold the picture there must be a speaker’s window: let this page open one, then press Z again.",
          ),
        ],
        "Note",
      );
    }
  }

  /** @param {HTMLElement[]} parts @param {string} label */
  table(parts, label) {
    const { note } = this.stage;
    this.stage.over(note.hidden || note.getAttribute("aria-label") !== label ? parts : null, label);
  }

  // Laid over a page the document is full screen with it, and the key that came in leads out.
  fill() {
    if (EMBEDDED) this.leave();
    else if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }

  leave() {
    if (!this.stage.note.hidden) this.stage.over(null);
    else if (!layer.card.element.hidden) layer.card.close();
    else if (ROLE === "speaker") window.close();
    else if (document.fullscreenElement) document.exitFullscreen();
    else if (EMBEDDED) window.parent.postMessage({ passage: "leave" }, location.origin);
  }

  // Offers places and dates to go to.
  ask() {
    openGoto(this.stage, this.scene, (answer) => this.change({ asked: answer, stand: null, blank: false }));
  }
}

window.presenter = new Presenter();

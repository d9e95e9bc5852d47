// Keys: of the time bar, of the map, and the page's own step by a day, which moves the map before the page has answered.

import { STEPS, dayOf, endOfDay } from "./dates.js";
import { closest } from "./dom.js";

/** @type {Record<string, number>} */
const PAGE_STEPS = { ".st-key-as_at_back": -1, ".st-key-as_at_on": 1 };
// A page that steps by keys: the application's, or the words that came before it.
const STEPPED = ".st-key-as_at_back, #first-words";
// Letters that are the page's own (components/shell/page_keys.js), and its search.
const OF_PAGE = ["/", "d", "v", "a", "b", "s"];
const TYPED_IN = "input, textarea, select, [contenteditable=true], [role=dialog]";

// The document of the page the map's frame lies in; none in a file of its own or in a frame of strangers.
function documentOfPage() {
  try {
    return window.parent === window ? null : window.parent.document;
  } catch {
    return null;
  }
}

export class Keys {
  /** @param {MapLayer} host @param {import("./playback.js").Playback} play */
  constructor(host, play) {
    this.host = host;
    this.play = play;
    this.released = () => play.release();
    host._map.getContainer().addEventListener("keydown", (event) => this.ofMap(event), true);
    play.bar.root.addEventListener("keydown", (event) => this.ofBar(event));
    window.addEventListener("keyup", this.released);
    window.addEventListener("blur", this.released);
    this.page = documentOfPage();
    if (this.page) this.listen(this.page);
    document.addEventListener("keydown", (event) => this.passedOn(event));
  }

  // The page's own keys, pressed within the map's frame.
  /** @param {KeyboardEvent} event */
  passedOn(event) {
    const held = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (held || !OF_PAGE.includes(event.key) || !this.page || closest(event, TYPED_IN)) return;
    event.preventDefault();
    this.page.dispatchEvent(new window.KeyboardEvent("keydown", { key: event.key, bubbles: true }));
  }

  // Before Streamlit hears of it, and for as long as this frame is there.
  /** @param {Document} page */
  listen(page) {
    const left = new AbortController();
    const { signal } = left;
    window.addEventListener("pagehide", () => left.abort());
    page.addEventListener("keydown", (event) => this.ofPage(event), { capture: true, signal });
    page.addEventListener("click", (event) => this.clicked(event), { capture: true, signal });
    page.addEventListener("keyup", this.released, { signal });
    page.addEventListener("passage:print", () => this.print(), { signal });
    page.addEventListener("passage:connected", () => this.play.again(), { signal });
  }

  // Before a sheet is laid out no frame is painted any more, so the map is painted here and now.
  print() {
    this.host.resized();
    this.host.paintDue();
  }

  /** @param {KeyboardEvent} event */
  ofPage(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (
      !by ||
      !event.shiftKey ||
      event.altKey ||
      event.ctrlKey ||
      event.metaKey ||
      closest(event, TYPED_IN)
    ) {
      return;
    }
    if (this.page && this.page.querySelector(STEPPED)) {
      this.take(event, () => this.step(by, "day", event.repeat));
    }
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const button = /** @type {HTMLButtonElement | null} */ (closest(event, "button"));
    const step =
      button && !button.disabled && Object.keys(PAGE_STEPS).find((selector) => button.closest(selector));
    const by = step && PAGE_STEPS[step];
    if (by) this.take(event, () => this.step(by, "day", false));
  }

  /** @param {KeyboardEvent} event */
  ofBar(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || closest(event, "select")) return;
    const { play } = this;
    const longer = event.shiftKey ? STEPS[STEPS.indexOf(play.unit) + 1] : play.unit;
    const inside = closest(event, "button") && event.key === " ";
    const act = {
      " ": () => play.toggle(),
      ArrowLeft: () => this.step(-1, longer, event.repeat),
      ArrowRight: () => this.step(1, longer, event.repeat),
      Home: () => this.edge(0),
      End: () => this.edge(1),
    }[event.key];
    if (act && !inside) this.take(event, act);
  }

  // On the map the arrow keys move the map; with Shift they step the date, as on the page.
  /** @param {KeyboardEvent} event */
  ofMap(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== this.host._map.getContainer()) {
      return;
    }
    const { play } = this;
    /** @type {Record<string, () => void>} */
    const shifted = {
      ArrowLeft: () => this.step(-1, play.unit, event.repeat),
      ArrowRight: () => this.step(1, play.unit, event.repeat),
    };
    /** @type {Record<string, () => void>} */
    const plain = { " ": () => play.toggle(), Home: () => this.edge(0), End: () => this.edge(1) };
    const act = (event.shiftKey ? shifted : plain)[event.key];
    if (act) this.take(event, act);
  }

  /** @param {Event} event @param {() => void} act */
  take(event, act) {
    if (!this.play.facts || !this.play.time) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }

  // While a key is held down the page waits until it is let go.
  /** @param {number} by @param {string} unit @param {boolean} again */
  step(by, unit, again) {
    const { play } = this;
    if (play.running) play.halt();
    play.keyDown = again;
    play.step(by, unit);
    play.settle();
  }

  /** @param {number} last */
  edge(last) {
    const { play } = this;
    const [from, to] = play.ends;
    if (play.running) play.halt();
    play.goTo(last ? to - 1 : endOfDay(dayOf(from)));
  }
}

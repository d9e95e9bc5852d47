// The card: what a feature is and who says so. All text is written as text, never as markup.

import { numberWords } from "./dates.js";
import { ROOT } from "./addresses.js";
import { button, create } from "./dom.js";
import { silenceWords } from "./silences.js";

/** @param {string | undefined} address */
function webAddress(address) {
  return /^https?:\/\/[^\s]+$/iu.test(address || "");
}

// How long a page may take to answer with a new pass, in milliseconds.
const RENEWAL = 5000;

export class Card {
  /** @type {number} */
  total;
  /** @type {HTMLElement} */
  now;

  /** @param {HTMLElement} container @param {MapLayer} host */
  constructor(container, host) {
    this.host = host;
    this.element = create("section", "pg-card pg-panel");
    this.element.setAttribute("role", "dialog");
    this.element.setAttribute("aria-label", "Details of what was chosen on the map");
    this.element.tabIndex = -1;
    this.element.hidden = true;
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    container.appendChild(this.element);
    /** @type {string[]} */
    this.list = [];
    this.at = 0;
    this.asked = 0;
  }

  get shown() {
    return this.element.hidden ? null : this.list[this.at];
  }

  /** @param {string} reference */
  address(reference) {
    const cut = reference.indexOf(":");
    const { version, names } = this.host.message;
    const parts = [version, reference.slice(0, cut), reference.slice(cut + 1)].map(encodeURIComponent);
    return new URL(`card/${parts.join("/")}?names=${encodeURIComponent(names)}`, ROOT);
  }

  // A page left open for hours holds a pass that is no longer good; choosing something brings a new one.
  /** @param {string} reference */
  async read(reference) {
    let answer = await fetch(this.address(reference));
    if (answer.status === 403) {
      await Promise.race([
        this.host.nextMessage(),
        new Promise((done) => {
          setTimeout(done, RENEWAL);
        }),
      ]);
      answer = await fetch(this.address(reference));
    }
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  // `host` is the layer, of two, in which it was asked for; `total` is told where the list holds only the first.
  /**
   * @param {string[]} list @param {number} at @param {boolean} focus @param {MapLayer} host
   * @param {number} [total]
   */
  async open(list, at, focus, host, total) {
    this.host = host;
    this.total = total || list.length;
    this.list = list;
    this.at = at;
    const asked = ++this.asked;
    if (this.element.hidden) this.element.replaceChildren(create("p", "pg-soft", "Loading …"));
    this.element.hidden = false;
    try {
      const card = await this.read(list[at]);
      if (asked === this.asked) this.fill(card);
    } catch {
      if (asked === this.asked) {
        this.fill({
          title: "The details could not be loaded",
          lines: ["The server did not answer. Try again in a moment."],
          sources: [],
          notes: [],
        });
      }
    }
    if (asked === this.asked && focus) this.element.focus({ preventScroll: true });
  }

  close() {
    if (this.element.hidden) return;
    this.asked++;
    const inside = this.element.contains(document.activeElement);
    this.element.hidden = true;
    this.host.closed(inside);
  }

  /** @param {number} by */
  step(by) {
    const at = (this.at + by + this.list.length) % this.list.length;
    this.open(this.list, at, false, this.host, this.total);
    this.host.chosen(this.list[at]);
  }

  countWords() {
    const { length } = this.list;
    const all = numberWords(this.total);
    return this.total > length ? `the first ${length} of ${all}` : length;
  }

  head() {
    const bar = create("div", "pg-card-bar");
    if (this.list.length > 1) {
      bar.append(
        button("pg-step", "‹", "Previous here", () => this.step(-1)),
        create("span", "pg-soft", `${this.at + 1} of ${this.countWords()} here`),
        button("pg-step", "›", "Next here", () => this.step(1)),
      );
    }
    bar.append(button("pg-close", "×", "Close", () => this.close()));
    return bar;
  }

  // Title and lines as at the date that is shown: what came after it is marked as later, or not told.
  /** @param {CardContent} card */
  told(card) {
    const at = this.host.message.window[2];
    const texts = [card.title, ...(card.lines || [])];
    const told = [...texts];
    for (const [place, since, before] of card.dated || []) {
      if (since > at) told[place] = before === null ? `Later: ${texts[place]}` : before;
    }
    return told;
  }

  /** @param {CardContent} card */
  fill(card) {
    this.now = create("p");
    this.tellNow();
    const [title, ...lines] = this.told(card);
    /** @type {HTMLElement[]} */
    const parts = [this.head(), create("h3", "", title), this.now];
    for (const line of lines) if (line) parts.push(create("p", "", line));
    for (const note of card.notes || []) parts.push(create("p", "pg-note", note));
    const { sources = [] } = card;
    if (sources.length) {
      parts.push(create("h4", "", sources.length > 1 ? "Sources" : "Source"));
      const list = create("ul");
      for (const source of sources) list.append(this.source(source));
      parts.push(list);
    }
    const links = create("ul");
    for (const link of card.links || []) links.append(this.source(link));
    if (links.children.length) parts.push(links);
    this.element.replaceChildren(...parts);
    this.element.scrollTop = 0;
  }

  // What the date that is shown makes of what is open: how long a silence has lasted.
  tellNow() {
    if (!this.now || !this.shown) return;
    this.now.textContent = silenceWords(this.host.message.silences, this.shown);
    this.now.hidden = !this.now.textContent;
  }

  /** @param {CardSource} source */
  source(source) {
    const item = create("li");
    const title = source.title || source.publisher;
    if (source.url && webAddress(source.url)) {
      const link = create("a", "", title);
      link.href = source.url;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      item.append(link);
    } else {
      item.append(create("span", "", title));
    }
    const rest = [source.title ? source.publisher : "", source.published].filter(Boolean).join(", ");
    if (rest) item.append(create("span", "pg-soft", ` ${rest}`));
    return item;
  }
}

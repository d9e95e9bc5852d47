// Stage: what stands round the map: headline, lines, figures, dates, sources. All of it is set as text.

import { create } from "../../map/script/dom.js";
import { CONTENT, enlargement } from "./document_data.js";

export const NUMBERS = CONTENT.scenes.length;

/** @param {string} className @param {Node[]} items */
function list(className, items) {
  const element = create("ul", className);
  element.append(...items);
  return element;
}

export class Stage {
  constructor() {
    this.root = create("main", "pr-stage");
    this.side = create("section", "pr-side");
    this.main = create("section", "pr-main");
    this.map = create("div", "pr-map");
    this.foot = create("footer", "pr-foot");
    this.number = create("p", "pr-number");
    this.headline = create("h1", "");
    this.lines = create("div", "pr-lines");
    this.figures = create("ul", "pr-figures");
    this.dates = create("p", "pr-dates");
    this.differs = create("div", "pr-differs");
    this.sources = create("p", "pr-sources");
    this.small = create("p", "pr-small");
    this.live = create("div", "pr-live");
    this.live.setAttribute("role", "status");
    this.note = create("div", "pr-note");
    this.note.hidden = this.differs.hidden = true;
    this.dot = create("div", "pr-dot");
    this.dot.hidden = true;
    this.blank = create("div", "pr-blank");
    this.blank.hidden = true;
    this.canvas = create("div", "");
    this.map.append(this.canvas, this.dot);
    this.main.append(this.map, this.figures);
    this.side.append(this.headline, this.lines);
    const line = create("div", "pr-line");
    line.append(this.dates, this.number);
    this.foot.append(this.differs, line, this.sources, this.small);
    this.root.append(this.side, this.main, this.foot, this.note, this.live);
    document.body.append(this.root, this.blank);
    window.addEventListener("resize", () => this.fit());
    this.fit();
  }

  // The layout is made for 1280 by 720 and shown larger on larger screens, so that all grows alike.
  fit() {
    const by = enlargement();
    const { style } = this.root;
    const { clientWidth: w, clientHeight: h } = document.documentElement;
    style.width = `${w / by}px`;
    style.height = `${h / by}px`;
    style.transform = `scale(${by})`;
    this.root.classList.toggle("pr-tall", h > w * 1.1);
  }

  /** @param {Scene} scene @param {number} number */
  scene(scene, number) {
    const place = NUMBERS > 1 ? `${number + 1} of ${NUMBERS}` : CONTENT.case;
    this.number.textContent = number ? place : `${place} · H: keys`;
    this.headline.textContent = scene.title;
    this.lines.replaceChildren(...scene.lines.map((line) => create("p", "", line)));
    this.figures.replaceChildren(
      ...scene.figures.map(([value, label, when]) => {
        const item = create("li");
        const words = create("span", "pr-what", label);
        words.append(create("span", "pg-soft", ` · ${when}`));
        item.append(create("strong", "", value), words);
        return item;
      }),
    );
    this.changed(scene.differs);
    this.dated(scene.dates);
    this.cited(scene);
    this.compact();
    this.live.textContent = [
      NUMBERS > 1 ? `Scene ${number + 1} of ${NUMBERS}` : "",
      scene.title,
      ...scene.lines,
    ]
      .filter(Boolean)
      .join(". ");
    document.title = `${scene.title} – Passage`;
  }

  // What was asked for stands in the place of the scene's headline until one goes back.
  /** @param {string} title @param {string[]} lines */
  asked(title, lines) {
    this.headline.textContent = title;
    this.lines.replaceChildren(...lines.map((line) => create("p", "", line)));
    this.figures.replaceChildren();
    this.differs.hidden = true;
    this.compact();
    this.live.textContent = [title, ...lines].join(". ");
  }

  // Sets the words closer where they would not all be seen.
  compact() {
    this.side.classList.remove("pr-dense");
    this.side.classList.toggle("pr-dense", this.side.scrollHeight > this.side.clientHeight);
  }

  /** @param {string[]} dates */
  dated(dates) {
    this.dates.textContent = dates.join(" · ");
  }

  /** @param {string[]} sentences */
  changed(sentences) {
    this.differs.hidden = !sentences.length;
    const [first, ...more] = sentences;
    const rest = more.length > 1 ? ` And ${more.length - 1} more (key S).` : "";
    if (first) {
      this.differs.replaceChildren(create("p", "", `${[first, more[0]].filter(Boolean).join(" ")}${rest}`));
    }
  }

  /** @param {Scene} scene */
  cited({ sources, schematic, message }) {
    const publishers = new Map();
    for (const { publisher } of sources) publishers.set(publisher, (publishers.get(publisher) || 0) + 1);
    const named = [...publishers].map(([publisher, count]) =>
      count > 1 ? `${publisher} (${count})` : publisher,
    );
    const few = [];
    for (const name of named) if ([...few, name].join("; ").length < 96) few.push(name);
    const rest = named.length - few.length;
    this.sources.textContent = sources.length
      ? `Sources: ${few.join("; ")}${rest ? ` and ${rest} more (key S)` : ""}.`
      : "No source tells of this.";
    const withheld = CONTENT.withheld
      ? `${CONTENT.withheld} ${CONTENT.withheld === 1 ? "row is" : "rows are"} left out: the sources may not be passed on.`
      : "";
    this.small.textContent = [schematic, message.disclaimer, message.attribution, withheld]
      .filter(Boolean)
      .join(" ");
  }

  /** @param {boolean} on */
  waiting(on) {
    this.figures.classList.toggle("pr-waiting", on);
  }

  /** @param {boolean} on */
  blanked(on) {
    this.blank.hidden = !on;
  }

  /** @param {XY | null} spot */
  pointAt(spot) {
    this.dot.hidden = !spot;
    if (!spot) return;
    this.dot.style.left = `${spot[0] * 100}%`;
    this.dot.style.top = `${spot[1] * 100}%`;
  }

  // For a date that is no scene's there is no list of sources; each feature opens to its own.
  uncited() {
    this.sources.textContent = "Each road and event on the map opens to its sources.";
  }

  // A list over the picture: keys, sources, or what to go to. `null` closes it.
  /** @param {HTMLElement[] | null} parts @param {string} [label] */
  over(parts, label) {
    this.note.hidden = !parts;
    this.note.replaceChildren(...(parts || []));
    if (!parts) return;
    this.note.setAttribute("role", "dialog");
    this.note.setAttribute("aria-label", label || "");
  }
}

const KEYS = [
  ["→  ↓  Space  PageDown", "next scene"],
  ["←  ↑  PageUp", "scene before"],
  ["Home  End", "first, last scene"],
  ["1 – 9", "that scene"],
  ["G", "go to a place or date"],
  ["Backspace", "back to the scene"],
  ["+  −  and Shift with arrows", "zoom and move the map"],
  ["B", "blank, and back"],
  ["P", "pointer"],
  ["N", "window for the speaker"],
  ["Z", "hold the audience’s picture"],
  ["S", "sources"],
  ["F", "full screen"],
  ["Esc", "leave"],
];

export function keyTable() {
  return [
    create("h2", "", "Keys"),
    list(
      "pr-keys",
      KEYS.map(([keys, words]) => {
        const item = create("li");
        item.append(create("kbd", "", keys), create("span", "", words));
        return item;
      }),
    ),
  ];
}

/** @param {Scene} scene */
export function sourceTable({ sources, differs }) {
  const items = sources.map(({ title, publisher, published }) =>
    create("li", "", [publisher, published, title].filter(Boolean).join(", ")),
  );
  return [
    ...differs.map((sentence) => create("p", "", sentence)),
    create("h2", "", `Sources of this scene: ${sources.length}`),
    list("pr-cited", items),
  ];
}

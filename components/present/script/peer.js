// Peer: the other of the two windows, audience and speaker, kept in step by messages. It needs no server:
// the speaker's window is written from the document this window was opened with.

import { ROOT } from "../../map/script/addresses.js";
import { button, create } from "../../map/script/dom.js";
import { CONTENT, ROLE, SOURCE } from "./document_data.js";

export class Peer {
  /** @type {PresenterState} */
  last;

  /** @param {(state: PresenterState) => void} taken @param {() => void} gone */
  constructor(taken, gone) {
    this.other = ROLE === "speaker" ? window.opener : null;
    this.taken = taken;
    window.addEventListener("message", ({ source, data }) => {
      if (!this.other || source !== this.other || !data || !data.passage) return;
      if (data.passage === "ready") this.send(this.last);
      else taken(data.passage);
    });
    setInterval(() => {
      if (!this.other || !this.other.closed) return;
      this.other = null;
      gone();
    }, 500);
    window.addEventListener("pagehide", () => ROLE === "audience" && this.there && this.other.close());
    if (this.other) this.other.postMessage({ passage: "ready" }, "*");
  }

  get there() {
    return Boolean(this.other) && !this.other.closed;
  }

  // Opens the speaker's window; to be called from a key or click. Gives back whether there is one.
  /** @param {PresenterState} state */
  open(state) {
    this.last = state;
    if (ROLE === "speaker") return true;
    if (this.there) {
      this.other.focus();
      return true;
    }
    const other = window.open("", "passage-speaker", "width=1280,height=720");
    if (!other) return false;
    this.other = other;
    other.document.open();
    other.document.write(SOURCE.replace('data-role="audience"', 'data-role="speaker"'));
    other.document.close();
    return true;
  }

  // Only numbers and positions go over, nothing of the case.
  /** @param {PresenterState} state */
  send(state) {
    this.last = state;
    if (this.there && state) this.other.postMessage({ passage: state }, "*");
  }
}

// The speaker's side: notes, what comes next, the time of day and since the beginning.
export class Desk {
  /** @param {import("./stage.js").Stage} stage */
  constructor(stage) {
    this.root = create("aside", "pr-desk");
    this.clock = create("p", "pr-clock");
    this.holdNote = create("p", "pr-held");
    this.notes = create("div", "pr-notes");
    this.next = create("div", "pr-next");
    this.root.append(
      this.clock,
      this.holdNote,
      create("h2", "", "Notes"),
      this.notes,
      create("h2", "", "Next"),
      this.next,
    );
    this.began = Date.now();
    const again = button("pr-again", "Start the time again", "", () => {
      this.began = Date.now();
      this.tick();
    });
    this.link = create("a", "", "Open this scene on its page");
    this.link.target = "_blank";
    this.link.hidden = !Object.keys(CONTENT.passes).length;
    this.root.append(again, this.link, create("p", "pg-soft", "Keys work in this window too. H shows them."));
    stage.root.classList.add("pr-speaker");
    stage.root.append(this.root);
    setInterval(() => this.tick(), 1000);
    this.tick();
  }

  tick() {
    const now = new Date();
    const seconds = Math.floor((Date.now() - this.began) / 1000);
    const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    const passed = `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    this.clock.replaceChildren(
      create("strong", "", `${two(now.getHours())}:${two(now.getMinutes())}`),
      create("span", "", `since the start ${passed}`),
    );
  }

  /** @param {PresenterState} state */
  show(state) {
    const scene = CONTENT.scenes[state.scene];
    const next = CONTENT.scenes[state.scene + 1];
    if (!this.link.hidden) this.link.href = new URL(scene.link, ROOT).href;
    this.notes.replaceChildren(
      ...(scene.notes || "No notes.").split("\n").map((line) => create("p", "", line)),
    );
    this.next.replaceChildren(
      ...(next
        ? [create("h3", "", next.title), ...next.lines.map((line) => create("p", "", line))]
        : [create("p", "", "This is the last scene.")]),
    );
    const words = [
      state.held === null
        ? ""
        : `The audience sees the held picture of scene ${state.held + 1}. Z lets it follow again.`,
      state.blank ? "The audience sees a blank screen. B shows the picture again." : "",
    ];
    this.holdNote.textContent = words.filter(Boolean).join(" ");
    this.holdNote.hidden = !this.holdNote.textContent;
  }
}

// "Copy link" copies at the press of it: the address line holds the whole view, with where the map was moved to.
// What it then opens has the address to read, and other kinds of link.
(() => {
  "use strict";
  const SECONDS = 4;
  const GROUND = "position:fixed;left:50%;top:56px;transform:translateX(-50%);z-index:1000000;";
  const LETTERS = "padding:8px 14px;border-radius:6px;background:#1d2730;color:#ffffff;font:14px sans-serif";

  /** @param {string} words */
  function say(words) {
    const line = document.createElement("div");
    line.setAttribute("role", "status");
    line.style.cssText = GROUND + LETTERS;
    document.body.append(line);
    line.textContent = words;
    setTimeout(() => line.remove(), SECONDS * 1000);
  }

  // Where a page comes without https, a browser has no clipboard for it but the old command.
  /** @param {string} text */
  function copyByCommand(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.style.cssText = "position:fixed;opacity:0";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }

  /** @param {string} text */
  async function copy(text) {
    try {
      await window.navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyByCommand(text);
    }
  }

  // A phone has a sheet of its own for that, where it is offered; a reader who closes it wants no copy either.
  async function share() {
    const { navigator } = window;
    if (!navigator.share || !window.matchMedia("(pointer: coarse)").matches) return false;
    try {
      await navigator.share({ title: document.title, url: location.href });
      return true;
    } catch (error) {
      return /** @type {Error} */ (error).name === "AbortError";
    }
  }

  document.addEventListener(
    "click",
    async (event) => {
      const target = /** @type {Element} */ (event.target);
      const button = target.closest && target.closest(".st-key-copy_link button");
      if (!button || button.getAttribute("aria-expanded") === "true") {
        return;
      }
      if (await share()) return;
      const done = await copy(location.href);
      say(
        done ? "Link copied: this view, with where the map stands." : "Not copied: take the address below.",
      );
    },
    true,
  );
})();

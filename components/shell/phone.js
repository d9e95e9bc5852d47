// The phone's one line: the ways to pages and filters, which a style sheet for narrow windows shows as sheets; the room
// the answer leaves to the map; and the names of columns, which cells of a table shown as a list carry.
(() => {
  "use strict";
  const root = document.documentElement;
  const SHEETS = [
    ["phone-pages", "☰", "Pages, names, links"],
    ["phone-filters", "Filters", "Dates and filters"],
  ];
  const FOOT = 6;
  /** @type {HTMLButtonElement[]} */
  const buttons = [];

  /** @param {string} name the sheet to open, empty for none */
  function open(name) {
    SHEETS.forEach(([sheet], number) => {
      root.classList.toggle(sheet, sheet === name);
      buttons[number].setAttribute("aria-expanded", String(sheet === name));
    });
  }

  function build() {
    const bar = document.createElement("div");
    bar.id = "phone-bar";
    for (const [sheet, sign, label] of SHEETS) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", label);
      button.setAttribute("aria-expanded", "false");
      button.addEventListener("click", () => open(root.classList.contains(sheet) ? "" : sheet));
      buttons.push(button);
    }
    bar.append(...buttons);
    document.body.prepend(bar);
  }

  // What stands above the map, in pixels of the page before it is scrolled.
  function measure() {
    const map = document.querySelector(".st-key-stage_map");
    const main = document.querySelector("[data-testid=stMain]");
    if (!map || !main) return;
    const above = Math.round(map.getBoundingClientRect().top + main.scrollTop) + FOOT;
    if (root.style.getPropertyValue("--above") !== `${above}px`) {
      root.style.setProperty("--above", `${above}px`);
    }
  }

  let due = 0;
  function look() {
    if (due) return;
    due = requestAnimationFrame(() => {
      due = 0;
      measure();
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    build();
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const sheet = "#phone-bar, .st-key-masthead, [data-testid=stPopoverBody]";
    if (!target.closest(sheet) || target.closest(".st-key-top a")) open("");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("[data-testid=stPopoverBody]")) open("");
  });
})();

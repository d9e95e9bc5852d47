// The dialog to go to a place or date: what is typed, and what answers it.

import { button, create } from "../../map/script/dom.js";
import { answersTo } from "./goto.js";

// An answer as both windows hear of it.
/** @param {Answer} answer @returns {Answer} */
function destination(answer) {
  const { name } = answer;
  if (answer.kind === "date") return { kind: answer.kind, name, at: answer.at };
  return { kind: answer.kind, name, lat: answer.lat, lon: answer.lon };
}

// Opens it over the stage; `go` is called with what was chosen.
/** @param {import("./stage.js").Stage} stage @param {Scene} scene @param {(answer: Answer) => void} go */
export function openGoto(stage, scene, go) {
  const input = create("input", "");
  const list = create("ul", "pr-found");
  const label = create("label", "", "Place, in any spelling, or date");
  const choose = (/** @type {Answer} */ answer) => {
    stage.over(null);
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    if (focused) focused.blur();
    go(destination(answer));
  };
  const item = (/** @type {Answer} */ answer) => {
    const line = create("li");
    line.append(button("", answer.name, "", () => choose(answer)));
    return line;
  };
  input.type = "text";
  input.autocomplete = "off";
  input.addEventListener("input", () => list.replaceChildren(...answersTo(input.value, scene).map(item)));
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const [first] = answersTo(input.value, scene);
    const offered = list.querySelector("button");
    if (event.key === "Enter" && first) {
      choose(first);
    } else if (event.key === "ArrowDown" && offered) {
      offered.focus();
    } else if (event.key === "Escape" || (event.key === "Backspace" && !input.value)) {
      stage.over(null);
    } else {
      return;
    }
    event.preventDefault();
  });
  label.append(input);
  stage.over([create("h2", "", "Go to"), label, list], "Go to");
  input.focus();
}

// Touch: one finger scrolls the page, two move and zoom the map.

const HINT_FOR = 1600;
const FAR = 24;

const byFinger = () => window.matchMedia("(pointer: coarse)").matches;

// Lets one pointer move the map, where that is a mouse or a pen.
/** @param {L.Map} map */
export function letDrag(map) {
  if (byFinger()) map.dragging.disable();
  else map.dragging.enable();
}

// Says how the map is moved to whom one finger does not move it.
/** @param {L.Map} map @param {HTMLElement} hint */
export function hintAtTwoFingers(map, hint) {
  const root = map.getContainer();
  let x = 0;
  let leaving = 0;
  hint.hidden = true;
  root.addEventListener("touchstart", ({ touches }) => {
    x = touches[0].clientX;
    if (touches.length > 1) hint.hidden = true;
  });
  root.addEventListener("touchmove", ({ touches }) => {
    if (touches.length > 1 || Math.abs(touches[0].clientX - x) < FAR || !byFinger()) return;
    hint.hidden = false;
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      hint.hidden = true;
    }, HINT_FOR);
  });
}

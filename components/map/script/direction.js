// Names written from right to left, so that they turn round nothing beside them: as geo.words does it.

const RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]";
const RUN = new RegExp(`${RIGHT_TO_LEFT}+(?:[ \u00a0'’.-]+${RIGHT_TO_LEFT}+)*`, "gu");

/** @param {string} text */
export function inOrder(text) {
  return text.replace(RUN, "\u200e$&\u200e");
}

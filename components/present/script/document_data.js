// Held: the document's own data, and a layer that asks it instead of a server.

import { RENEW_EVERY, ROOT, nameIn, renewed } from "../../map/script/addresses.js";
import { unpackGround } from "../../map/script/ground.js";
import { layer } from "../../map/script/passage.js";

/** @type {DocumentContent} */
export const CONTENT = JSON.parse(
  /** @type {HTMLElement} */ (document.getElementById("held")).textContent || "",
);
export const ROLE = document.documentElement.dataset.role;
// The document as it came, from which the speaker's window is made: taken before anything is added to it.
export const SOURCE = `<!doctype html>\n${document.documentElement.outerHTML}`;
// Type on the map is not smaller than 18 pixels of a window 1280 wide.
const TYPE = 1.46;

// The layer script tells passes from names; here a pass is a name with nothing to check.
for (const { message } of CONTENT.scenes) {
  for (const kind of /** @type {const} */ (["columns", "labels"])) {
    if (message[kind]) message[kind] += ".held";
  }
}

/** @param {string} text */
function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** @param {string} name */
function unpackedFile(name) {
  const body = CONTENT.files[name];
  if (!body) return null;
  return new Response(new Blob([bytesOf(body)]).stream().pipeThrough(new DecompressionStream("gzip")));
}

// A file of the document that is always there, such as the base map or a scene's facts.
/** @param {string} name */
function jsonOf(name) {
  const file = unpackedFile(name);
  if (!file) throw new Error(`${name} is not in the document`);
  return file.json();
}

// How much larger than its layout of 1280 by 720 the document is shown.
export function enlargement() {
  const { clientWidth, clientHeight } = document.documentElement;
  return Math.max(Math.min(clientWidth / 1280, clientHeight / 720), 0.55);
}

export function holdFiles() {
  layer.moving = false;
  layer.fetched = (address) => {
    const path = address.href.slice(ROOT.href.length);
    const cut = path.indexOf("/");
    const name = nameIn(path.slice(cut + 1));
    return Promise.resolve(unpackedFile(path.slice(0, cut + 1) + name));
  };
  layer.readGround = async () => {
    layer.pending++;
    layer.relief = new Image();
    layer.relief.onload = () => layer.arrived(true);
    layer.relief.src = CONTENT.files["relief.webp"];
    layer.base = unpackGround(await jsonOf("base.json"));
    layer.pending--;
    layer.rank();
    layer.arrived(true);
  };
  layer.keepPosition = () => {};
  layer.typeSize = () => TYPE;
  // While the map moves it is painted less finely, and so in time.
  layer.sharpness = () => Math.min((window.devicePixelRatio || 1) * (layer.moving ? 1 : enlargement()), 4);
}

export const FACTS = new Map();

// What the state on any date is made of, for every scene.
export async function holdFilms() {
  for (const { film: digest } of CONTENT.scenes.map(({ message }) => message)) {
    if (digest && !FACTS.has(digest)) FACTS.set(digest, jsonOf(`film/${digest}`));
  }
  for (const [digest, facts] of FACTS) FACTS.set(digest, await facts);
}

async function renewPasses() {
  for (const [version, pass] of Object.entries(CONTENT.passes)) {
    CONTENT.passes[version] = await renewed("card", pass);
  }
}

export function holdCards() {
  setInterval(renewPasses, RENEW_EVERY);
  layer.card.read = async (reference) => {
    const { version, names } = layer.message;
    const cards = CONTENT.cards[`${version} ${names}`];
    if (cards && cards[reference]) return cards[reference];
    const cut = reference.indexOf(":");
    const pass = CONTENT.passes[version];
    if (!pass) {
      return {
        title: "Not in this file",
        lines: ["The details of this feature are not held here."],
        notes: [],
        sources: [],
      };
    }
    const parts = [pass, reference.slice(0, cut), reference.slice(cut + 1)].map(encodeURIComponent);
    const answer = await fetch(new URL(`card/${parts.join("/")}?names=${encodeURIComponent(names)}`, ROOT));
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };
}

// Addresses of what the map fetches from its server, and the signed passes in them.

// Addresses are told from the frame's own, so that the app may be served under any path.
export const ROOT = new URL("../../", document.baseURI);

// What a pass is for: it holds a name, an hour and a signature, of which the last two change with time.
/** @param {string | null} pass */
export function nameIn(pass) {
  return pass ? pass.slice(0, pass.indexOf(".")) : null;
}

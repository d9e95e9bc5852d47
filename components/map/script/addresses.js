// Addresses of what the map fetches from its server, and the signed passes in them.

// Addresses are told from the frame's own, so that the app may be served under any path.
export const ROOT = new URL("../../", document.baseURI);

// A pass is good for an hour at least; what stays open exchanges it well before, in milliseconds.
export const RENEW_EVERY = 20 * 60 * 1000;

// A new pass for one that is still good; the same where the server gives none.
/**
 * @param {string} kind
 * @param {string} pass
 */
export async function renewed(kind, pass) {
  try {
    const answer = await fetch(new URL(`renew/${kind}/${encodeURIComponent(pass)}`, ROOT));
    return answer.ok ? (await answer.json()).pass : pass;
  } catch {
    return pass;
  }
}

// What a pass is for: it holds a name, an hour and a signature, of which the last two change with time.
/** @param {string | null} pass */
export function nameIn(pass) {
  return pass ? pass.slice(0, pass.indexOf(".")) : null;
}

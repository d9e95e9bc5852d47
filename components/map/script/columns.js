// Events as typed arrays, as geo.columns packs them: fetched once, then only looked through.

const ROLE_SITE = 0;
const MINUTES_A_DAY = 1440;

function plane4(bytes, at, n) {
  const out = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    out[i] = bytes[at + i] | (bytes[at + n + i] << 8) | (bytes[at + 2 * n + i] << 16) |
      (bytes[at + 3 * n + i] << 24);
  }
  return out;
}

function unpackColumns(buffer) {
  const bytes = new Uint8Array(buffer), view = new DataView(buffer);
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== "PSG1") throw new Error("not columns");
  const headLength = view.getUint32(4, true);
  const { n, p, idw } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headLength)));
  let at = 8 + headLength;
  const floats = (count) => {
    const found = new Float32Array(buffer.slice(at, at + 4 * count));
    at += 4 * count;
    return found;
  };
  const small = (count) => bytes.subarray(at, (at += count));
  const four = () => {
    const found = plane4(bytes, at, n);
    at += 4 * n;
    return found;
  };
  const x = floats(p), y = floats(p), accuracy = small(p);
  const start = four(), length = four(), spot = four();
  const end = new Int32Array(n);
  let when = 0, where = 0;
  for (let i = 0; i < n; i++) {
    start[i] = when += start[i];
    end[i] = when + length[i];
    spot[i] = where += (spot[i] >>> 1) ^ -(spot[i] & 1);
  }
  return { n, x, y, accuracy, start, end, spot, category: small(n), flags: small(n), ids: small(n * idw), idw };
}

function idOf(columns, row) {
  const one = columns.ids.subarray(row * columns.idw, (row + 1) * columns.idw);
  return new TextDecoder().decode(one).replace(/\0+$/, "");
}

function rowOf(columns, id) {
  const wanted = new TextEncoder().encode(id), { ids, idw, n } = columns;
  if (wanted.length > idw) return -1;
  for (let row = 0; row < n; row++) {
    let i = 0;
    while (i < idw && ids[row * idw + i] === (i < wanted.length ? wanted[i] : 0)) i++;
    if (i === idw) return row;
  }
  return -1;
}

function metresOf(byte) {
  return byte ? GRAMMAR.accuracy[0] * Math.pow(GRAMMAR.accuracy[1], byte - 1) : 0;
}

// Rows of the window: those with a point of their own, and those without, which are counted and listed.
function inWindow(columns, span, mask) {
  const { n, start, end, category, flags } = columns, [from, to] = span;
  const sited = [], other = [];
  for (let i = 0; i < n; i++) {
    if (start[i] >= to) break;
    if (end[i] <= from || !mask[category[i]]) continue;
    ((flags[i] & 3) === ROLE_SITE ? sited : other).push(i);
  }
  return { sited, other };
}

// Bits of a row's flags, as geo.columns sets them.
const UNCERTAIN_OR_DISPUTED = 16 | 32;
const SINGLE_SOURCE = 64;

// Told to the month or year and not wholly inside the window, marked as uncertain, or disputed.
function isDoubtful(columns, row, span) {
  const flags = columns.flags[row], coarse = ((flags >> 2) & 3) >= 2;
  const inside = columns.start[row] >= span[0] && columns.end[row] <= span[1] + MINUTES_A_DAY;
  return (flags & UNCERTAIN_OR_DISPUTED) !== 0 || (coarse && !inside);
}

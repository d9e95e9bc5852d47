// Density: where signs would hide one another, one sign a cell of the grid tells of all events in it.

// More cells, signs or spots than these cannot be told apart as signs of their own.
const MOST_CELLS = 70, MOST_SIGNS = 170, MOST_SPOTS = 1500;
// Half the width of the smallest and the largest sign, in pixels.
const SMALLEST = 3.4, LARGEST = 10.5;
const NUMBERED = 40;

class Density {
  constructor(scene) {
    this.scene = scene;
    this.dense = false;
    this.list = new Int32Array(0);
  }

  fit() {
    const { cells } = this.scene;
    if (this.total && this.total.length >= cells) return;
    for (const name of ["total", "lasting", "sumX", "sumY"]) this[name] = new Float64Array(cells);
    this.kinds = new Int32Array(cells * KINDS);
    this.list = new Int32Array(cells);
  }

  // Adds up what the tally holds for each cell; says how crowded the screen is.
  gather(tally, mask) {
    const { scene } = this, { here, lasting } = tally;
    this.fit();
    this.length = this.spots = this.signs = this.drawn = 0;
    for (let cell = 0; cell < scene.cells; cell++) {
      let total = 0;
      for (let i = scene.first[cell]; i < scene.first[cell + 1]; i++) {
        const spot = scene.spots[i];
        if (!here.atSpot[spot]) continue;
        if (!total) this.open(cell);
        const own = this.take(cell, spot, here.bySpot, lasting.bySpot, mask);
        if (own) this.spots++;
        total += own;
      }
      if (!total) continue;
      this.list[this.length++] = cell;
      this.drawn += total;
      for (let kind = 0; kind < KINDS; kind++) if (this.kinds[cell * KINDS + kind]) this.signs++;
    }
    const ease = this.dense ? 0.8 : 1;
    this.dense = this.length > MOST_CELLS * ease || this.signs > MOST_SIGNS * ease || this.spots > MOST_SPOTS;
  }

  open(cell) {
    this.total[cell] = this.lasting[cell] = this.sumX[cell] = this.sumY[cell] = 0;
    this.kinds.fill(0, cell * KINDS, (cell + 1) * KINDS);
  }

  take(cell, spot, here, lasting, mask) {
    let own = 0;
    for (let kind = 0; kind < KINDS; kind++) {
      const count = here[spot * KINDS + kind];
      if (!count || !mask[kind]) continue;
      own += count;
      this.kinds[cell * KINDS + kind] += count;
      this.lasting[cell] += lasting[spot * KINDS + kind];
    }
    this.total[cell] += own;
    this.sumX[cell] += own * this.scene.x[spot];
    this.sumY[cell] += own * this.scene.y[spot];
    return own;
  }

  // The category most events of a cell have.
  kindOf(cell) {
    let found = 0;
    for (let kind = 1; kind < KINDS; kind++) if (this.kinds[cell * KINDS + kind] > this.kinds[cell * KINDS + found]) found = kind;
    return found;
  }

  // Where a cell's sign stands: amid its events, so that a single one stands on its point.
  middle(cell) {
    return [this.sumX[cell] / this.total[cell], this.sumY[cell] / this.total[cell]];
  }

  half(cell, k) {
    return halfFor(this.total[cell], this.most, k);
  }

  words(cell) {
    const told = [];
    for (let kind = 0; kind < KINDS; kind++) {
      const count = this.kinds[cell * KINDS + kind];
      if (count) told.push([count, `${count.toLocaleString("en")} ${GRAMMAR.categories[kind].label.toLowerCase()}`]);
    }
    return told.sort((a, b) => b[0] - a[0]).map(([, words]) => words).join(", ");
  }
}

// Signs grow with the number, ever slower, and in steps, so that few pictures of them serve all.
const GROWTH = 0.4;

function halfFor(count, most, k) {
  const part = most > 1 ? Math.pow(count / most, GROWTH) : 0;
  return (SMALLEST + Math.round(part * 10) / 10 * (LARGEST - SMALLEST)) * k;
}

const pictures = new Map();

// A sign drawn once and then copied.
function pictureOf(paint, kind, half, ended) {
  const key = `${kind} ${half.toFixed(2)} ${ended} ${paint.themeName} ${paint.ratio}`;
  if (!pictures.has(key)) {
    if (pictures.size > 600) pictures.clear();
    const picture = document.createElement("canvas"), side = Math.ceil((half + 4) * paint.ratio) * 2;
    picture.width = picture.height = side;
    const g = picture.getContext("2d");
    g.setTransform(paint.ratio, 0, 0, paint.ratio, side / 2, side / 2);
    const { path, [paint.themeName]: colour } = GRAMMAR.categories[kind];
    paintSign(g, path, 0, 0, half, colour, paint.theme, ended ? "ended" : "");
    pictures.set(key, picture);
  }
  return pictures.get(key);
}

function paintDensity(paint, density) {
  const { g, ratio } = paint, { list, length } = density;
  const order = list.subarray(0, length);
  density.most = order.reduce((most, cell) => Math.max(most, density.total[cell]), 1);
  order.sort((a, b) => density.total[b] - density.total[a]);
  g.save();
  g.setTransform(1, 0, 0, 1, 0, 0);
  for (let i = length - 1; i >= 0; i--) {
    const cell = order[i], [x, y] = density.middle(cell);
    const picture = pictureOf(paint, density.kindOf(cell), density.half(cell, paint.k), !density.lasting[cell]);
    g.drawImage(picture, Math.round(x * ratio - picture.width / 2), Math.round(y * ratio - picture.height / 2));
  }
  g.restore();
}

// The largest cells with their numbers, above the roads. `paintDensity` has put them first.
function numberCells(paint, density) {
  const cells = density.list.subarray(0, Math.min(NUMBERED, density.length));
  const size = Math.round(11 * paint.k), font = `650 ${size}px ${FONT}`;
  for (const cell of cells) {
    if (density.total[cell] < 2) return;
    const [x, y] = density.middle(cell), half = density.half(cell, paint.k), text = shortNumber(density.total[cell]);
    const left = x + half + 2, box = [left - 1, y - size / 2 - 1, left + textWidth(paint.g, text, font) + 2, y + size / 2 + 1];
    if (!paint.taken.free(box)) continue;
    paint.taken.take(box);
    haloText(paint.g, text, left, y + 0.5, font, paint.theme.text, paint.theme);
  }
}

function shortNumber(count) {
  if (count < 1000) return String(count);
  const thousands = count / 1000;
  return thousands < 1000 ? `${thousands < 10 ? thousands.toFixed(1) : Math.round(thousands)}k` : `${(thousands / 1000).toFixed(1)}m`;
}

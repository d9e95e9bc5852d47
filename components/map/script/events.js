// Events: one sign a category at each spot, with a number where there is more than one.

const HALF = 6.4;
const MANY = 20000;

// Rows by spot, then spots nearer than a sign's width on screen as one.
function spotsOf(paint, columns, rows) {
  const bySpot = new Map();
  for (const row of rows) {
    const spot = columns.spot[row];
    if (!bySpot.has(spot)) bySpot.set(spot, []);
    bySpot.get(spot).push(row);
  }
  const spots = [...bySpot].map(([number, own]) => ({
    x: columns.x[number - 1] * paint.scale - paint.ox, y: columns.y[number - 1] * paint.scale - paint.oy,
    metres: metresOf(columns.accuracy[number - 1]), rows: own, spots: [number],
  }));
  spots.sort((a, b) => b.rows.length - a.rows.length);
  return gathered(spots, 20 * paint.k);
}

function gathered(spots, reach) {
  const kept = [], cells = new Map();
  for (const spot of spots) {
    const cx = Math.floor(spot.x / reach), cy = Math.floor(spot.y / reach);
    let host = null;
    for (let dx = -1; dx <= 1 && !host; dx++) {
      for (let dy = -1; dy <= 1 && !host; dy++) {
        host = (cells.get(`${cx + dx},${cy + dy}`) || []).find((one) => Math.hypot(one.x - spot.x, one.y - spot.y) < reach);
      }
    }
    if (host) {
      host.rows = host.rows.concat(spot.rows);
      host.spots.push(...spot.spots);
      host.metres = Math.max(host.metres, spot.metres);
      continue;
    }
    kept.push(spot);
    const key = `${cx},${cy}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(spot);
  }
  return kept;
}

function paintRings(paint, spots) {
  const { g, theme } = paint;
  for (const spot of spots) {
    const r = spot.metres / paint.metresPerPixel;
    if (spot.metres < 2400 || r < 11 || r > 600) continue;
    g.beginPath();
    g.arc(spot.x, spot.y, r, 0, 2 * Math.PI);
    if (spot.metres >= 9000) {
      g.fillStyle = hatch(g, withAlpha(theme.soft, 0.25), 9);
      g.fill();
    }
    g.setLineDash([6, 4]);
    g.lineWidth = 1.4;
    g.strokeStyle = theme.soft;
    g.stroke();
    g.setLineDash([]);
  }
}

function chipsOf(paint, columns, spot, span) {
  const counts = new Map();
  for (const row of spot.rows) {
    const key = columns.category[row];
    if (!counts.has(key)) counts.set(key, { key, rows: [], doubtful: true });
    const chip = counts.get(key);
    chip.rows.push(row);
    chip.doubtful = chip.doubtful && isDoubtful(columns, row, span);
  }
  const font = `650 ${Math.round(11 * paint.k)}px ${FONT}`, half = HALF * paint.k;
  return [...counts.values()].sort((a, b) => a.key - b.key).map((chip) => {
    const number = chip.rows.length > 1 ? String(chip.rows.length) : "";
    return { ...chip, number, font, half, w: 2 * half + (number ? textWidth(paint.g, number, font) + 3 : 0) };
  });
}

function rowsOfChips(chips, gap) {
  const most = chips.length <= 4 ? 4 : 3, lines = [];
  for (let i = 0; i < chips.length; i += most) {
    const line = chips.slice(i, i + most);
    lines.push({ line, w: line.reduce((sum, chip) => sum + chip.w, 0) + gap * (line.length - 1) });
  }
  return lines;
}

function paintChips(paint, columns, spots, span) {
  const { g, theme } = paint, gap = 6 * paint.k;
  for (const spot of spots) {
    const chips = chipsOf(paint, columns, spot, span), lines = rowsOfChips(chips, gap);
    const high = 2 * HALF * paint.k + 5, w = Math.max(...lines.map((line) => line.w)), h = lines.length * high;
    const single = chips.length === 1;
    const left = single ? spot.x - HALF * paint.k : spot.x - w / 2, top = single ? spot.y - high / 2 : spot.y + 7;
    const box = [left - 4, top - 2, left + w + 4, top + h + 2];
    spot.box = box;
    paint.taken.take(box);
    if (!single) {
      g.beginPath();
      g.roundRect(box[0], box[1], box[2] - box[0], box[3] - box[1], 5);
      g.fillStyle = theme.plate;
      g.fill();
      g.lineWidth = 0.8;
      g.strokeStyle = withAlpha(theme.soft, 0.5);
      g.stroke();
    }
    lines.forEach(({ line, w: wide }, at) => {
      let x = single ? left : spot.x - wide / 2;
      const y = top + at * high + high / 2;
      for (const chip of line) {
        const category = GRAMMAR.categories[chip.key], colour = category[paint.themeName];
        paintSign(g, category.path, x + chip.half, y, chip.half, colour, theme, chip.doubtful);
        if (chip.number) haloText(g, chip.number, x + 2 * chip.half + 3, y + 0.5, chip.font, theme.text, theme);
        x += chip.w + gap;
      }
    });
    const words = chips.map((chip) => `${chip.rows.length} ${GRAMMAR.categories[chip.key].label.toLowerCase()}`).join(", ");
    paint.hits.push({ shape: "box", box, rows: spot.rows, label: words, kind: "event", x: spot.x, y: spot.y });
  }
}

// Beyond what signs can show, each event is one dot of its category's colour.
function paintDensely(paint, columns, rows) {
  const { g } = paint;
  const colours = GRAMMAR.categories.map((one) => one[paint.themeName]);
  for (const row of rows) {
    const spot = columns.spot[row] - 1;
    const x = columns.x[spot] * paint.scale - paint.ox, y = columns.y[spot] * paint.scale - paint.oy;
    if (x < 0 || y < 0 || x > paint.w || y > paint.h) continue;
    g.fillStyle = colours[columns.category[row]];
    g.fillRect(x - 1.5, y - 1.5, 3, 3);
  }
}

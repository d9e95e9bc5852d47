// The legend while dates are played: all that may come is in it from the start, so that it stands still.

const IN_ORDER = ["Road", "Event", "Mark", "Movement"];

// `message` is the page's, `told` what playedAt gave, `mask` the categories shown.
function playedLegend(message, film, told, columns, mask) {
  const own = message.legend, groupOf = (heading) => own.filter(([group]) => group === heading);
  const roads = told.routes ? roadEntries(film, groupOf("Road")) : groupOf("Road");
  const events = columns ? eventEntries(columns, mask, groupOf("Event")) : groupOf("Event");
  const rest = own.filter(([group, sign]) => !IN_ORDER.includes(group) && !(told.sizes && sign === "circle") && sign !== "silence");
  const silent = told.silences && film.silences.length ? [film.silent] : [];
  return [...roads, ...silent, ...events, ...markEntries(film, told, message.topic, groupOf("Mark")), ...flowEntries(told, groupOf("Movement")),
    ...(told.sizes || []), ...rest];
}

function roadEntries(film, own) {
  const present = new Set(film.roads.flatMap((road) => road.spans.map((span) => span[2])).concat("unknown"));
  const statuses = Object.entries(GRAMMAR.statuses).filter(([key]) => present.has(key));
  const words = own.find(([, sign]) => sign === "text") || ["Road", "text", "", "Lines between places, not surveyed roads", 0];
  return statuses.length ? [...statuses.map(([key, { label }]) => ["Road", "status", key, label, 0]), words] : [];
}

function eventEntries(columns, mask, own) {
  if (columns.present === undefined) {
    const seen = new Set();
    for (let row = 0; row < columns.n; row++) if ((columns.flags[row] & 3) === ROLE_SITE) seen.add(columns.category[row]);
    columns.present = seen;
  }
  const shown = GRAMMAR.categories.filter((_, at) => columns.present.has(at) && mask[at]);
  return [...shown.map(({ key, label }) => ["Event", "category", key, label, 0]), ...own.filter(([, sign]) => sign !== "category")];
}

function markEntries(film, told, topic, own) {
  const sign = (glyph, kind) => ["Mark", "sign", `${glyph};${kind}`, GRAMMAR.signLabels[glyph], 0], shown = TOPICS[topic] || {};
  if (shown.cut) return Object.values(film.network.cut).map(([glyph, kind]) => sign(glyph, kind));
  return shown.held && film.held.length ? [sign("waiting", "aid")] : own;
}

function flowEntries(told, own) {
  if (!told.flows || told.flows.widest === undefined) return own;
  const words = told.flows.widest ? [["Movement", "text", "", `Widest arrow: ${numberWords(told.flows.widest)} people`, 0]] : [];
  const sample = own.find(([, sign]) => sign === "flow") || ["Movement", "flow", "displacement", "People displaced (not the road taken)", 0];
  return [sample, ...words];
}

// Charts by Observable Plot: one accent and greys, the target dashed, uncertainty as a band, labels at the line's end.
// The table beside a chart says the same; what a chart needs stands in its page as JSON.

const { Plot, d3 } = window;
const INK = "var(--ink-3)", ACCENT = "var(--accent)", GREY = "var(--gray-40)", SOFT = "var(--line-soft)";
const KOREAN = document.documentElement.lang !== "en";

const whole = new Intl.NumberFormat(document.documentElement.lang);
const minus = (text) => text.replace(/^-/, "−");
const FORMATS = {
  share: (value) => minus(`${(100 * value).toFixed(1)}%`),
  points: (value) => minus(value.toFixed(1)),
  count: (value) => whole.format(Math.round(value)),
  won: wonShort,
};

function wonShort(value) {
  const size = Math.abs(value);
  if (!KOREAN) return size >= 1e9 ? `${trim(value / 1e9)}bn` : size >= 1e6 ? `${trim(value / 1e6)}m` : whole.format(value);
  if (size >= 1e8) return `${trim(value / 1e8)}억`;
  return size >= 1e4 ? `${whole.format(Math.round(value / 1e4))}만` : whole.format(value);
}
const trim = (value) => whole.format(Number(value.toPrecision(3)));

// Where there is little room: no decimals in a share, two digits of an amount.
function shortly(unit) {
  if (unit === "share") return (value) => minus(`${Math.round(100 * value)}%`);
  return unit === "won" ? (value) => wonShort(Number(value.toPrecision(2))) : FORMATS[unit];
}

// Few ticks, said shortly: a share without the decimal that is always zero.
function axisFormat(unit) {
  if (unit === "points") return (value) => minus(String(Number(value.toFixed(1))));
  if (unit !== "share") return FORMATS[unit] ?? FORMATS.count;
  return (value) => minus(`${Number((100 * value).toFixed(1))}%`);
}

const known = (rows) => rows.filter((row) => row.value !== null && row.value !== undefined);
const pairs = (points) => (points ?? []).map(([year, value]) => ({ year, value }));

function years(...lists) {
  const all = lists.flat().map((row) => row.year);
  return [d3.min(all), d3.max(all)];
}

function frame(width, unit, [first, last], lines, extra = {}) {
  const step = width < 480 && last - first > 6 ? 2 : 1;
  return {
    width, height: width < 480 ? 260 : 320, marginLeft: 56, marginRight: width < 480 ? 84 : 116, marginTop: 24, marginBottom: 32,
    x: { domain: [first, last], ticks: d3.range(first, last + 1, step), tickFormat: (year) => String(year), label: null, grid: false, inset: 4 },
    y: { ticks: 5, tickFormat: axisFormat(unit), label: null, grid: true, nice: true, zero: unit !== "share" || undefined, ...extra },
    marks: lines,
  };
}

// Labels at the line's end, pushed apart where they would touch: `high` is what all values span, `share` a label's part of it.
function endLabels(ends, values, share) {
  const [low, high] = d3.extent([...values, ...ends.map((end) => end.value)]);
  const room = (high - low || 1) * share;
  const placed = [...ends].sort((a, b) => d3.descending(a.value, b.value));
  let above = Infinity;
  for (const end of placed) {
    end.at = Math.min(end.value, above - room);
    above = end.at;
  }
  return placed.map((end) => Plot.text([end], { x: "year", y: "at", text: "text", dx: 8, textAnchor: "start", fill: end.color, className: end.strong ? "is-strong" : undefined }));
}

const titled = (unit, name) => (row) => `${name ? `${name} ` : ""}${row.year}: ${FORMATS[unit](row.value)}`;

// Several lines are named at their ends, on a phone in a key above, where there is room.
function lines(data, width) {
  const isNarrow = width < 480;
  const series = data.series.map((each, index) => ({ ...each, rows: pairs(each.points), color: index ? GREY : ACCENT }));
  const span = years(...series.map((each) => each.rows));
  const marks = [];
  if (data.band) marks.push(Plot.areaY(data.band.map(([year, low, high]) => ({ year, low, high })), { x: "year", y1: "low", y2: "high", fill: ACCENT, fillOpacity: 0.16 }));
  if (data.target) marks.push(Plot.ruleY([data.target.value], { stroke: INK, strokeDasharray: "5 4" }));
  for (const { rows, color, name } of series) {
    marks.push(Plot.lineY(rows, { x: "year", y: "value", stroke: color, strokeWidth: 2.5 }));
    marks.push(Plot.dot(known(rows), { x: "year", y: "value", fill: color, r: 3.5, title: titled(data.unit, name) }));
  }
  const ends = series.filter((each) => known(each.rows).length).map(({ rows, color, name }) => {
    const last = known(rows).at(-1);
    return { ...last, color: color === ACCENT ? ACCENT : INK, strong: color === ACCENT, text: series.length > 1 && !isNarrow ? name : FORMATS[data.unit](last.value) };
  });
  if (data.target) ends.push({ year: span[1], value: data.target.value, color: INK, text: data.target.label ?? "" });
  marks.push(...endLabels(ends, series.flatMap((each) => known(each.rows).map((row) => row.value)), 0.08));
  const longest = d3.max(ends, (end) => [...end.text].length) ?? 0;
  const drawn = { ...frame(width, data.unit, span, marks), marginRight: isNarrow ? 84 : Math.min(200, Math.max(72, 20 + longest * 13)) };
  return isNarrow && series.length > 1 ? { ...drawn, key: series.map(({ name, color }) => ({ name, color, full: true })) } : drawn;
}

function fan(data, width, say) {
  const observed = pairs(data.observed), none = pairs(data.none), target = pairs(data.target);
  const planned = (data.planned ?? []).map(([year, low, value, high]) => ({ year, low, value, high }));
  const last = known(observed).at(-1);
  const bridge = last && planned.length ? [{ ...last, low: last.value, high: last.value }] : [];
  const span = years(observed, planned, none, target);
  const marks = [
    Plot.areaY([...bridge, ...planned], { x: "year", y1: "low", y2: "high", fill: ACCENT, fillOpacity: 0.16 }),
    Plot.lineY([...bridge, ...none], { x: "year", y: "value", stroke: GREY, strokeWidth: 1.5, strokeDasharray: "2 3" }),
    Plot.lineY([...bridge, ...planned], { x: "year", y: "value", stroke: ACCENT, strokeWidth: 2 }),
    Plot.lineY(observed, { x: "year", y: "value", stroke: "var(--ink)", strokeWidth: 2.5 }),
    Plot.dot(known(observed), { x: "year", y: "value", fill: "var(--ink)", r: 3, title: titled(data.unit, say.sayObserved) }),
    Plot.dot(planned, { x: "year", y: "value", fill: ACCENT, r: 2.5, title: titled(data.unit, say.sayPlanned) }),
    target.length > 1
      ? Plot.lineY(target, { x: "year", y: "value", stroke: INK, strokeDasharray: "5 4" })
      : Plot.ruleY(target, { y: "value", stroke: INK, strokeDasharray: "5 4" }),
  ];
  const ends = [];
  const end = (rows, color, text, strong) => { const row = known(rows).at(-1); if (row) ends.push({ ...row, color, text: `${text}\n${FORMATS[data.unit](row.value)}`, strong }); };
  end(target, INK, say.sayTarget);
  end(planned, ACCENT, width < 480 ? "" : say.sayPlanned, true);
  end(none, INK, width < 480 ? "" : say.sayNone);
  if (!planned.length) end(observed, "var(--ink)", "");
  for (const each of ends) each.text = each.text.replace(/^\n/, "");
  marks.push(...endLabels(ends, planned.flatMap((row) => [row.low, row.high]).concat(known(observed).map((row) => row.value)), 0.15));
  const key = [[observed, say.sayObserved, "var(--ink)"], [planned, say.sayPlanned, ACCENT], [none, say.sayNone, GREY]]
    .filter(([rows]) => rows.length).map(([, name, color]) => ({ name, color, full: true }));
  return { ...frame(width, data.unit, span, marks), ...(width < 480 ? { marginRight: 64, key } : { marginRight: 132 }) };
}

// Horizontal rows: the label above its bar on a phone, beside it on a desk.
function rowsFrame(width, count, labels, unit, extra) {
  const longest = d3.max(labels, (label) => [...label].length) ?? 0;
  const marginLeft = Math.min(width * 0.4, 20 + longest * 14);
  return {
    width, height: 40 + count * 34, marginLeft, marginRight: 72, marginTop: 8, marginBottom: 28,
    y: { domain: labels, label: null, padding: 0.35, tickSize: 0, tickFormat: (text) => fit(text, marginLeft) },
    x: { ticks: width < 480 ? 2 : 5, tickFormat: axisFormat(unit), label: null, grid: true, ...extra },
  };
}
// In two lines where one has no room; what is still too long ends in an ellipsis, and the table says it whole.
function fit(text, room) {
  const most = Math.floor((room - 16) / 13), letters = [...text];
  if (letters.length <= most) return text;
  const space = letters.slice(0, most + 1).lastIndexOf(" "), at = space > 2 ? space : Math.min(most, letters.length - 2);
  const rest = letters.slice(at).join("").trim();
  return `${letters.slice(0, at).join("")}\n${[...rest].length > most ? `${[...rest].slice(0, most - 1).join("")}…` : rest}`;
}

function bars(data, width) {
  const rows = data.rows, there = known(rows), marked = rows.filter((row) => row.mark !== null && row.mark !== undefined);
  const lowest = Math.min(0, d3.min(there, (row) => row.value) ?? 0);
  const extra = data.max ? { domain: [lowest, data.max] } : {};
  const span = (data.max ?? d3.max(rows, (row) => Math.max(row.value ?? 0, row.mark ?? 0))) - lowest || 1;
  // The figure stands at its bar's end, past the mark only where the two would touch.
  const end = ({ value, mark }) => (mark > value && mark - value < (width < 480 ? 0.24 : 0.1) * span ? mark : Math.max(value, 0));
  return {
    ...rowsFrame(width, rows.length, rows.map((row) => row.label), data.unit, extra),
    marks: [
      Plot.barX(there, { y: "label", x: "value", fill: ACCENT, fillOpacity: (row) => (row.faint ? 0.4 : 0.9), title: (row) => `${row.label}: ${FORMATS[data.unit](row.value)}` }),
      Plot.tickX(marked, { y: "label", x: "mark", stroke: "var(--ink)", strokeWidth: 2.5, title: (row) => `${data.mark_label ?? ""} ${FORMATS[data.unit](row.mark)}` }),
      Plot.text(there, { y: "label", x: end, text: (row) => FORMATS[data.unit](row.value), dx: 8, textAnchor: "start", fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 4 }),
      Plot.text(rows.filter((row) => !there.includes(row)), { y: "label", x: lowest, text: () => (KOREAN ? "자료 없음" : "not known"), dx: 8, textAnchor: "start", fill: INK }),
      Plot.ruleX([0], { stroke: GREY }),
    ],
  };
}

function dots(data, width) {
  const rows = data.rows, both = rows.filter((row) => row.left !== null && row.right !== null);
  const some = (side) => rows.filter((row) => row[side] !== null && row[side] !== undefined);
  const say = (side) => (row) => `${row.label}, ${data[side]}: ${FORMATS[data.unit](row[side])}`;
  return {
    ...rowsFrame(width, rows.length, rows.map((row) => row.label), data.unit, { domain: [0, data.max ?? 100] }),
    marks: [
      Plot.link(both, { y1: "label", y2: "label", x1: "left", x2: "right", stroke: GREY, strokeWidth: 2 }),
      Plot.dot(some("left"), { y: "label", x: "left", r: 6, fill: ACCENT, title: say("left") }),
      Plot.dot(some("right"), { y: "label", x: "right", r: 5, fill: "var(--paper)", stroke: "var(--ink)", strokeWidth: 2.5, title: say("right") }),
    ],
    key: [{ name: data.left, color: ACCENT, full: true }, { name: data.right, color: "var(--ink)" }],
  };
}

function intervals(data, width) {
  const names = [...new Set(data.rows.flatMap((row) => row.marks.map((mark) => mark.name)))];
  const flat = data.rows.flatMap((row) => row.marks.filter((mark) => mark.value !== null).map((mark) => ({ ...mark, label: row.label })));
  const colors = names.map((_, index) => (index === names.length - 1 ? ACCENT : GREY));
  const shift = (name) => (names.indexOf(name) - (names.length - 1) / 2) * 10;
  const marks = [Plot.ruleX([typeof data.zero === "number" ? data.zero : 0], { stroke: "var(--ink)" })];
  names.forEach((name, index) => {
    const rows = flat.filter((row) => row.name === name), dy = shift(name);
    marks.push(Plot.link(rows.filter((row) => row.low !== null), { y1: "label", y2: "label", x1: "low", x2: "high", stroke: colors[index], strokeWidth: 3, strokeOpacity: 0.6, dy }));
    marks.push(Plot.dot(rows, { y: "label", x: "value", r: 4.5, fill: colors[index], dy, title: (row) => `${row.label}, ${row.name}: ${FORMATS[data.unit](row.value)}` }));
  });
  return {
    ...rowsFrame(width, data.rows.length, data.rows.map((row) => row.label), data.unit, {}), marginRight: 16, marks,
    key: names.map((name, index) => ({ name, color: colors[index], full: true })),
  };
}

// Degrees as a plane: a county is small, and which way round a boundary was drawn must not matter.
function flat({ geometry, properties, ...rest }, _, all) {
  const narrow = Math.cos((d3.mean(all, (each) => each.properties.point[1]) * Math.PI) / 180);
  const squeeze = (part) => (typeof part[0] === "number" ? [part[0] * narrow, part[1]] : part.map(squeeze));
  return { ...rest, geometry: geometry && { ...geometry, coordinates: squeeze(geometry.coordinates) }, properties: { ...properties, point: squeeze(properties.point) } };
}

// By eup/myeon: the darker the more; what is not known is hatched white with its name.
function districts(data, width, _, shapes) {
  const value = (feature) => data.values[feature.properties.code] ?? null;
  const features = shapes.features.map(flat);
  const there = features.map(value).filter((each) => each !== null);
  // On a phone the ending that all names share gives way, so that neighbours do not run into each other.
  const short = (name) => (width < 480 && [...name].length > 2 ? name.replace(/[읍면]$/u, "") : name);
  const say = width < 480 ? shortly(data.unit) : FORMATS[data.unit];
  const label = (feature) => `${short(feature.properties.name)}\n${value(feature) === null ? "–" : say(value(feature))}`;
  const polygons = features.filter((feature) => feature.geometry && feature.geometry.type !== "Point");
  const [low, high] = [Math.min(0, d3.min(there) ?? 0), d3.max(there) ?? 1];
  const shade = (feature) => (value(feature) === null ? 0 : 0.12 + 0.68 * ((value(feature) - low) / (high - low || 1)));
  const size = Math.min(width, 544);
  return {
    width: size, height: Math.round(size * 1.05), margin: 8,
    projection: { type: "reflect-y", domain: { type: "FeatureCollection", features: polygons.length ? polygons : features } },
    marks: [
      Plot.geo(polygons, { fill: ACCENT, fillOpacity: shade, stroke: "var(--paper)", strokeWidth: 1.5, title: label }),
      Plot.geo(polygons, { stroke: GREY, strokeWidth: 0.75 }),
      Plot.text(features, { x: (feature) => feature.properties.point[0], y: (feature) => feature.properties.point[1], text: label, fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 4, lineAnchor: "middle" }),
    ],
  };
}

const KINDS = { lines, fan, bars, dots, intervals, districts };

function key(entries) {
  const list = document.createElement("ul");
  list.className = "chart__key";
  for (const { name, color, full } of entries) {
    const item = document.createElement("li");
    const svg = d3.create("svg").attr("viewBox", "0 0 20 12").attr("aria-hidden", "true");
    svg.append("circle").attr("cx", 10).attr("cy", 6).attr("r", 4.5).attr("fill", full ? color : "none").attr("stroke", color).attr("stroke-width", 2);
    item.append(svg.node(), name);
    list.append(item);
  }
  return list;
}

function draw(figure, data, shapes) {
  const box = figure.querySelector(".chart__picture");
  const { key: entries, ...options } = KINDS[figure.dataset.chart](data, Math.max(box.clientWidth, 280), figure.dataset, shapes);
  const svg = Plot.plot({ ...options, style: { background: "none", fontSize: "14px" } });
  // Plot's own style element would be inline style, which the page's policy refuses; chart.css says the same.
  for (const style of svg.querySelectorAll("style")) style.remove();
  // The picture as a whole has its name; its parts are read in the table.
  for (const part of svg.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  svg.setAttribute("aria-hidden", "true");
  box.replaceChildren(...(entries ? [key(entries)] : []), svg);
}

async function start(figure) {
  const data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  const shapes = figure.dataset.shapes ? await (await fetch(figure.dataset.shapes, { headers: { Accept: "application/json" } })).json() : null;
  let width = 0;
  new ResizeObserver(([entry]) => {
    if (Math.abs(entry.contentRect.width - width) < 2) return;
    width = entry.contentRect.width;
    draw(figure, data, shapes);
  }).observe(figure);
}

for (const figure of document.querySelectorAll("[data-chart]")) start(figure);

// The map of organisations: districts as shapes, or as points where shapes are not loaded; an organisation without
// coordinates stands grouped at its district's point. The table beside says the same without a map.

const L = window.L;
const MANY = 600;

const read = async (url) => (url ? (await fetch(url, { headers: { Accept: "application/json" } })).json() : null);
const inPage = (id) => (id ? JSON.parse(document.getElementById(id).textContent) : null);
const latLng = ([lon, lat]) => L.latLng(lat, lon);

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  Object.assign(made, attributes);
  return made;
}

const linked = ({ name, url }) => (url ? element("a", name, { href: url }) : element("b", name));

function card(properties) {
  const box = element("div");
  const title = element("p");
  title.append(linked(properties));
  box.append(title);
  for (const line of [properties.kind, properties.district, properties.note]) if (line) box.append(element("p", line));
  return box;
}

function list(district, members, say) {
  const box = element("div");
  box.append(element("p", `${district} · ${members.length}${say.sayCount}`), element("p", say.sayGrouped));
  const items = element("ul");
  for (const { properties } of members) {
    const item = element("li");
    item.append(linked(properties));
    items.append(item);
  }
  box.append(items);
  return box;
}

function marker(at, { kind, size, label, text = "", above = 0 }) {
  const icon = L.divIcon({ className: kind, iconSize: [size, size], html: text ? element("span", text) : false });
  return L.marker(at, { icon, alt: label, title: label, keyboard: true, riseOnHover: true, zIndexOffset: above });
}

// A district without a boundary is a circle of its area; without an area, a small one.
function disc({ area_km2: area }, at) {
  const radius = area ? Math.sqrt(area / Math.PI) * 750 : 1500;
  return L.circle(at, { radius, className: "district", interactive: false });
}

// In the north of the shape, where the organisations of its middle do not hide it.
function writeName(map, layer, at) {
  const north = layer.getBounds().getNorth();
  const icon = L.divIcon({ className: "district-name", html: element("span", layer.feature.properties.name) });
  const place = L.latLng(north - 0.3 * (north - at.lat), at.lng);
  L.marker(place, { icon, pane: "names", interactive: false, keyboard: false }).addTo(map);
}

function drawDistricts(map, districts) {
  const points = new Map();
  map.createPane("names").style.zIndex = 640;
  const shapes = L.geoJSON(districts, {
    interactive: false,
    style: { className: "district" },
    pointToLayer: ({ properties }, at) => disc(properties, at),
    onEachFeature: ({ properties }, layer) => {
      const at = properties.point ? latLng(properties.point) : (layer.getLatLng?.() ?? layer.getBounds().getCenter());
      points.set(properties.name, at).set(properties.code, at);
    },
  }).addTo(map);
  shapes.eachLayer((layer) => writeName(map, layer, points.get(layer.feature.properties.name)));
  return { shapes, points };
}

function drawOrganizations(map, features, points, say) {
  const placed = features.filter((feature) => feature.geometry);
  const canvas = placed.length > MANY ? L.canvas() : null;
  const accent = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();
  for (const { geometry, properties } of placed) {
    const at = latLng(geometry.coordinates);
    const pin = properties.count
      ? group(at, properties.name, properties.count, say)
      : canvas
      ? L.circleMarker(at, { renderer: canvas, radius: 6, weight: 1, color: "#fff", fillColor: accent, fillOpacity: 0.9 })
      : marker(at, { kind: "pin", size: 12, label: properties.name });
    pin.bindPopup(() => card(properties)).addTo(map);
  }
  for (const [district, members] of byDistrict(features.filter((feature) => !feature.geometry))) {
    const at = points.get(district);
    if (!at) continue;
    group(at, district, members.length, say)
      .bindPopup(() => list(district, members, say))
      .addTo(map);
  }
  return placed.map((feature) => latLng(feature.geometry.coordinates));
}

// How many there are, in a circle that grows with them.
function group(at, district, count, say) {
  const size = Math.round(Math.min(24 + 3 * Math.sqrt(count), 56));
  return marker(at, { kind: "group", size, label: `${district} ${count}${say.sayCount}`, text: String(count), above: 500 });
}

function byDistrict(features) {
  const groups = new Map();
  for (const feature of features) {
    const district = feature.properties.district;
    groups.set(district, [...(groups.get(district) ?? []), feature]);
  }
  return groups;
}

async function draw(box) {
  const say = box.dataset;
  const [data, districts] = await Promise.all([say.id ? inPage(say.id) : read(say.url), read(say.districtsUrl)]);
  const map = L.map(box, { zoomControl: false, scrollWheelZoom: false, zoomSnap: 0.25, attributionControl: Boolean(say.tileUrl) });
  L.control.zoom({ position: "bottomright", zoomInTitle: say.sayZoomIn, zoomOutTitle: say.sayZoomOut }).addTo(map);
  if (say.tileUrl) L.tileLayer(say.tileUrl, { attribution: say.tileAttribution, maxZoom: 18 }).addTo(map);
  map.setView([36, 127.5], 7);
  const { shapes, points } = districts ? drawDistricts(map, districts) : { shapes: null, points: new Map() };
  const places = drawOrganizations(map, data?.features ?? [], points, say);
  const bounds = shapes?.getBounds();
  if (bounds?.isValid()) map.fitBounds(bounds.pad(0.04), { animate: false });
  else if (places.length) map.fitBounds(L.latLngBounds(places).pad(0.1), { animate: false, maxZoom: 14 });
}

for (const box of document.querySelectorAll("[data-map]")) {
  draw(box).catch(() => {
    const text = element("p", box.dataset.sayFailed, { className: "map__say" });
    text.setAttribute("role", "status");
    box.replaceChildren(text);
  });
}

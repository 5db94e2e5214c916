// From events to what a map shows: places with how much happened there and how precisely that is known, movements with
// their direction, and who travelled together.
const EARTH = 6371; // km
const ROUND = 3; // decimals: events within about a hundred metres are one place
const TOGETHER = 24 * 3_600_000; // movements between the same two places within a day
const rad = (degrees) => (degrees * Math.PI) / 180;

export const placed = (at) => at && Number.isFinite(at.lat) && Number.isFinite(at.lon);
const placeKey = (at) => `${at.lat.toFixed(ROUND)},${at.lon.toFixed(ROUND)}`;

/** [{key, lat, lon, name, precision (km), events}], the busiest last (drawn on top). */
export function places(events) {
  const found = new Map();
  const put = (at, event, name) => {
    const key = placeKey(at);
    const place = found.get(key) ?? found.set(key, { key, lat: at.lat, lon: at.lon, name, precision: 0, events: [] }).get(key);
    place.precision = Math.max(place.precision, event.precision_km ?? 0);
    place.events.push(event);
  };
  for (const event of events) {
    if (placed(event)) put(event, event, event.place);
    if (placed(event.to)) put(event.to, event, event.to.place);
  }
  return [...found.values()].sort((a, b) => a.events.length - b.events.length);
}

/** [{key, from, to, events, together}]; `together` = most people who went the same way within a day. */
export function movements(events, isPerson) {
  const found = new Map();
  for (const event of events) {
    if (!placed(event) || !placed(event.to) || placeKey(event) === placeKey(event.to)) continue;
    const key = `${placeKey(event)}>${placeKey(event.to)}`;
    (found.get(key) ?? found.set(key, { key, from: event, to: event.to, events: [] }).get(key)).events.push(event);
  }
  for (const way of found.values()) way.together = together(way.events, isPerson);
  return [...found.values()];
}

function together(events, isPerson) {
  const sorted = [...events].sort((a, b) => a.atMs - b.atMs);
  let most = 0;
  sorted.forEach((first, i) => {
    const people = new Set();
    for (let j = i; j < sorted.length && sorted[j].atMs - first.atMs <= TOGETHER; j++) for (const lane of sorted[j].lanes) if (isPerson(lane)) people.add(lane);
    most = Math.max(most, people.size);
  });
  return most;
}

const feature = (type, coordinates, properties) => ({ type: "Feature", geometry: { type, coordinates }, properties });

export const dot = (place, properties) => feature("Point", [place.lon, place.lat], properties);

export const area = (ring, properties) => feature("Polygon", [ring], properties);

/** A circle of `km` round a place, as a polygon of 48 corners. */
export function ring({ lat, lon }, km, properties) {
  const angle = km / EARTH;
  const corner = (i) => {
    const bearing = (2 * Math.PI * i) / 48;
    const to = Math.asin(Math.sin(rad(lat)) * Math.cos(angle) + Math.cos(rad(lat)) * Math.sin(angle) * Math.cos(bearing));
    const across = Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(rad(lat)), Math.cos(angle) - Math.sin(rad(lat)) * Math.sin(to));
    return [lon + (across * 180) / Math.PI, (to * 180) / Math.PI];
  };
  return feature("Polygon", [Array.from({ length: 49 }, (_, i) => corner(i % 48))], properties);
}

/** A bent line from here to there (always bent to its left, so that there and back are two), and the arrow on it. */
export function arc({ from, to }, properties) {
  let east = to.lon - from.lon;
  if (Math.abs(east) > 180) east -= Math.sign(east) * 360; // the short way round
  const north = to.lat - from.lat;
  const bend = { lon: from.lon + east / 2 - north * 0.18, lat: from.lat + north / 2 + east * 0.18 };
  const end = from.lon + east;
  const at = (t) => [(1 - t) ** 2 * from.lon + 2 * t * (1 - t) * bend.lon + t * t * end, (1 - t) ** 2 * from.lat + 2 * t * (1 - t) * bend.lat + t * t * to.lat];
  const line = Array.from({ length: 33 }, (_, i) => at(i / 32));
  const [[x1, y1], [x2, y2]] = [at(0.56), at(0.62)];
  const turn = (Math.atan2((x2 - x1) * Math.cos(rad((y1 + y2) / 2)), y2 - y1) * 180) / Math.PI; // degrees from north
  return { line: feature("LineString", line, properties), arrow: feature("Point", at(0.6), { ...properties, turn }), middle: at(0.5) };
}

export const collection = (features) => ({ type: "FeatureCollection", features });

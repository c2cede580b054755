// The map of areas. Its library is loaded on this page alone; where it cannot draw, the table below says the same.
const box = document.getElementById("map");
const read = (name) => JSON.parse(box.dataset[name]);
const tone = (name) => {
  const probe = document.createElement("span");
  probe.className = `ts-tone-${name}`;
  box.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
};
const fail = () => {
  box.hidden = true;
  document.getElementById("map-failed").hidden = false;
};

// TopoJSON to GeoJSON: arcs are differences on a grid; a negative number means an arc taken backwards.
const decode = (topology, layer, counts) => {
  const { scale: [sx, sy], translate: [tx, ty] } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * sx + tx, (y += dy) * sy + ty]);
  });
  const ring = (indices) => {
    const points = indices.flatMap((index) => (index < 0 ? [...arcs[~index]].reverse() : arcs[index]).slice(0, -1));
    return [...points, points[0]];
  };
  const feature = ({ type, arcs: parts, properties }) => {
    const polygons = (type === "Polygon" ? [parts] : parts).map((polygon) => polygon.map(ring));
    const { pcode } = properties;
    return { type: "Feature", properties: { pcode, count: counts[pcode] ?? 0 }, geometry: { type: "MultiPolygon", coordinates: polygons } };
  };
  return { type: "FeatureCollection", features: topology.objects[layer].geometries.map(feature) };
};
const extent = (features) => {
  const points = features.flatMap((one) => one.geometry.coordinates.flat(2));
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  return [[Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]];
};

// Names are HTML: no glyph files, and Arabic joins as everywhere else. As many as lie beside each other.
const label = (maplibre, map, names, { wide, close, near }) => {
  let shown = [];
  const draw = () => {
    shown.forEach((marker) => marker.remove());
    shown = [];
    const taken = [], { width, height } = map.getCanvas().getBoundingClientRect();
    const zoom = map.getZoom(), told = zoom < 7 ? wide : zoom < 8.5 ? close : { ...near, ...close };
    for (const [pcode, at] of Object.entries(told)) {
      const { x, y } = map.project(at), half = names[pcode].length * 4 + 8;
      if (x - half < 0 || y < 12 || x + half > width || y > height - 12) continue;
      if (taken.some(([ox, oy, oh]) => Math.abs(ox - x) < half + oh && Math.abs(oy - y) < 22)) continue;
      taken.push([x, y, half]);
      const words = document.createElement("span");
      words.className = "ts-map-name";
      words.dir = "auto";
      words.textContent = names[pcode];
      shown.push(new maplibre.Marker({ element: words }).setLngLat(at).addTo(map));
      ["aria-label", "role", "tabindex"].forEach((name) => words.removeAttribute(name));
    }
  };
  map.on("moveend", draw);
  draw();
};

const draw = async () => {
  const maplibre = await import(box.dataset.library);
  maplibre.setWorkerUrl(new URL(box.dataset.worker, location.href).href);
  const answer = await fetch(box.dataset.outlines);
  if (!answer.ok) throw new Error("no outlines");
  const topology = await answer.json(), drawn = read("drawn"), names = read("names");
  const within = box.dataset.within ? await fetch(box.dataset.within).then((told) => (told.ok ? told.json() : null)) : null;
  const near = within ? decode(within, "adm3", {}).features.filter((one) => one.properties.pcode.startsWith(box.dataset.at)) : [];
  const wide = decode(topology, "adm1", {}), close = decode(topology, "adm2", drawn.districts);
  const chosen = close.features.filter((one) => one.properties.pcode === box.dataset.at);
  const counted = close.features.filter((one) => one.properties.count);
  const seen = chosen.length ? chosen : counted.length ? counted : wide.features;
  box.hidden = false;
  const outlines = drawn.outlines.map((rings) => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: rings.map((ring) => [...ring, ring[0]]) } }));
  const areas = (features) => ({ type: "geojson", data: { type: "FeatureCollection", features } });
  const map = new maplibre.Map({
    container: box, attributionControl: false, locale: read("words"), dragRotate: false, pitchWithRotate: false, maxZoom: 12,
    bounds: extent(seen), fitBoundsOptions: { padding: 24, maxZoom: 9 }, fadeDuration: 0,
    cooperativeGestures: false,
    style: {
      version: 8,
      sources: { wide: areas(wide.features), close: areas(close.features), outlines: areas(outlines), near: areas(near) },
      layers: [
        { id: "ground", type: "background", paint: { "background-color": tone("ground") } },
        { id: "land", type: "fill", source: "close", paint: { "fill-color": tone("land") } },
        { id: "counted", type: "fill", source: "close", filter: [">", ["get", "count"], 0], paint: { "fill-color": tone("accent"), "fill-opacity": ["interpolate", ["linear"], ["get", "count"], 1, 0.18, 10, 0.5] } },
        { id: "borders", type: "line", source: "close", minzoom: 5.5, paint: { "line-color": tone("edge"), "line-width": 0.5 } },
        { id: "near", type: "line", source: "near", minzoom: 7, paint: { "line-color": tone("edge"), "line-width": 0.5, "line-dasharray": [3, 2] } },
        { id: "wide", type: "line", source: "wide", paint: { "line-color": tone("edge"), "line-width": 1.5 } },
        { id: "chosen", type: "line", source: "close", filter: ["==", ["get", "pcode"], box.dataset.at], paint: { "line-color": tone("accent"), "line-width": 3 } },
        { id: "outlines", type: "line", source: "outlines", paint: { "line-color": tone("accent"), "line-width": 2, "line-dasharray": [2, 1] } },
      ],
    },
  });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  map.touchZoomRotate.disableRotation();
  map.on("load", () => {
    label(maplibre, map, names, read("places"));
    for (const { at, words } of drawn.points) {
      const dot = document.createElement("span");
      dot.className = "ts-map-point";
      dot.title = words;
      new maplibre.Marker({ element: dot }).setLngLat(at).addTo(map);
    }
    box.dataset.ready = "";
  });
};

if (box) draw().catch(fail);

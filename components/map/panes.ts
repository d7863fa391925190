import type * as Leaflet from "leaflet";

/** What lies between the tiles (200) and the tracks (400), lowest first. */
const panes = { roads: 250, labels: 300 };

/** A pane of the map that no pointer hits; made when first asked for. */
export function paneOf(map: Leaflet.Map, name: keyof typeof panes): HTMLElement {
  const known = map.getPane(name);
  if (known) return known;
  const pane = map.createPane(name);
  pane.style.zIndex = String(panes[name]);
  pane.style.pointerEvents = "none";
  return pane;
}

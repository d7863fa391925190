/** Words of the maps. */
export const map = {
  label: "Map",
  vehicles: "Map of vehicles",
  track: "Map of the trip",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  follow: "Follow",
  followText: "Keep the map on what moves",
  fit: "Show everything",
  start: "Start",
  end: "End",
  speed: "Speed",
  /** Whose data the built-in map is made of. */
  sources: "Natural Earth · GeoNames",
  noPositions: "No positions yet",
  speeding: "Speeding",
  idling: "Idling",
} as const;

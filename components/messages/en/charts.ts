/** Words of the charts. */
export const charts = {
  speed: "Speed",
  distance: "Distance",
  time: "Time",
  score: "Score",
  date: "Date",
  speedOverDistance: "Speed over distance",
  speedOverTime: "Speed over time",
  scoreOverTime: "Score over time",
  noData: "No data to draw",
  event: "Event",
} as const;

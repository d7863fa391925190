/** Pictures of markers, built as elements: nothing that comes from a car or a person is ever read as HTML. */

const svgNamespace = "http://www.w3.org/2000/svg";

export type Attributes = Record<string, string | number>;

export function createSvg(name: string, attributes: Attributes, children: readonly SVGElement[] = []): SVGElement {
  const element = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

export type VehicleMarkerState = "moving" | "idling" | "parked" | "offline";

const stateTokens: Record<VehicleMarkerState, string> = { moving: "accent", idling: "warn", parked: "muted", offline: "faint" };

interface VehiclePicture {
  state: VehicleMarkerState;
  headingDeg: number | null;
  /** True when something is wrong with the car. */
  alert: boolean;
  selected: boolean;
}

/** A car from above as far as a small picture can say it: an arrow while it has a heading, a disc at rest, a red dot on alert. */
export function createVehiclePicture({ state, headingDeg, alert, selected }: VehiclePicture): SVGElement {
  const fill = `var(--${stateTokens[state]})`;
  const halo = createSvg("circle", { r: selected ? 15 : 10, fill: "var(--map-casing)", "fill-opacity": selected ? 0.95 : 0.6 });
  const ring = createSvg("circle", { r: 14, fill: "none", stroke: fill, "stroke-width": selected ? 2.5 : 0 });
  const edge = { fill, stroke: "var(--map-casing)", "stroke-width": 1.5 };
  const shape =
    headingDeg === null || state !== "moving"
      ? createSvg("circle", { r: state === "offline" ? 4.5 : 6.5, ...edge })
      : createSvg("path", {
          d: "M0 -10 L7.2 8 Q0 4.6 -7.2 8 Z",
          ...edge,
          "stroke-linejoin": "round",
          transform: `rotate(${Math.round(headingDeg)})`,
        });
  const parts = [halo, ring, shape];
  if (alert) parts.push(createSvg("circle", { cx: 9.5, cy: -9.5, r: 4.5, ...edge, fill: "var(--bad)" }));
  return createSvg("svg", { viewBox: "-16 -16 32 32", "aria-hidden": "true" }, parts);
}

export type TrackMarkerKind = "start" | "end" | "hard_brake" | "hard_accel" | "speeding" | "idling";

const trackTokens: Record<TrackMarkerKind, string> = {
  start: "good",
  end: "ink",
  hard_brake: "bad",
  hard_accel: "warn",
  speeding: "accent",
  idling: "muted",
};

/** Inside a circle of radius 9, white on the kind's colour: down and up chevrons, a dial, a pause. */
const trackPaths: Record<TrackMarkerKind, string> = {
  start: "M-2.4 -4 L4 0 L-2.4 4 Z",
  end: "M-3.2 -3.2 H3.2 V3.2 H-3.2 Z",
  hard_brake: "M-4 -3.4 L0 0.4 L4 -3.4 M-4 0.8 L0 4.6 L4 0.8",
  hard_accel: "M-4 3.4 L0 -0.4 L4 3.4 M-4 -0.8 L0 -4.6 L4 -0.8",
  speeding: "M-4.4 3 A5.2 5.2 0 1 1 4.4 3 M0 1 L2.8 -2.4",
  idling: "M-2.2 -3.6 V3.6 M2.2 -3.6 V3.6",
};

export function createTrackPicture(kind: TrackMarkerKind): SVGElement {
  const filled = kind === "start" || kind === "end";
  const disc = createSvg("circle", { r: 9.5, fill: `var(--${trackTokens[kind]})`, stroke: "var(--map-casing)", "stroke-width": 2 });
  const mark = createSvg("path", {
    d: trackPaths[kind],
    fill: filled ? "var(--map-casing)" : "none",
    stroke: filled ? "none" : "var(--map-casing)",
    "stroke-width": 1.9,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
  });
  return createSvg("svg", { viewBox: "-12 -12 24 24", "aria-hidden": "true" }, [disc, mark]);
}

/** The text of a popup or label: a strong first line, plain lines below. */
export function createLines(title: string, lines: readonly string[]): HTMLElement {
  const root = document.createElement("div");
  const head = document.createElement("strong");
  head.textContent = title;
  root.append(head);
  for (const line of lines) {
    const row = document.createElement("div");
    row.textContent = line;
    root.append(row);
  }
  return root;
}

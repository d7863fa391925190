import { accept, type Decoded, quote, reject, type TextChunks } from "./decoded.ts";
import { type JsonElement, readJsonElements } from "./json-elements.ts";
import type { NumericSignal, Sample } from "./sample.ts";

/** enviroCar's names; of several names of one signal the first that is present counts. Units are those of the sample. */
const phenomenons: readonly (readonly [string, NumericSignal])[] = [
  ["Speed", "speedKmh"],
  ["GPS Speed", "gpsSpeedKmh"],
  ["Rpm", "rpm"],
  ["Engine Load", "engineLoadPct"],
  ["Throttle Position", "throttlePct"],
  ["Intake Temperature", "intakeC"],
  ["MAF", "mafGps"],
  ["Calculated MAF", "mafGps"],
  ["Consumption", "fuelRateLph"],
  ["GPS Altitude", "altitudeM"],
  ["GPS Bearing", "headingDeg"],
  ["GPS Accuracy", "accuracyM"],
];

/** Phenomenons without a signal of their own that are SAE J1979 PIDs in the standard's unit. */
const phenomenonPids: readonly (readonly [string, string])[] = [
  ["Intake Pressure", "0B"],
  ["Short-Term Fuel Trim 1", "06"],
  ["Long-Term Fuel Trim 1", "07"],
];

/** enviroCar's tracks: a GeoJSON FeatureCollection with a sample a feature. */
export async function* decodeEnvirocar(chunks: TextChunks): AsyncGenerator<Decoded> {
  for await (const element of readJsonElements(chunks, "features")) yield decodeFeature(element);
}

function decodeFeature({ line, text }: JsonElement): Decoded {
  const feature = parseJson(text);
  const properties = objectAt(feature, "properties");
  const time = properties["time"];
  const atMs = typeof time === "string" && /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(time) ? Date.parse(time) : Number.NaN;
  if (Number.isNaN(atMs)) return reject(line, `a feature has no time with a zone: ${quote(JSON.stringify(time) ?? "nothing")}`);
  const sample: Sample = { atMs };
  const [lon, lat] = coordinatesOf(feature);
  if (typeof lat === "number" && typeof lon === "number") Object.assign(sample, { lat, lon });
  addPhenomenons(sample, objectAt(properties, "phenomenons"));
  return Object.keys(sample).length > 1 ? accept(line, sample) : reject(line, "a feature has neither a position nor a value");
}

function addPhenomenons(sample: Sample, values: Record<string, unknown>): void {
  for (const [name, signal] of phenomenons) {
    const value = objectAt(values, name)["value"];
    if (typeof value === "number") sample[signal] ??= value;
  }
  for (const [name, pid] of phenomenonPids) {
    const value = objectAt(values, name)["value"];
    if (typeof value === "number") sample.pids = { ...sample.pids, [pid]: value };
  }
}

function coordinatesOf(feature: unknown): unknown[] {
  const coordinates = objectAt(feature, "geometry")["coordinates"];
  return Array.isArray(coordinates) ? coordinates : [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function objectAt(parent: unknown, key: string): Record<string, unknown> {
  const value = isObject(parent) ? parent[key] : undefined;
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

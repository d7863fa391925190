import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { ExportedTrip } from "#db/queries/trips/export.ts";
import { readText } from "#server/import/read-recording.ts";
import { type Check, checkNumber, checkRange } from "./check.ts";
import type { Garage } from "./garage.ts";
import { findRecording, readTruth, type TruthRow } from "./truth.ts";

/** Tracks with position and fuel, some of which hold every sample twice. */
export async function validateEnvirocar(garage: Garage, folder: string): Promise<Check[]> {
  const checks: Check[] = [];
  for (const row of await readTruth(folder)) {
    const name = row.text("file");
    const trips = await importTrack(garage, name, await findRecording(folder, name), fuelTypeOf(row));
    checks.push(
      checkNumber(name, "trips", 1, trips.length),
      checkNumber(name, "gps_distance_m", row.number("gps_km") * 1000, sum(trips, "gps_distance_m"), { share: 0.02 }),
    );
    if (row.has("fuel_l")) checks.push(checkNumber(name, "fuel_l", row.number("fuel_l"), sum(trips, "fuel_l"), { share: 0.03 }));
    if (row.number("rows") > row.number("distinct_times")) checks.push(...(await checkDoubled(garage, folder, row, trips)));
  }
  return checks;
}

/** The same track with every sample once must be as long. */
async function checkDoubled(garage: Garage, folder: string, row: TruthRow, doubled: readonly ExportedTrip[]): Promise<Check[]> {
  const name = row.text("file");
  const directory = await mkdtemp(join(tmpdir(), "motorpool-validate-"));
  try {
    const file = join(directory, `${name}-single.json`);
    await writeFile(file, await withoutRepeats(await findRecording(folder, name)));
    const single = await importTrack(garage, `${name} single`, file, fuelTypeOf(row));
    return (["gps_distance_m", "distance_m", "sample_count"] as const).map((figure) =>
      checkRange(name, `doubled ${figure}`, [0, sum(single, figure)], sum(doubled, figure), "no more than of the single one"),
    );
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function importTrack(
  garage: Garage,
  name: string,
  file: string,
  fuelType: "gasoline" | "diesel" | undefined,
): Promise<ExportedTrip[]> {
  const car = await garage.addCar(name, { fuelType });
  await garage.importInto(car, [file], { format: "envirocar" });
  return garage.listTrips(car);
}

const trackSchema = z.looseObject({ features: z.array(z.looseObject({ properties: z.looseObject({ time: z.string() }) })) });

async function withoutRepeats(file: string): Promise<string> {
  let text = "";
  for await (const chunk of readText(file)) text += chunk;
  const track = trackSchema.parse(JSON.parse(text));
  const byTime = new Map(track.features.map((feature) => [feature.properties.time, feature]));
  return JSON.stringify({ ...track, features: [...byTime.values()] });
}

function fuelTypeOf(row: TruthRow): "gasoline" | "diesel" | undefined {
  const type = row.has("fuel_type") ? row.text("fuel_type") : undefined;
  return type === "gasoline" || type === "diesel" ? type : undefined;
}

function sum(trips: readonly ExportedTrip[], figure: "gps_distance_m" | "distance_m" | "fuel_l" | "sample_count"): number {
  return trips.reduce((total, trip) => total + (trip[figure] ?? 0), 0);
}

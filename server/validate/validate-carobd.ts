import type { ExportedTrip } from "#db/queries/trips/export.ts";
import type { FileReport } from "#server/import/import-file.ts";
import { type Check, checkNumber, checkRange } from "./check.ts";
import type { Garage } from "./garage.ts";
import { findRecording, readTruth, type TruthRow } from "./truth.ts";

/** Shorter trips are discarded. */
const minTripM = 10;

/** Recordings without a date of one car, all into one device: they must not meet. */
export async function validateCarobd(garage: Garage, folder: string): Promise<Check[]> {
  const truth = await readTruth(folder);
  const files = await Promise.all(truth.map((row) => findRecording(folder, row.text("file"))));
  const car = await garage.addCar("carobd");
  const reports = await garage.importInto(car, files, { format: "carobd" });
  const trips = await garage.listTrips(car);
  return truth.flatMap((row, index) => {
    const report = reports[index];
    return report
      ? checkRecording(
          row,
          trips.filter((trip) => liesIn(trip, report)),
        )
      : [];
  });
}

function liesIn(trip: ExportedTrip, { firstAtMs, lastAtMs }: FileReport): boolean {
  return firstAtMs !== null && lastAtMs !== null && trip.started_at.getTime() >= firstAtMs && trip.ended_at.getTime() <= lastAtMs;
}

function checkRecording(row: TruthRow, trips: readonly ExportedTrip[]): Check[] {
  const item = row.text("file");
  const distanceM = row.number("distance_km") * 1000;
  if (distanceM < minTripM) return [checkNumber(item, "trips", 0, trips.length)];
  const gotM = trips.reduce((sum, trip) => sum + trip.distance_m, 0);
  const gapS = row.number("gap_s");
  if (gapS === 0) return [checkNumber(item, "distance_m", distanceM, gotM, { share: 0.01, absolute: 50, unit: "m" })];
  // The reference adds nothing across silences of more than 2.5 s; trips add the mean speed across those of up to 10 s.
  const bridgedM = (gapS * row.number("max_kmh")) / 3.6;
  return [
    checkRange(item, "distance_m over gaps", [distanceM * 0.99, distanceM * 1.01 + bridgedM], gotM, `± 1 %, ${gapS} s of gaps bridged`),
  ];
}

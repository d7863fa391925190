import type { ExportedTrip, ExportedTripEvent } from "#db/queries/trips/export.ts";
import { createLocalClock, parseWallClock } from "#server/domain/telemetry/local-clock.ts";
import { type Check, checkNumber, checkSame } from "./check.ts";
import type { Garage } from "./garage.ts";
import { findRecording, readTruth, type TruthRow } from "./truth.ts";

/** The zone the survey's cars drove in. */
const timeZone = "America/Chicago";

const seconds = (absolute: number) => ({ absolute, unit: "s" });

/** Trips of the Chicago survey: the same trips, and each of their figures. */
export async function validateCmap(garage: Garage, folder: string): Promise<Check[]> {
  const truth = await readTruth(folder);
  const events = await readTruth(folder, "events.csv");
  const checks: Check[] = [];
  for (const vehicle of new Set(truth.map((row) => row.text("vehicle")))) {
    const car = await garage.addCar(vehicle);
    await garage.importInto(car, [await findRecording(folder, vehicle)], { format: "cmap", timeZone });
    const ofVehicle = (row: TruthRow) => row.text("vehicle") === vehicle;
    checks.push(...checkTrips(vehicle, truth.filter(ofVehicle), await garage.listTrips(car)));
    checks.push(...checkEvents(events.filter(ofVehicle), await garage.listEvents(car)));
  }
  return checks;
}

function checkTrips(vehicle: string, truth: readonly TruthRow[], trips: readonly ExportedTrip[]): Check[] {
  const count = checkNumber(vehicle, "trips", truth.length, trips.length);
  const byStart = new Map(trips.map((trip) => [trip.started_at.toISOString(), trip]));
  return [count, ...truth.flatMap((row) => checkTrip(row, byStart.get(toUtc(row.text("first_timestamp")))))];
}

function checkTrip(row: TruthRow, trip: ExportedTrip | undefined): Check[] {
  const item = `${row.text("vehicle")} trip ${row.text("trip")}`;
  const start = checkSame(item, "start", toUtc(row.text("first_timestamp")), trip?.started_at.toISOString());
  if (!trip) return [start];
  return [
    start,
    checkSame(item, "end", toUtc(row.text("last_timestamp")), trip.ended_at.toISOString()),
    checkNumber(item, "distance_m", row.number("distance_km") * 1000, trip.distance_m, { share: 0.01, absolute: 50, unit: "m" }),
    checkNumber(item, "hard_brakes", row.number("hard_brakes"), trip.hard_brakes),
    checkNumber(item, "hard_accels", row.number("hard_accels"), trip.hard_accels),
    checkNumber(item, "over_70_mph_s", row.number("s_over_70mph"), trip.over_70_mph_s, seconds(1)),
    checkNumber(item, "over_75_mph_s", row.number("s_over_75mph"), trip.over_75_mph_s, seconds(1)),
    checkNumber(item, "over_80_mph_s", row.number("s_over_80mph"), trip.over_80_mph_s, seconds(1)),
    checkNumber(item, "idling_s", row.number("idle_s"), trip.idling_s, seconds(2)),
  ];
}

function checkEvents(truth: readonly TruthRow[], events: readonly ExportedTripEvent[]): Check[] {
  return truth.map((row) => {
    const kind = row.text("kind");
    const expected = toUtc(row.text("time"));
    const atMs = Date.parse(expected);
    const near = events.find((event) => event.basis === "counter" && event.kind === kind && Math.abs(event.at.getTime() - atMs) <= 1000);
    const check = checkSame(`${row.text("vehicle")} trip ${row.text("trip")}`, `time of ${kind}`, expected, near?.at.toISOString());
    return { ...check, tolerance: "± 1 s", ok: near !== undefined };
  });
}

/** References are rows in order; a clock of its own each, since none of them falls into a doubled hour's second half. */
function toUtc(local: string): string {
  return new Date(createLocalClock(timeZone).toUtcMs(parseWallClock(local) ?? Number.NaN)).toISOString();
}

/** Rows for database tests: an account of its own for each, plausible values, only what a test names is given. */

import type { Role, Scope } from "#server/domain/scope.ts";
import type { TripEvidence } from "#server/domain/scoring/evidence.ts";
import type { Receipt } from "#server/domain/scoring/score-trip.ts";
import type { TripTrack } from "#server/domain/trips/trip.ts";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";
import type { Db } from "./client.ts";
import { accounts, drivers, memberships, users } from "./schema/accounts.ts";
import { alerts } from "./schema/alerts.ts";
import { documents } from "./schema/documents.ts";
import { tripEvents } from "./schema/driving-events.ts";
import { reportCards } from "./schema/scoring.ts";
import { trips, tripTracks } from "./schema/trips.ts";
import { deviceAssignments, devices, driverAssignments, vehicleStates, vehicles } from "./schema/vehicles.ts";

let counter = 0;
const next = () => ++counter;

/** The first row an insert returned. */
function only<Row>(rows: Row[]): Row {
  const [row] = rows;
  if (!row) throw new Error("The insert returned no row.");
  return row;
}

/** The whole fleet of an account, as a manager sees it. */
export function fleetScope(accountId: number): Scope {
  return { actor: { kind: "system", reason: "test" }, accountId, driverIds: "all" };
}

/** What a person sees who may only see these drivers' trips. */
export function driverScope(accountId: number, driverIds: number[]): Scope {
  return { actor: { kind: "user", userId: 1, role: "driver" }, accountId, driverIds };
}

export async function insertAccount(db: Db, values: Partial<typeof accounts.$inferInsert> = {}) {
  return only(
    await db
      .insert(accounts)
      .values({ name: `Fleet ${next()}`, ...values })
      .returning(),
  );
}

/** Someone who signs in to the account; with the given password hash, else with none that anything matches. */
export async function insertUser(db: Db, accountId: number, role: Role, values: Partial<typeof users.$inferInsert> = {}) {
  const name = `User ${next()}`;
  const row = { name, email: `${name.replace(" ", "-").toLowerCase()}@motorpool.test`, passwordHash: "none", ...values };
  const user = only(await db.insert(users).values(row).returning());
  await db.insert(memberships).values({ accountId, userId: user.id, role });
  return user;
}

export async function insertDriver(db: Db, accountId: number, values: Partial<typeof drivers.$inferInsert> = {}) {
  return only(
    await db
      .insert(drivers)
      .values({ accountId, name: `Driver ${next()}`, ...values })
      .returning(),
  );
}

/** A car, with its newest state where signals are given. */
export async function insertVehicle(
  db: Db,
  accountId: number,
  values: Partial<typeof vehicles.$inferInsert> & { state?: { at: Date; signals: VehicleSignals } } = {},
) {
  const { state, ...columns } = values;
  const vehicle = only(
    await db
      .insert(vehicles)
      .values({ accountId, name: `Car ${next()}`, ...columns })
      .returning(),
  );
  if (state) {
    await db.insert(vehicleStates).values({ accountId, vehicleId: vehicle.id, at: state.at, receivedAt: state.at, signals: state.signals });
  }
  return vehicle;
}

/** An adapter, in a car where one is given. */
export async function insertDevice(db: Db, accountId: number, values: Partial<typeof devices.$inferInsert> & { vehicleId?: number } = {}) {
  const { vehicleId, ...columns } = values;
  const device = only(
    await db
      .insert(devices)
      .values({ accountId, serial: `MP-${next()}`, ...columns })
      .returning(),
  );
  if (vehicleId !== undefined) await db.insert(deviceAssignments).values({ accountId, deviceId: device.id, vehicleId });
  return device;
}

/** A paper without a file, of a car or a driver. */
export async function insertTestDocument(
  db: Db,
  accountId: number,
  values: Pick<typeof documents.$inferInsert, "kind"> & Partial<typeof documents.$inferInsert>,
) {
  return only(
    await db
      .insert(documents)
      .values({ accountId, ...values })
      .returning(),
  );
}

export async function assignTestDriver(
  db: Db,
  accountId: number,
  values: { driverId: number; vehicleId: number; validFrom?: Date; validTo?: Date },
) {
  await db.insert(driverAssignments).values({ accountId, ...values });
}

const quietSide = { manoeuvres: [], sumSquares: 0, seconds: 0, stretches: [] };
const quietEvidence: TripEvidence = {
  brake: quietSide,
  accel: quietSide,
  speeding: [],
  idling: [],
  ratios: null,
  nightS: 0,
};

export interface TestTrip extends Partial<typeof trips.$inferInsert> {
  accountId: number;
  vehicleId: number;
  track?: TripTrack;
  /** Stores a report card with this score. */
  driveScore?: number | null;
  receipts?: Receipt[];
}

/** A finished trip of half an hour and 20 km from Oak Park to Chicago unless told otherwise. */
export async function insertTrip(db: Db, { track, driveScore, receipts = [], ...values }: TestTrip) {
  const startedAt = values.startedAt ?? new Date(Date.UTC(2026, 2, 1, 14) + next() * 3_600_000);
  const trip = only(
    await db
      .insert(trips)
      .values({
        status: "finished",
        startedAt,
        endedAt: new Date(startedAt.getTime() + 1_800_000),
        endReason: "ignition_off",
        startPlace: "Oak Park, Illinois, US",
        endPlace: "Chicago, Illinois, US",
        startTimeZone: "America/Chicago",
        endTimeZone: "America/Chicago",
        distanceM: 20_000,
        distanceSource: "obd",
        durationS: 1800,
        movingS: 1500,
        idlingS: 300,
        over70MphS: 0,
        over75MphS: 0,
        over80MphS: 0,
        hardBrakes: 0,
        hardAccels: 0,
        quality: "A",
        sampleCount: 1800,
        evidence: quietEvidence,
        digest: "",
        ...values,
      })
      .returning(),
  );
  if (track) await db.insert(tripTracks).values({ tripId: trip.id, track });
  if (driveScore !== undefined) await insertReportCard(db, trip.id, driveScore, receipts);
  return trip;
}

async function insertReportCard(db: Db, tripId: number, driveScore: number | null, receipts: Receipt[]) {
  await db.insert(reportCards).values({
    tripId,
    tripRevision: 1,
    modelVersion: 1,
    driveScore,
    noScoreReason: driveScore === null ? "too_short" : null,
    hbr: 18,
    hac: 19,
    spd: 20,
    idl: 20,
    speedingMode: "thresholds",
    receipts,
  });
}

type EventValues = typeof tripEvents.$inferInsert;

/** An event of a trip at its start: a hard brake of the score unless told otherwise. */
export async function insertTripEvent(db: Db, { id, startedAt }: { id: number; startedAt: Date }, values: Partial<EventValues> = {}) {
  const moment = { at: startedAt, endedAt: startedAt, startDistanceM: 0, endDistanceM: 0 };
  await db.insert(tripEvents).values({ tripId: id, kind: "hard_brake", basis: "score", peak: 12, tier: 2, ...moment, ...values });
}

type AlertValues = typeof alerts.$inferInsert;

/** Alerts in the order given; their ids. */
export async function insertAlerts(db: Db, rows: (Omit<AlertValues, "dedupeKey"> & { dedupeKey?: string })[]): Promise<number[]> {
  const values = rows.map((row) => ({ dedupeKey: `test:${next()}`, ...row }));
  return (await db.insert(alerts).values(values).returning({ id: alerts.id })).map(({ id }) => id);
}

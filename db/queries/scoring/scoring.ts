/** What scoring reads and writes: finished trips with their evidence, report cards, drivers' scores. */
import { and, asc, eq, gt, gte, lt, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { driverScores, reportCards, rescoreRanges, rollUpRanges } from "#db/schema/scoring.ts";
import { trips } from "#db/schema/trips.ts";
import { writeInSlices } from "#db/slices.ts";
import type { DriverCard } from "#server/domain/scoring/score-driver.ts";
import type { ReportCard } from "#server/domain/scoring/score-trip.ts";

/** Takes the moment from which a vehicle's trips need scoring; undefined when none do. */
export async function takeRescoreRange(tx: Tx, vehicleId: number): Promise<Date | undefined> {
  const [row] = await tx.delete(rescoreRanges).where(eq(rescoreRanges.vehicleId, vehicleId)).returning({ fromAt: rescoreRanges.fromAt });
  return row?.fromAt;
}

/** Takes the moment from which a driver's scores need working out; undefined when none do. */
export async function takeRollUpRange(tx: Tx, driverId: number): Promise<Date | undefined> {
  const [row] = await tx.delete(rollUpRanges).where(eq(rollUpRanges.driverId, driverId)).returning({ fromAt: rollUpRanges.fromAt });
  return row?.fromAt;
}

const scoringColumns = {
  id: trips.id,
  revision: trips.revision,
  driverId: trips.driverId,
  deviceId: trips.deviceId,
  startedAt: trips.startedAt,
  endedAt: trips.endedAt,
  startLat: trips.startLat,
  startLon: trips.startLon,
  distanceM: trips.distanceM,
  durationS: trips.durationS,
  movingS: trips.movingS,
  meanMovingKmh: trips.meanMovingKmh,
  fuelL: trips.fuelL,
  energyKwh: trips.energyKwh,
  quality: trips.quality,
  evidence: trips.evidence,
};

/** A page of a vehicle's finished trips from a moment on, in order of start. */
export async function listTripsToScore(tx: Tx, vehicleId: number, from: Date, after: Date | null, limit: number) {
  return tx
    .select({ ...scoringColumns, scoredRevision: reportCards.tripRevision, scoredDigest: reportCards.digest })
    .from(trips)
    .leftJoin(reportCards, eq(reportCards.tripId, trips.id))
    .where(
      and(
        eq(trips.vehicleId, vehicleId),
        eq(trips.status, "finished"),
        gte(trips.startedAt, from),
        after ? gt(trips.startedAt, after) : undefined,
      ),
    )
    .orderBy(asc(trips.startedAt))
    .limit(limit);
}

export type TripToScore = Awaited<ReturnType<typeof listTripsToScore>>[number];

/** The newest finished trips of a vehicle before a moment, in order of start: what a trip is compared with. */
export async function listTripsBefore(tx: Tx, vehicleId: number, before: Date, limit: number) {
  const rows = await tx
    .select({
      distanceM: trips.distanceM,
      meanMovingKmh: trips.meanMovingKmh,
      fuelL: trips.fuelL,
      energyKwh: trips.energyKwh,
      ratios: sql<string | null>`${trips.evidence} ->> 'ratios'`,
    })
    .from(trips)
    .where(and(eq(trips.vehicleId, vehicleId), eq(trips.status, "finished"), lt(trips.startedAt, before)))
    .orderBy(sql`${trips.startedAt} desc`)
    .limit(limit);
  return rows.reverse();
}

/** Writes the report card of a trip. */
export async function upsertReportCard(tx: Tx, tripId: number, tripRevision: number, card: ReportCard, digest: string): Promise<void> {
  const { parts, ...told } = card;
  const values = { ...told, ...parts, tripRevision, digest, scoredAt: sql`now()` };
  await tx
    .insert(reportCards)
    .values({ tripId, ...values })
    .onConflictDoUpdate({ target: reportCards.tripId, set: values });
}

/** A driver's scored trips from a moment on, in order of start. */
export async function listDriverTrips(tx: Tx, driverId: number, from: Date) {
  return tx
    .select({
      startedAt: trips.startedAt,
      startTimeZone: trips.startTimeZone,
      distanceM: trips.distanceM,
      durationS: trips.durationS,
      movingS: trips.movingS,
      fuelL: trips.fuelL,
      evidence: trips.evidence,
      clt: reportCards.clt,
      mil: reportCards.mil,
    })
    .from(trips)
    .innerJoin(reportCards, eq(reportCards.tripId, trips.id))
    .where(
      and(
        eq(trips.driverId, driverId),
        eq(trips.status, "finished"),
        gte(trips.startedAt, from),
        sql`${reportCards.driveScore} is not null`,
      ),
    )
    .orderBy(asc(trips.startedAt));
}

/** Locks a driver until the transaction ends; gives the account, or undefined if the driver is gone. */
export async function lockDriver(tx: Tx, driverId: number): Promise<number | undefined> {
  const rows = await tx.execute<{ account_id: string }>(sql`select account_id from drivers where id = ${driverId} for no key update`);
  return rows[0] && Number(rows[0].account_id);
}

export interface DriverScoreRow {
  asOf: string;
  card: DriverCard;
}

/** Replaces a driver's scores from a calendar day on. */
export async function replaceDriverScores(
  tx: Tx,
  key: { driverId: number; accountId: number },
  fromDay: string,
  rows: readonly DriverScoreRow[],
): Promise<void> {
  await tx.delete(driverScores).where(and(eq(driverScores.driverId, key.driverId), gte(driverScores.asOf, fromDay)));
  const scores = rows.map(({ asOf, card }) => ({ ...key, asOf, card, score: card.score }));
  await writeInSlices(scores, (slice) => tx.insert(driverScores).values(slice));
}

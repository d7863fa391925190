import type { Database } from "#db/client.ts";
import { fillWithTrips } from "#db/seeds/many-trips.ts";
import type { TrpcContext } from "#server/trpc/init.ts";
import { createCallerFactory } from "#server/trpc/init.ts";
import { appRouter } from "#server/trpc/root.ts";
import { percentile } from "./percentile.ts";

export interface TripPageFigures {
  /** Number of trips stored → 95th percentile of one read of the trip page, ms. */
  p95Ms: Map<number, number>;
  /** The largest stock against the smallest. */
  ratio: number;
}

const stocks = [100, 100_000];
const vehicles = 50;
const rounds = 5;
const readsPerRound = 400;

/**
 * How long a trip page's data takes through the screens' API, with few and with many trips stored, one after the other on the
 * same database. Each figure is the median of the rounds' percentiles, so that one hiccup of the machine does not decide.
 * Takes a migrated database with an account of its own to fill.
 */
export async function measureTripPage(database: Database, accountId: number, report: (line: string) => void): Promise<TripPageFigures> {
  const p95Ms = new Map<number, number>();
  for (const trips of stocks) {
    await fillWithTrips(database.sql, { accountId, vehicles, trips });
    const p95 = await measureStock(database, accountId);
    p95Ms.set(trips, p95);
    report(`trip page read with ${trips} trips stored: p95 ${p95.toFixed(2)} ms`);
  }
  const [few = Number.NaN, many = Number.NaN] = stocks.map((trips) => p95Ms.get(trips));
  report(`trip page read p95 ratio: ${(many / few).toFixed(2)} (aim 1.20 or less)`);
  return { p95Ms, ratio: many / few };
}

async function measureStock(database: Database, accountId: number): Promise<number> {
  const tripIds = await listTripIds(database, accountId);
  const read = createReader(database, accountId);
  await readRound(read, tripIds);
  const percentiles: number[] = [];
  for (let round = 0; round < rounds; round++) percentiles.push(percentile(await readRound(read, tripIds), 0.95));
  return percentile(percentiles, 0.5);
}

/** The ids of all trips: pages are read anywhere among them, not only among the newest. */
async function listTripIds(database: Database, accountId: number): Promise<number[]> {
  const rows = await database.sql<{ id: string }[]>`select id from trips where account_id = ${accountId} order by id`;
  return rows.map((row) => Number(row.id));
}

function createReader(database: Database, accountId: number): (tripId: number) => Promise<unknown> {
  const context: TrpcContext = {
    identifyAgain: async () => null,
    deps: { db: database.orm, now: () => new Date() },
    bus: { subscribe: () => () => {}, subscribeAll: () => () => {}, ready: async () => {} },
    session: { userId: 0, accountId, role: "viewer", name: "Bench", email: "bench@localhost", units: "metric", timeZone: null },
    scope: { actor: { kind: "system", reason: "bench" }, accountId, driverIds: "all" },
  };
  const caller = createCallerFactory(appRouter)(context);
  return (tripId) => caller.trips.get({ tripId });
}

async function readRound(read: (tripId: number) => Promise<unknown>, tripIds: readonly number[]): Promise<number[]> {
  const timesMs: number[] = [];
  for (let n = 0; n < readsPerRound; n++) {
    const tripId = tripIds[Math.floor(((n * 0.618034) % 1) * tripIds.length)];
    if (tripId === undefined) throw new Error("No trips to read.");
    const startedMs = performance.now();
    await read(tripId);
    timesMs.push(performance.now() - startedMs);
  }
  return timesMs;
}

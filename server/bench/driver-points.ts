import { pino } from "pino";
import type { Database } from "#db/client.ts";
import { enqueueRollUpDriver } from "#db/queries/queue/jobs.ts";
import { fillWithTrips } from "#db/seeds/many-trips.ts";
import { insertAccount, insertDriver } from "#db/test-factories.ts";
import { createCarnotApi } from "#server/api/carnot/index.ts";
import { systemScope } from "#server/auth/scope.ts";
import { createApiKey } from "#server/commands/apps/api-keys.ts";
import { rollUpDriver } from "#server/commands/scoring/roll-up-driver.ts";
import { percentile } from "./percentile.ts";

const stocks = [100, 10_000] as const;
const requests = 300;
const rounds = 3;

/**
 * The p95 of `/api/carnot/users/<id>/driverpoints/?graph=True` for a driver with 10,000 trips through that for one with 100:
 * the graph comes from what the pipeline has kept, so it hardly grows. Gives the ratio; says each figure.
 */
export async function benchDriverPoints(database: Database, report: (line: string) => void): Promise<number> {
  const p95s: number[] = [];
  for (const trips of stocks) {
    const ask = await prepareDriver(database, trips);
    await askOften(ask);
    const rounded: number[] = [];
    for (let round = 0; round < rounds; round++) rounded.push(percentile(await askOften(ask), 0.95));
    const p95 = percentile(rounded, 0.5);
    p95s.push(p95);
    report(`driver points with ${trips} trips stored: p95 ${p95.toFixed(2)} ms`);
  }
  const [few = Number.NaN, many = Number.NaN] = p95s;
  return many / few;
}

/** A driver with so many scored trips, rolled up by the pipeline; gives a function that asks for the points. */
async function prepareDriver(database: Database, trips: number): Promise<() => Promise<void>> {
  const db = database.orm;
  const deps = { db, now: () => new Date() };
  const { id: accountId } = await insertAccount(db, { name: `bench ${crypto.randomUUID()}` });
  const { id: driverId } = await insertDriver(db, accountId);
  await fillWithTrips(database.sql, { accountId, vehicles: 2, trips });
  await database.sql`update trips set driver_id = ${driverId} where account_id = ${accountId}`;
  await enqueueRollUpDriver(db, driverId, null);
  await rollUpDriver(deps, driverId);
  const { token } = await createApiKey(deps, systemScope(accountId, "bench"), { name: "bench", family: "carnot", access: "read" });
  const api = createCarnotApi({ ...deps, log: pino({ level: "silent" }), requestsPerMinute: 1_000_000_000 });
  return async () => {
    const path = `/api/carnot/users/${driverId}/driverpoints/?graph=True`;
    const answer = await api.request(path, { headers: { authorization: token } });
    if (answer.status !== 200) throw new Error(`Answered ${answer.status}.`);
    await answer.text();
  };
}

async function askOften(ask: () => Promise<void>): Promise<number[]> {
  const timesMs: number[] = [];
  for (let n = 0; n < requests; n++) {
    const startedMs = performance.now();
    await ask();
    timesMs.push(performance.now() - startedMs);
  }
  return timesMs;
}

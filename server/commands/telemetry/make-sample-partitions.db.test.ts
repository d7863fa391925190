import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "#db/client.ts";
import { ensureSamplePartitions } from "#db/queries/telemetry/samples.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { makeSamplePartitions } from "./make-sample-partitions.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function listPartitions(): Promise<unknown[]> {
  const rows = await database.sql`
    select relname from pg_inherits join pg_class on oid = inhrelid where inhparent = 'samples'::regclass and relkind = 'r' order by relname`;
  return rows.map((row) => row["relname"]);
}

test("this month and the next two are there before their samples come, across the turn of the year", async () => {
  const deps = { db: database.orm, now: () => new Date("2026-11-30T23:59:59Z") };
  await makeSamplePartitions(deps);
  await makeSamplePartitions(deps);
  expect(await listPartitions()).toEqual(["samples_2026_11", "samples_2026_12", "samples_2027_01"]);
});

test("several processes make the same months at once, while a transaction has written samples", async () => {
  const processes = Array.from({ length: 4 }, () => openDatabase(database.url, { max: 3 }));
  const months = Array.from({ length: 36 }, (_, month) => Date.UTC(2012, month));
  await database.sql.begin(async (tx) => {
    await tx`insert into samples (device_id, at) values (1, '2026-11-15')`;
    const shuffled = processes.map(({ orm }, index) =>
      ensureSamplePartitions(orm, [...months.slice(index * 9), ...months.slice(0, index * 9)]),
    );
    await Promise.all(shuffled);
  });
  expect((await listPartitions()).filter((name) => /^samples_201[2-4]_/.test(String(name)))).toHaveLength(36);
  for (const { close } of processes) await close();
});

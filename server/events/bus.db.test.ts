import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/client.ts";
import { startEmbedded } from "#db/embedded.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { appendEvents } from "#db/queries/outbox/append.ts";
import { accounts } from "#db/schema/accounts.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { createEventBus, type EventBus } from "./bus.ts";

const log = pino({ level: "silent" });
const at = new Date("2026-03-01T10:00:00Z");

async function insertAccount(db: Database, name: string): Promise<number> {
  const [row] = await db.orm.insert(accounts).values({ name }).returning({ id: accounts.id });
  if (!row) throw new Error("No account.");
  return row.id;
}

async function append(db: Database, accountId: number, accepted: number): Promise<void> {
  await appendEvents(db.orm, [{ accountId, type: "telemetry.received", at, payload: { accepted } }]);
}

/** Collects what arrives for an account; `until(n)` waits for the event whose payload says n. */
function collect(bus: EventBus, accountId: number) {
  const seen: unknown[] = [];
  const waiting = new Map<unknown, () => void>();
  const unsubscribe = bus.subscribe(accountId, (event) => {
    const value = event.payload["accepted"];
    seen.push(value);
    waiting.get(value)?.();
  });
  const until = (value: number): Promise<void> =>
    new Promise((resolve) => (seen.includes(value) ? resolve() : waiting.set(value, resolve)));
  return { seen, until, unsubscribe };
}

async function dropListeners(db: Database): Promise<void> {
  const dropped = await db.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen "motorpool_events"%' and pid <> pg_backend_pid()`;
  expect(dropped.length).toBeGreaterThan(0);
}

describe("the event bus", () => {
  let db: TestDatabase;
  let bus: EventBus;
  let account: number;

  beforeAll(async () => {
    db = await createTestDatabase();
    account = await insertAccount(db, "Bus fleet");
  });
  afterAll(() => db.drop());
  beforeEach(async () => {
    const own = openDatabase(db.url, { max: 2 });
    bus = createEventBus({ sql: own.sql, log });
    await bus.ready();
    return () => own.close();
  });

  test("delivers a committed event with its row, to its account only", async () => {
    const other = await insertAccount(db, "Another fleet");
    const foreign = collect(bus, other);
    const events: unknown[] = [];
    bus.subscribe(account, (event) => events.push(event));
    const own = collect(bus, account);
    await append(db, account, 1);
    await own.until(1);
    expect(events).toEqual([
      {
        id: expect.any(Number),
        accountId: account,
        type: "telemetry.received",
        vehicleId: null,
        tripId: null,
        at,
        payload: { accepted: 1 },
      },
    ]);
    expect(foreign.seen).toEqual([]);
  });

  test("delivers the events of all accounts to who asks for all, until they leave", async () => {
    const other = await insertAccount(db, "A third fleet");
    const heard: [number, unknown][] = [];
    const end = bus.subscribeAll((event) => heard.push([event.accountId, event.payload["accepted"]]));
    await append(db, account, 5);
    await append(db, other, 6);
    const { until } = collect(bus, other);
    await append(db, other, 7);
    await until(7);
    end();
    await append(db, other, 8);
    await until(8);
    expect(heard).toEqual([
      [account, 5],
      [other, 6],
      [other, 7],
    ]);
  });

  test("delivers nothing of a transaction that is rolled back", async () => {
    const { seen, until } = collect(bus, account);
    const undone = db.orm.transaction(async (tx) => {
      await appendEvents(tx, [{ accountId: account, type: "telemetry.received", at, payload: { accepted: 10 } }]);
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    await append(db, account, 11);
    await until(11);
    expect(seen).toEqual([11]);
  });

  test("an event that commits after one with a higher id arrives too", async () => {
    const { seen, until } = collect(bus, account);
    await db.orm.transaction(async (tx) => {
      await appendEvents(tx, [{ accountId: account, type: "telemetry.received", at, payload: { accepted: 20 } }]);
      await append(db, account, 21);
      await until(21);
    });
    await until(20);
    expect(seen).toEqual([21, 20]);
  });

  test("a lost connection loses and doubles nothing, not even an event that commits late", async () => {
    const { seen, until } = collect(bus, account);
    await append(db, account, 30);
    await until(30);
    const slow = openDatabase(db.url, { max: 1 });
    await slow.orm.transaction(async (tx) => {
      await appendEvents(tx, [{ accountId: account, type: "telemetry.received", at, payload: { accepted: 31 } }]);
      await append(db, account, 32);
      await until(32);
      await dropListeners(db);
    });
    await Promise.all([33, 34, 35].map((n) => append(db, account, n)));
    await Promise.all([31, 33, 34, 35].map(until));
    await append(db, account, 36);
    await until(36);
    expect([...seen].sort()).toEqual([30, 31, 32, 33, 34, 35, 36]);
    await slow.close();
  });

  test("a listener that left hears nothing, and one that fails disturbs nobody", async () => {
    bus.subscribe(account, () => {
      throw new Error("mine");
    });
    const gone = collect(bus, account);
    gone.unsubscribe();
    const { seen, until } = collect(bus, account);
    await append(db, account, 40);
    await until(40);
    expect(seen).toEqual([40]);
    expect(gone.seen).toEqual([]);
  });
});

test("survives a restart of the database", async () => {
  const directory = mkdtempSync(join(tmpdir(), "motorpool-bus-"));
  const first = await startEmbedded({ directory, durable: false, firstPort: 56_500 });
  await migrateDatabase(first.url);
  const database = openDatabase(first.url, { max: 2 });
  const account = await insertAccount(database, "Restarted fleet");
  const bus = createEventBus({ sql: database.sql, log });
  const { seen, until } = collect(bus, account);
  await bus.ready();
  await append(database, account, 1);
  await until(1);

  await first.release();
  expect(first.isRunning()).toBe(false);
  const second = await startEmbedded({ directory, durable: false, firstPort: 56_500 });
  expect(second.url).toBe(first.url);
  const writer = openDatabase(second.url, { max: 1 });
  await append(writer, account, 2);
  await until(2);
  expect(seen).toEqual([1, 2]);

  await writer.close();
  await database.close();
  await second.release();
  rmSync(directory, { recursive: true, force: true });
});

import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as accounts from "./schema/accounts.ts";
import * as alerts from "./schema/alerts.ts";
import * as apps from "./schema/apps.ts";
import * as documents from "./schema/documents.ts";
import * as drivingEvents from "./schema/driving-events.ts";
import * as geofences from "./schema/geofences.ts";
import * as health from "./schema/health.ts";
import * as outbox from "./schema/outbox.ts";
import * as scoring from "./schema/scoring.ts";
import * as service from "./schema/service.ts";
import * as telemetry from "./schema/telemetry.ts";
import * as trips from "./schema/trips.ts";
import * as vehicles from "./schema/vehicles.ts";

const schema = {
  ...accounts,
  ...alerts,
  ...apps,
  ...documents,
  ...drivingEvents,
  ...geofences,
  ...health,
  ...outbox,
  ...scoring,
  ...service,
  ...telemetry,
  ...trips,
  ...vehicles,
};

/** What query functions take: the database or a transaction on it. */
export type Db = PostgresJsDatabase<typeof schema>;
/** A transaction: what every write and the events and jobs it causes happen in. */
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
/** A transaction of {@link plainClient}. */
export type PlainTx = postgres.TransactionSql;

declare global {
  var motorpoolPlainClients: WeakMap<Db, postgres.Sql> | undefined;
}

/** Shared through globalThis: Next has its own copy of this module, and uses the databases that the web process opened. */
globalThis.motorpoolPlainClients ??= new WeakMap();
const plainClients = globalThis.motorpoolPlainClients;

/**
 * The client below drizzle, for the hottest path, uploads: each statement is prepared once and takes one round trip, where
 * drizzle's take two. Drizzle has taught it to leave dates and JSON alone: both go in as text, with a cast.
 */
export function plainClient(db: Db): postgres.Sql {
  const client = plainClients.get(db);
  if (!client) throw new Error("This is not a database that openDatabase opened.");
  return client;
}

export interface Database {
  orm: Db;
  /** A client of its own for prepared hot reads, cursors, LISTEN and COPY: drizzle changes how its client treats dates and JSON. */
  sql: postgres.Sql;
  close(): Promise<void>;
}

/** Opens both pools lazily: nothing connects until the first query. */
export function openDatabase(url: string, options: { max?: number } = {}): Database {
  const connection = {
    max: options.max ?? 10,
    onnotice: () => {},
    // Compiling a statement takes longer than running any of ours, and samples have a partition each month.
    connection: { application_name: "motorpool", statement_timeout: 60_000, jit: "off" },
  };
  const ormClient = postgres(url, connection);
  const sql = postgres(url, connection);
  const orm = drizzle(ormClient, { schema });
  plainClients.set(orm, ormClient);
  return {
    orm,
    sql,
    close: async () => {
      await Promise.all([ormClient.end({ timeout: 5 }), sql.end({ timeout: 5 })]);
    },
  };
}

import type { Sql } from "postgres";

/** A committed row of the outbox. */
export interface OutboxEvent {
  id: number;
  accountId: number;
  type: string;
  vehicleId: number | null;
  tripId: number | null;
  /** When it happened on the road. */
  at: Date;
  payload: Record<string, unknown>;
}

interface Row {
  id: string;
  account_id: string;
  type: string;
  vehicle_id: string | null;
  trip_id: string | null;
  at: Date;
  payload: Record<string, unknown>;
}

function toOutboxEvent(row: Row): OutboxEvent {
  return {
    id: Number(row.id),
    accountId: Number(row.account_id),
    type: row.type,
    vehicleId: row.vehicle_id === null ? null : Number(row.vehicle_id),
    tripId: row.trip_id === null ? null : Number(row.trip_id),
    at: row.at,
    payload: row.payload,
  };
}

/** The feed serves every account of this process; who may see an event is decided where it is handed out. */
export async function listEventsByIds(sql: Sql, ids: readonly number[]): Promise<OutboxEvent[]> {
  const rows = await sql<Row[]>`
    select id, account_id, type, vehicle_id, trip_id, at, payload from events where id = any(${sql.array([...ids], 20)}) order by id`;
  return rows.map(toOutboxEvent);
}

/** Up to `limit` events with higher ids, lowest first. */
export async function listEventsAfter(sql: Sql, id: number, limit: number): Promise<OutboxEvent[]> {
  const rows = await sql<Row[]>`
    select id, account_id, type, vehicle_id, trip_id, at, payload from events where id > ${id} order by id limit ${limit}`;
  return rows.map(toOutboxEvent);
}

/** The newest ids, lowest first. */
export async function listNewestEventIds(sql: Sql, limit: number): Promise<number[]> {
  const rows = await sql<{ id: string }[]>`select id from events order by id desc limit ${limit}`;
  return rows.map((row) => Number(row.id)).reverse();
}

/**
 * Calls `onId` for each event that commits and `onConnected` whenever listening begins, after a lost connection too.
 * What commits while there is no connection is not told: read it with `listEventsAfter`.
 */
export async function listenForEvents(sql: Sql, onId: (id: number) => void, onConnected: () => void): Promise<void> {
  await sql.listen("motorpool_events", (id) => onId(Number(id)), onConnected);
}

import { sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import type { Turn } from "#server/domain/alerts/delivery/turns.ts";

/** The jobs of the pipeline with their payloads, in the order the data flows. */
export interface Jobs {
  /** `background`: what is cut again although no sample changed. */
  "cut-trips": { vehicleId: number; background?: true | undefined };
  "score-trips": { vehicleId: number };
  "roll-up-driver": { driverId: number };
  "roll-up-vehicle": { vehicleId: number };
  "award-badges": { driverId: number };
  "track-dtcs": { vehicleId: number };
  "watch-vehicle": { vehicleId: number };
  "sweep-alerts": Record<string, never>;
  "send-alert": { alertId: number };
  "deliver-message": { messageId: number };
  "sweep-documents": Record<string, never>;
  "watch-drive": { vehicleId: number };
  "announce-events": { eventIds: number[] };
  /** `once`: asked for by a person; no further attempt follows. */
  "deliver-webhook": { deliveryId: number; once?: true | undefined };
  "find-streets": Record<string, never>;
  "sweep-apps": Record<string, never>;
  "make-sample-partitions": Record<string, never>;
}

export interface JobOptions {
  /** A later job with the same key replaces a waiting one. */
  key: string;
  /** Jobs of one queue run one after another. */
  queue: string;
  /** What bounds how many run at once: see server/domain/alerts/delivery/turns.ts. */
  flags?: string[];
  runAt?: Date;
  /** Of jobs that are due, those with the lowest number come first; 0 unless told otherwise. */
  priority?: number;
}

/** Adds a job in the caller's transaction: it exists exactly when the rows it is about do. */
export async function enqueue<Name extends keyof Jobs>(tx: Db | Tx, name: Name, payload: Jobs[Name], options: JobOptions): Promise<void> {
  const { queue, key, flags, runAt, priority = 0 } = options;
  const list =
    flags &&
    sql.join(
      flags.map((flag) => sql`${flag}`),
      sql`, `,
    );
  // The plural form for one: `add_job` calls it too, and adds a third to what it takes.
  await tx.execute(sql`select from graphile_worker.add_jobs(array[(
    ${name}::text, ${JSON.stringify(payload)}::json, ${queue}::text, ${runAt?.toISOString() ?? null}::timestamptz, 25,
    ${key}::text, ${priority}::int, ${list ? sql`array[${list}]::text[]` : null}
  )::graphile_worker.job_spec])`);
}

/** Of what is cut again although no sample changed: it waits until nothing else does. */
const backgroundPriority = 10;

/** Cuts a vehicle's trips again, soon. Debounced by the key: a waiting job is replaced, so a stream of uploads costs one cut. */
export function enqueueCutTrips(tx: Db | Tx, vehicleId: number, { background = false } = {}): Promise<void> {
  const queue = `vehicle:${vehicleId}`;
  if (!background) return enqueue(tx, "cut-trips", { vehicleId }, { key: `cut-trips:${vehicleId}`, queue });
  const payload = { vehicleId, background: true } as const;
  return enqueue(tx, "cut-trips", payload, { key: `recut-trips:${vehicleId}`, queue, priority: backgroundPriority });
}

/** Looks later whether a silent car's trip is over; under a key of its own, so that it never delays a cut. */
export function enqueueFinishTrips(tx: Db | Tx, vehicleId: number, runAt: Date): Promise<void> {
  return enqueue(tx, "cut-trips", { vehicleId }, { key: `finish-trips:${vehicleId}`, queue: `vehicle:${vehicleId}`, runAt });
}

/** Notes that a vehicle's trips need scoring again from a moment on. Later trips are compared with earlier ones, so all from there on. */
export async function noteRescore(tx: Db | Tx, vehicleId: number, from: Date): Promise<void> {
  await tx.execute(sql`
    insert into rescore_ranges (vehicle_id, from_at) values (${vehicleId}, ${from.toISOString()}::timestamptz)
    on conflict (vehicle_id) do update set from_at = least(rescore_ranges.from_at, excluded.from_at)`);
}

/** Scores a vehicle's trips where that was noted; false where it was not. */
export async function enqueueScoreTrips(tx: Db | Tx, vehicleId: number): Promise<boolean> {
  const noted = await tx.execute(sql`select from rescore_ranges where vehicle_id = ${vehicleId}`);
  if (noted.length === 0) return false;
  await enqueue(tx, "score-trips", { vehicleId }, { key: `score-trips:${vehicleId}`, queue: `vehicle:${vehicleId}` });
  return true;
}

/** Works out a driver's scores again from a moment on; null: all of them. */
export async function enqueueRollUpDriver(tx: Db | Tx, driverId: number, from: Date | null): Promise<void> {
  await tx.execute(sql`
    insert into roll_up_ranges (driver_id, from_at) values (${driverId}, ${(from ?? new Date(0)).toISOString()}::timestamptz)
    on conflict (driver_id) do update set from_at = least(roll_up_ranges.from_at, excluded.from_at)`);
  await enqueue(tx, "roll-up-driver", { driverId }, { key: `roll-up-driver:${driverId}`, queue: `driver:${driverId}` });
}

/** Adds a vehicle's trips up again, after they were scored. */
export function enqueueRollUpVehicle(tx: Db | Tx, vehicleId: number): Promise<void> {
  return enqueue(tx, "roll-up-vehicle", { vehicleId }, { key: `roll-up-vehicle:${vehicleId}`, queue: `vehicle:${vehicleId}` });
}

/** Looks through a driver's trips for badges again, after they were added up. */
export function enqueueAwardBadges(tx: Db | Tx, driverId: number): Promise<void> {
  return enqueue(tx, "award-badges", { driverId }, { key: `award-badges:${driverId}`, queue: `driver:${driverId}` });
}

/** Works out a vehicle's fault episodes again. */
export function enqueueTrackDtcs(tx: Db | Tx, vehicleId: number): Promise<void> {
  return enqueue(tx, "track-dtcs", { vehicleId }, { key: `track-dtcs:${vehicleId}`, queue: `vehicle:${vehicleId}` });
}

/** Decides whom an alert is sent to, and writes the messages. */
export function enqueueSendAlert(tx: Db | Tx, alertId: number): Promise<void> {
  return enqueue(tx, "send-alert", { alertId }, { key: `send-alert:${alertId}`, queue: `alerts:${alertId % 4}` });
}

/** Sends a message, at once or when its next attempt is due. */
export function enqueueDeliverMessage(tx: Db | Tx, messageId: number, turn: Turn, runAt?: Date): Promise<void> {
  return enqueue(tx, "deliver-message", { messageId }, { key: `deliver-message:${messageId}`, ...turn, ...(runAt && { runAt }) });
}

/** Holds what is new of a vehicle against the alert rules. */
export function enqueueWatchVehicle(tx: Db | Tx, vehicleId: number): Promise<void> {
  return enqueue(tx, "watch-vehicle", { vehicleId }, { key: `watch-vehicle:${vehicleId}`, queue: `vehicle:${vehicleId}` });
}

/** Looks through the newest minutes of a vehicle for what apps are told at once: before its trips are scored and told of. */
export function enqueueWatchDrive(tx: Db | Tx, vehicleId: number): Promise<void> {
  const key = `watch-drive:${vehicleId}`;
  return enqueue(tx, "watch-drive", { vehicleId }, { key, queue: `vehicle:${vehicleId}`, priority: -1 });
}

/** Tells the webhooks of apps of events, those of one vehicle in their order. */
export function enqueueAnnounceEvents(tx: Db | Tx, vehicleId: number, eventIds: number[]): Promise<void> {
  return enqueue(tx, "announce-events", { eventIds }, { key: `announce-events:${eventIds[0]}`, queue: `announce:${vehicleId}` });
}

/** Sends a delivery, at once or when its next attempt is due. */
export function enqueueDeliverWebhook(tx: Db | Tx, delivery: Jobs["deliver-webhook"], turn: Turn, runAt?: Date): Promise<void> {
  const key = `deliver-webhook:${delivery.deliveryId}`;
  return enqueue(tx, "deliver-webhook", delivery, { key, ...turn, ...(runAt && { runAt }) });
}

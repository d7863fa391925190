import type { PlainTx } from "#db/client.ts";
import type { EventPayloads, EventType } from "#db/queries/outbox/append.ts";
import type { Jobs } from "#db/queries/queue/jobs.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { DeviceReport } from "#server/domain/telemetry/records.ts";
import type { UploadAnswer } from "#server/domain/telemetry/upload-answer.ts";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";

export interface BatchKey {
  deviceId: number;
  batchId: string;
}

/** How long an upload waits for another one of the same device before it is told to come again, ms. */
const lockTimeoutMs = 2000;

/** Which vehicle a device sat in from when (inclusive) to when (exclusive), epoch ms; null ends are open. */
export interface DeviceStay {
  vehicleId: number;
  fromMs: number | null;
  toMs: number | null;
}

/** All an upload needs to know before it is stored. */
export interface OpenBatch {
  revoked: boolean;
  /** When the device last said something of itself, epoch ms. */
  reportedMs: number | null;
  stays: DeviceStay[];
  /** Set when this batch was stored before. */
  contentHash: string | null;
  answer: UploadAnswer | null;
}

/**
 * Opens a batch and locks its device: uploads of one device are stored one after another, so that two of one batch, or two
 * that overlap, cannot meet. Waits two seconds at most for this and all later locks. Null when the device is not the scope's.
 */
export async function openBatch(tx: PlainTx, scope: Scope, key: BatchKey): Promise<OpenBatch | null> {
  // Sent together, run one after the other: what is read is what stands when the lock is had.
  const [, , [row]] = await Promise.all([
    tx`select set_config('lock_timeout', ${String(lockTimeoutMs)}, true)`,
    tx`select from devices where id = ${key.deviceId} and account_id = ${scope.accountId} for no key update`,
    tx<OpenBatch[]>`
      select d.revoked_at is not null as revoked, (extract(epoch from d.reported_at) * 1000)::float8 as "reportedMs",
        b.content_hash as "contentHash", b.answer,
        array(
          select jsonb_build_object('vehicleId', a.vehicle_id,
            'fromMs', extract(epoch from a.valid_from) * 1000, 'toMs', extract(epoch from a.valid_to) * 1000)
          from device_assignments a where a.device_id = d.id and a.account_id = d.account_id order by a.id
        ) as stays
      from devices d left join upload_batches b on b.device_id = d.id and b.batch_id = ${key.batchId}
      where d.id = ${key.deviceId} and d.account_id = ${scope.accountId}`,
  ]);
  return row ?? null;
}

/** What an upload told of one vehicle. */
export interface VehicleOutcome {
  vehicleId: number;
  /** Newest moment told of. */
  newestAt: Date;
  /** Records that told something new. */
  accepted: number;
  /** The stretch whose samples changed; null when only other records came. */
  changed: { from: Date; to: Date } | null;
  /** Whether fault codes were among the news. */
  reportsDtcs: boolean;
  /** All that is known of the vehicle now. */
  signals: VehicleSignals;
}

export interface BatchOutcome extends BatchKey {
  contentHash: string;
  answer: UploadAnswer;
  receivedAt: Date;
  /** What the adapter newly said of itself. */
  deviceReport: DeviceReport | null;
  /** Where the device sits when it says something of itself. */
  reportsFrom: number | null;
  vehicles: readonly VehicleOutcome[];
}

const received: EventType = "telemetry.received";

interface VehicleJob {
  name: keyof Jobs;
  vehicle_id: number;
}

/** What follows an upload, in the order it is to be done. */
function listJobs({ vehicles, reportsFrom }: BatchOutcome): VehicleJob[] {
  const jobs: VehicleJob[] = [];
  for (const { vehicleId, changed, reportsDtcs } of vehicles.toSorted((a, b) => a.vehicleId - b.vehicleId)) {
    if (changed) jobs.push({ name: "cut-trips", vehicle_id: vehicleId });
    if (reportsDtcs) jobs.push({ name: "track-dtcs", vehicle_id: vehicleId });
    if (reportsDtcs && vehicleId !== reportsFrom) jobs.push({ name: "watch-vehicle", vehicle_id: vehicleId });
  }
  if (reportsFrom !== null) jobs.push({ name: "watch-vehicle", vehicle_id: reportsFrom });
  return jobs;
}

/**
 * Ends a batch: keeps the answer for a sender who did not get it, notes what the device said, writes the newest state of each
 * vehicle, appends the event, notes the stretch to cut anew and adds the jobs (the same as the functions of jobs.ts do).
 * One statement, because every upload passes here and each round trip costs as much as storing fifty samples.
 */
export async function finishBatch(tx: PlainTx, scope: Scope, outcome: BatchOutcome): Promise<void> {
  const at = outcome.receivedAt.toISOString();
  const { firmware = null, signalPct = null, plugged = null, atMs } = outcome.deviceReport ?? {};
  const reportedAt = atMs === undefined ? null : new Date(atMs).toISOString();
  await tx`
    with device as (
      update devices set last_upload_at = ${at}::timestamptz, firmware = coalesce(${firmware}::text, firmware),
        signal_pct = coalesce(${signalPct}::real, signal_pct), plugged = coalesce(${plugged}::boolean, plugged),
        reported_at = coalesce(${reportedAt}::timestamptz, reported_at)
      where id = ${outcome.deviceId}
    ), batch as (
      insert into upload_batches (device_id, batch_id, content_hash, answer, received_at)
      values (${outcome.deviceId}, ${outcome.batchId}, ${outcome.contentHash}, ${JSON.stringify(outcome.answer)}::jsonb, ${at}::timestamptz)
    ), news as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(outcome.vehicles.map(toNews))}::jsonb)
        as n (vehicle_id bigint, newest_at timestamptz, from_at timestamptz, to_at timestamptz, payload jsonb, signals jsonb)
    ), states as (
      insert into vehicle_states as s (vehicle_id, account_id, at, received_at, signals)
      select vehicle_id, ${scope.accountId}, newest_at, ${at}::timestamptz, signals from news
      on conflict (vehicle_id) do update
        set at = greatest(s.at, excluded.at), received_at = excluded.received_at, signals = excluded.signals
    ), ranges as (
      insert into recut_ranges (vehicle_id, from_at, to_at) select vehicle_id, from_at, to_at from news where from_at is not null
    ), appended as (
      insert into events (account_id, type, vehicle_id, at, payload)
      select ${scope.accountId}, ${received}, vehicle_id, newest_at, payload from news
    )
    select graphile_worker.add_job(name, payload := json_build_object('vehicleId', vehicle_id),
      queue_name := 'vehicle:' || vehicle_id, job_key := name || ':' || vehicle_id, max_attempts := 25)
    from jsonb_to_recordset(${JSON.stringify(listJobs(outcome))}::jsonb) as jobs (name text, vehicle_id bigint)`;
}

function toNews({ vehicleId, newestAt, accepted, changed, signals }: VehicleOutcome) {
  const payload: EventPayloads["telemetry.received"] = { accepted };
  return { vehicle_id: vehicleId, newest_at: newestAt, from_at: changed?.from, to_at: changed?.to, payload, signals };
}

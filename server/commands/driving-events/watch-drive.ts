import type { Tx } from "#db/client.ts";
import { findDriveMemory, forgetDriveState, upsertDriveMemory } from "#db/queries/driving-events/live.ts";
import { appendEvents, type NewEvent } from "#db/queries/outbox/append.ts";
import { enqueueWatchDrive } from "#db/queries/queue/jobs.ts";
import { lockVehicle, readSamples, type TimeRange } from "#db/queries/trips/cutting.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import type { DriveMoment } from "#server/domain/driving-events/live/drive-walk.ts";
import { DriveWatch, findUnsettled, hasDriveNews } from "#server/domain/driving-events/live/drive-watch.ts";
import { engineStopsWhileDriving } from "#server/domain/vehicles/traits.ts";
import { onTheRoad } from "./on-the-road.ts";

/** Samples read at a time. */
const pageRows = 20_000;

/**
 * Looks through the newest minutes of a vehicle for what apps are told at once: ignition, limits, brakes, accelerations, location.
 * Whatever is uploaded again, shuffled or in pieces within five minutes is told once; what comes later is not told.
 */
export async function watchDrive(deps: CommandDeps, vehicleId: number): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const vehicle = await lockVehicle(tx, vehicleId);
    if (!vehicle) return;
    const rules = { engineStopsWhileDriving: engineStopsWhileDriving(vehicle) };
    const watch = new DriveWatch(await findDriveMemory(tx, vehicleId), deps.now().getTime(), rules);
    for (let afterMs = watch.afterMs; ; ) {
      const { columns, deviceId, complete } = await readSamples(tx, vehicleId, afterMs, pageRows);
      watch.add(columns, deviceId);
      afterMs = columns.atMs[columns.length - 1] ?? afterMs;
      if (complete) break;
    }
    const { news, memory } = watch.finish();
    await upsertDriveMemory(tx, vehicleId, memory);
    await appendEvents(
      tx,
      news.map((moment) => toEvent(moment, { accountId: vehicle.accountId, vehicleId })),
    );
  });
}

function toEvent(moment: DriveMoment, of: { accountId: number; vehicleId: number }): NewEvent {
  const { type, atMs, sameFromMs: _from, sameToMs: _to, deviceId, place, ...payload } = moment;
  return { ...of, type, at: new Date(atMs), payload: { ...onTheRoad(deviceId, place), ...payload } };
}

/** Has a vehicle's drive looked at where changed samples may be news, before anything that is enqueued for it from now on. */
export async function followDrive(tx: Tx, vehicleId: number, changed: readonly TimeRange[], now: Date): Promise<void> {
  const unsettledMs = findUnsettled(changed, now.getTime());
  if (unsettledMs !== null) await forgetDriveState(tx, vehicleId, unsettledMs);
  if (hasDriveNews(changed, now.getTime())) await enqueueWatchDrive(tx, vehicleId);
}

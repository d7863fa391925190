import { setMaxListeners } from "node:events";
import type { Task, TaskList } from "graphile-worker";
import { z } from "zod";
import type { Jobs } from "#db/queries/queue/jobs.ts";
import { deliverMessage, type MessageDeps } from "#server/commands/alerts/deliver-message.ts";
import { sweepAlerts } from "#server/commands/alerts/run-scheduled-checks.ts";
import { sendAlert } from "#server/commands/alerts/send-alert.ts";
import { watchVehicle } from "#server/commands/alerts/watch-vehicle.ts";
import { type DeliveryDeps, deliverWebhook } from "#server/commands/apps/deliver-webhook.ts";
import { sweepApps } from "#server/commands/apps/purge-apps.ts";
import { announceEvents } from "#server/commands/apps/queue-webhooks.ts";
import type { CommandDeps, NotifyDeps } from "#server/commands/deps.ts";
import { sweepDocuments } from "#server/commands/documents/purge-documents.ts";
import { watchDrive } from "#server/commands/driving-events/watch-drive.ts";
import { trackDtcs } from "#server/commands/health/track-dtcs.ts";
import { awardBadges } from "#server/commands/scoring/award-badges.ts";
import { rollUpDriver } from "#server/commands/scoring/roll-up-driver.ts";
import { rollUpVehicle } from "#server/commands/scoring/roll-up-vehicle.ts";
import { scoreTrips } from "#server/commands/scoring/score-trips.ts";
import { makeSamplePartitions } from "#server/commands/telemetry/make-sample-partitions.ts";
import { cutTrips } from "#server/commands/trips/cut-trips.ts";
import { findStreets, type StreetDeps } from "#server/commands/trips/geocode.ts";
import type { FileStore } from "#server/files/file-store.ts";

const id = z.number().int();
const once = z.literal(true).optional();
const ofVehicle = z.object({ vehicleId: id });
const ofDriver = z.object({ driverId: id });
const nothing = z.object({});

const payloads: { [Name in keyof Jobs]: z.ZodType<Jobs[Name]> } = {
  "cut-trips": z.object({ vehicleId: id, background: once }),
  "score-trips": ofVehicle,
  "roll-up-vehicle": ofVehicle,
  "roll-up-driver": ofDriver,
  "award-badges": ofDriver,
  "track-dtcs": ofVehicle,
  "watch-vehicle": ofVehicle,
  "watch-drive": ofVehicle,
  "sweep-alerts": nothing,
  "send-alert": z.object({ alertId: id }),
  "sweep-documents": nothing,
  "announce-events": z.object({ eventIds: z.array(id) }),
  "sweep-apps": nothing,
  "make-sample-partitions": nothing,
  "deliver-webhook": z.object({ deliveryId: id, once }),
  "deliver-message": z.object({ messageId: id }),
  "find-streets": nothing,
};

/** Each calls one command; `signal` aborts when the worker stops. */
type Handlers = { [Name in keyof Jobs]?: (payload: Jobs[Name], signal: AbortSignal) => Promise<unknown> };

function toTasks(handlers: Handlers): TaskList {
  const toTask =
    <Name extends keyof Jobs>(name: Name): Task =>
    async (payload, { abortSignal }) => {
      // The worker has one signal for all jobs that run at once.
      setMaxListeners(0, abortSignal);
      await handlers[name]?.(payloads[name].parse(payload), abortSignal);
    };
  const names = Object.keys(handlers) as (keyof Jobs)[];
  return Object.fromEntries(names.map((name) => [name, toTask(name)]));
}

/** The pipeline, in the order the data flows. */
export function createPipelineTasks(deps: CommandDeps): TaskList {
  return toTasks({
    "cut-trips": ({ vehicleId, background = false }) => cutTrips(deps, vehicleId, { background }),
    "score-trips": ({ vehicleId }) => scoreTrips(deps, vehicleId),
    "roll-up-vehicle": ({ vehicleId }) => rollUpVehicle(deps, vehicleId),
    "roll-up-driver": ({ driverId }) => rollUpDriver(deps, driverId),
    "award-badges": ({ driverId }) => awardBadges(deps, driverId),
    "track-dtcs": ({ vehicleId }) => trackDtcs(deps, vehicleId),
    "watch-vehicle": ({ vehicleId }) => watchVehicle(deps, vehicleId),
    "watch-drive": ({ vehicleId }) => watchDrive(deps, vehicleId),
  });
}

export interface TaskDeps extends NotifyDeps {
  files: FileStore;
}

/** The pipeline and what only the worker does: deciding who hears of it, and what time alone brings. None of it waits for a server of others. */
export function createTasks(deps: TaskDeps): TaskList {
  return {
    ...createPipelineTasks(deps),
    ...toTasks({
      "sweep-alerts": () => sweepAlerts(deps),
      "send-alert": ({ alertId }) => sendAlert(deps, alertId),
      "sweep-documents": () => sweepDocuments(deps),
      "announce-events": ({ eventIds }) => announceEvents(deps, eventIds),
      "sweep-apps": () => sweepApps(deps),
      "make-sample-partitions": () => makeSamplePartitions(deps),
    }),
  };
}

/** What talks to servers of others: apart, so that nothing else waits for them too. */
export function createDeliveryTasks(deps: DeliveryDeps & Omit<MessageDeps, "accepted"> & StreetDeps): TaskList {
  const accepted = new Set<number>();
  return toTasks({
    "deliver-webhook": (delivery, signal) => deliverWebhook(deps, delivery, signal),
    "deliver-message": ({ messageId }, signal) => deliverMessage({ ...deps, accepted }, messageId, signal),
    "find-streets": (_, signal) => findStreets(deps, signal),
  });
}

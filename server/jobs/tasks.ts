import type { TaskList } from "graphile-worker";
import type { MessageDeps } from "#server/commands/alerts/deliver-message.ts";
import type { DeliveryDeps } from "#server/commands/apps/deliver-webhook.ts";
import type { CommandDeps, NotifyDeps } from "#server/commands/deps.ts";
import type { StreetDeps } from "#server/commands/trips/geocode.ts";
import type { FileStore } from "#server/files/file-store.ts";
import { announceEventsJob } from "./announce-events.ts";
import { awardBadgesJob } from "./award-badges.ts";
import { cutTripsJob } from "./cut-trips.ts";
import { deliverMessageJob } from "./deliver-message.ts";
import { deliverWebhookJob } from "./deliver-webhook.ts";
import { findStreetsJob } from "./find-streets.ts";
import { makeSamplePartitionsJob } from "./make-sample-partitions.ts";
import { rollUpDriverJob } from "./roll-up-driver.ts";
import { rollUpVehicleJob } from "./roll-up-vehicle.ts";
import { scoreTripsJob } from "./score-trips.ts";
import { sendAlertJob } from "./send-alert.ts";
import { sweepAlertsJob } from "./sweep-alerts.ts";
import { sweepAppsJob } from "./sweep-apps.ts";
import { sweepDocumentsJob } from "./sweep-documents.ts";
import { trackDtcsJob } from "./track-dtcs.ts";
import { watchDriveJob } from "./watch-drive.ts";
import { watchVehicleJob } from "./watch-vehicle.ts";

/** The pipeline, in the order the data flows. A task name is a key of `Jobs` in db/queries/queue/jobs.ts. */
export function createPipelineTasks(deps: CommandDeps): TaskList {
  return {
    "cut-trips": cutTripsJob(deps),
    "score-trips": scoreTripsJob(deps),
    "roll-up-vehicle": rollUpVehicleJob(deps),
    "roll-up-driver": rollUpDriverJob(deps),
    "award-badges": awardBadgesJob(deps),
    "track-dtcs": trackDtcsJob(deps),
    "watch-vehicle": watchVehicleJob(deps),
    "watch-drive": watchDriveJob(deps),
  };
}

export interface TaskDeps extends NotifyDeps {
  files: FileStore;
}

/** The pipeline and what only the worker does: deciding who hears of it, and what time alone brings. None of it waits for a server of others. */
export function createTasks(deps: TaskDeps): TaskList {
  return {
    ...createPipelineTasks(deps),
    "sweep-alerts": sweepAlertsJob(deps),
    "send-alert": sendAlertJob(deps),
    "sweep-documents": sweepDocumentsJob(deps),
    "announce-events": announceEventsJob(deps),
    "sweep-apps": sweepAppsJob(deps),
    "make-sample-partitions": makeSamplePartitionsJob(deps),
  };
}

/** What talks to servers of others: apart, so that nothing else waits for them too. */
export function createDeliveryTasks(deps: DeliveryDeps & Omit<MessageDeps, "accepted"> & StreetDeps): TaskList {
  return {
    "deliver-webhook": deliverWebhookJob(deps),
    "deliver-message": deliverMessageJob(deps),
    "find-streets": findStreetsJob(deps),
  };
}

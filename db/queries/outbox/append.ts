import type { Db, Tx } from "#db/client.ts";
import { hasWebhooks } from "#db/queries/apps/audience.ts";
import { enqueueAnnounceEvents } from "#db/queries/queue/jobs.ts";
import { events } from "#db/schema/outbox.ts";
import { writeInSlices } from "#db/slices.ts";
import type { AlertKind, AlertSeverity } from "#server/domain/alerts/alert.ts";
import { isForWebhooks, type RoadEventPayloads } from "#server/domain/automatic/road-event.ts";
import type { DtcChange } from "#server/domain/health/dtc/diff.ts";

/** The kinds of outbox rows and what each carries. */
export interface EventPayloads extends RoadEventPayloads {
  /** New samples of a vehicle are stored and its newest state is updated. */
  "telemetry.received": { accepted: number };
  "trip.updated": Record<string, never>;
  "trip.finished": { revision: number };
  "trip.removed": Record<string, never>;
  "trip.scored": { driveScore: number | null };
  /** A fault code opened, was confirmed, was cleared, or never was (`removed`) by what came in late. */
  "dtc.changed": { code: string; status: DtcChange };
  /** A driver has earned a badge with this trip. */
  "badge.earned": { driverId: number; badge: string };
  /** Something was told in the app. */
  "alert.raised": AlertPayload;
  /** It came again, turned out to be more, or somebody acknowledged it. */
  "alert.changed": AlertPayload;
  /** A vehicle came into a geofence or left it, as of its newest position. */
  "geofence.crossed": { geofenceId: number; inside: boolean };
  /** A key or token ended, or what its person may see changed: whoever remembers credentials of the account asks anew. */
  "credentials.changed": Record<string, never>;
}

type AlertPayload = { alertId: number; kind: AlertKind; severity: AlertSeverity };

export type EventType = keyof EventPayloads;

export interface NewEvent<Type extends EventType = EventType> {
  accountId: number;
  type: Type;
  vehicleId?: number;
  tripId?: number;
  /** When it happened on the road. */
  at: Date;
  payload: EventPayloads[Type];
}

/**
 * Appends to the outbox in the transaction that caused the event; the commit notifies the listeners. What apps hear of is put on its
 * way to their webhooks too, where there are any.
 */
export async function appendEvents(tx: Db | Tx, newEvents: readonly NewEvent[]): Promise<void> {
  await writeInSlices(newEvents, async (slice) => {
    await appendSlice(tx, slice);
    return [];
  });
}

async function appendSlice(tx: Db | Tx, newEvents: readonly NewEvent[]): Promise<void> {
  const rows = await tx
    .insert(events)
    .values(newEvents.map((event) => ({ ...event, payload: { ...event.payload } })))
    .returning({ id: events.id, accountId: events.accountId, type: events.type, vehicleId: events.vehicleId });
  const told = new Map<number, { accountId: number; eventIds: number[] }>();
  for (const { id, accountId, type, vehicleId } of rows) {
    if (vehicleId === null || !isForWebhooks(type)) continue;
    const ofVehicle = told.get(vehicleId) ?? { accountId, eventIds: [] };
    told.set(vehicleId, ofVehicle);
    ofVehicle.eventIds.push(id);
  }
  for (const [vehicleId, { accountId, eventIds }] of told) {
    if (await hasWebhooks(tx, accountId)) await enqueueAnnounceEvents(tx, vehicleId, eventIds);
  }
}

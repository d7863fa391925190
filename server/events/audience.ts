import { type AudienceRow, listAudience } from "#db/queries/apps/audience.ts";
import type { OutboxEvent } from "#db/queries/outbox/feed.ts";
import { getTripFacts } from "#db/queries/trips/trip-facts.ts";
import { getVehicleFacts } from "#db/queries/vehicles/vehicle-facts.ts";
import type { Queryable } from "#db/queries/visibility.ts";
import { grantScope } from "#server/auth/scope.ts";
import { eventScopes } from "#server/domain/automatic/event-scopes.ts";
import type { RoadEventFacts, TripFacts, VehicleFacts, Viewer } from "#server/domain/automatic/facts.ts";
import { isRoadEventType, type RoadEventPayloads, type RoadEventType } from "#server/domain/automatic/road-event.ts";
import { AppError } from "#server/domain/errors.ts";
import type { GrantScope } from "#server/domain/scope.ts";

/** An app that hears of an event, for one person. */
export interface Hearer {
  app: Pick<AudienceRow, "appId" | "clientId" | "webhookUrl" | "webhookFormat" | "webhookSchedule">;
  grantId: number;
  accountId: number;
  viewer: Pick<Viewer, "userUid" | "scopes">;
  facts: RoadEventFacts;
}

/** A row of the outbox that is a road event. */
interface RoadEvent {
  event: OutboxEvent;
  type: RoadEventType;
  vehicleId: number;
  payload: RoadEventPayloads[RoadEventType];
}

/** The car of an event, and its trip where it is one of a trip. */
interface Subject {
  vehicle: VehicleFacts;
  trip: TripFacts | null;
}

/**
 * Who hears of an event of the outbox, and what of it: an entry for each person of the account and app they have let hear of such
 * events, as far as that person may see them. Nobody hears of rows that are no road events, or whose car or trip is gone.
 */
export async function findAudience(
  db: Queryable,
  event: OutboxEvent,
  at: Date,
  args: { appIds?: readonly number[]; withWebhook?: true } = {},
): Promise<Hearer[]> {
  const road = toRoadEvent(event);
  if (!road) return [];
  const rows = await listAudience(db, event, { ...args, needs: eventScopes[road.type], deviceId: road.payload.deviceId, at });
  // Who sees the same of the fleet is told of the same car and trip: looked up once for all managers.
  const subjects = new Map<string, Subject | null>();
  const hearers: Hearer[] = [];
  for (const row of rows) {
    const scope = toScope(event.accountId, row);
    const key = String(scope.driverIds);
    const subject = subjects.has(key) ? subjects.get(key) : await findSubject(db, scope, road, at);
    subjects.set(key, subject ?? null);
    if (subject) hearers.push(toHearer(road, row, subject));
  }
  return hearers;
}

function toRoadEvent(event: OutboxEvent): RoadEvent | null {
  const { type, vehicleId } = event;
  if (!isRoadEventType(type) || vehicleId === null || (type === "trip.completed" && event.tripId === null)) return null;
  // Rows of these types are written by appendEvents alone, which types what they carry.
  return { event, type, vehicleId, payload: event.payload as unknown as RoadEventPayloads[RoadEventType] };
}

function toScope(accountId: number, { userId, role, driverIds, scopes, ...row }: AudienceRow): GrantScope {
  const { grantId, appId, clientId, userUid } = row;
  return grantScope({ userId, accountId, role, driverIds }, { grantId, appId, clientId, userId, userUid, scopes: new Set(scopes) });
}

/** Null where the car or the trip is gone, or not for these eyes. */
async function findSubject(db: Queryable, scope: GrantScope, { event, vehicleId }: RoadEvent, at: Date): Promise<Subject | null> {
  try {
    if (event.tripId === null) return { vehicle: await getVehicleFacts(db, scope, { vehicleId, at }), trip: null };
    const trip = await getTripFacts(db, scope, { tripId: event.tripId });
    return { vehicle: trip.vehicle, trip };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}

function toHearer({ event, type, payload }: RoadEvent, row: AudienceRow, { vehicle, trip }: Subject): Hearer {
  const { appId, clientId, webhookUrl, webhookFormat, webhookSchedule, grantId, userUid, uid, deviceUid } = row;
  const timeZone = payload.timeZone ?? trip?.end.timeZone ?? row.timeZone;
  return {
    app: { appId, clientId, webhookUrl, webhookFormat, webhookSchedule },
    grantId,
    accountId: event.accountId,
    viewer: { userUid, scopes: new Set(row.scopes) },
    facts: { uid, type, at: event.at, timeZone, vehicle, deviceUid, place: payload.place, payload, trip },
  };
}

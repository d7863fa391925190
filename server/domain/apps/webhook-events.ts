import { eventScopes } from "#server/domain/automatic/event-scopes.ts";
import { isRoadEventType, type RoadEventName, type RoadEventType, roadEventNames } from "#server/domain/automatic/road-event.ts";
import type { AppScope } from "./scopes.ts";

/** All that webhooks are ever sent: every event but the minutes of a drive. */
export const webhookEvents = [
  "ignition:on",
  "ignition:off",
  "notification:speeding",
  "notification:hard_brake",
  "notification:hard_accel",
  "mil:on",
  "mil:off",
  "trip:finished",
] as const satisfies readonly RoadEventName[];
export type WebhookEvent = (typeof webhookEvents)[number];

const typesByName = new Map(
  Object.entries(roadEventNames).flatMap(([type, name]): [string, RoadEventType][] => (isRoadEventType(type) ? [[name, type]] : [])),
);

/** The row of the outbox that stands behind an event of this name. */
export const findEventType = (name: string): RoadEventType | undefined => typesByName.get(name);

/** Whether an app that holds these scopes may hear of an event at all. */
export function isWebhookAllowed(name: string, held: readonly AppScope[]): boolean {
  const type = findEventType(name);
  return type !== undefined && held.includes(eventScopes[type]);
}

import type { RoadEventName } from "../automatic/road-event.ts";

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

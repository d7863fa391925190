import type { AppScope } from "#server/domain/apps/scopes.ts";
import type { RoadEventType } from "./road-event.ts";

/** What a person must have allowed an app for it to hear of an event at all; further scopes decide what the event shows. */
export const eventScopes: Record<RoadEventType, AppScope> = {
  "drive.ignition_on": "scope:vehicle:events",
  "drive.ignition_off": "scope:vehicle:events",
  "drive.speeding": "scope:vehicle:events",
  "drive.hard_brake": "scope:vehicle:events",
  "drive.hard_accel": "scope:vehicle:events",
  "drive.location": "scope:current_location",
  "mil.on": "scope:vehicle:events",
  "mil.off": "scope:vehicle:events",
  "trip.completed": "scope:trip",
};

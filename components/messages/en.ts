import { audit } from "./en/accounts/audit.ts";
import { drivers } from "./en/accounts/drivers.ts";
import { fleet } from "./en/accounts/fleet.ts";
import { settings } from "./en/accounts/settings.ts";
import { setup } from "./en/accounts/setup.ts";
import { signIn } from "./en/accounts/sign-in.ts";
import { alerts } from "./en/alerts/alerts.ts";
import { apps } from "./en/apps/apps.ts";
import { consent } from "./en/apps/consent.ts";
import { developers } from "./en/apps/developers.ts";
import { charts } from "./en/charts.ts";
import { common } from "./en/common.ts";
import { documents } from "./en/documents.ts";
import { geofences } from "./en/geofences.ts";
import { health } from "./en/health.ts";
import { live } from "./en/live.ts";
import { map } from "./en/map.ts";
import { badges } from "./en/scoring/badges.ts";
import { scoring } from "./en/scoring/scoring.ts";
import { services } from "./en/service.ts";
import { shell } from "./en/shell.ts";
import { trip } from "./en/trips/trip.ts";
import { trips } from "./en/trips/trips.ts";
import { garage } from "./en/vehicles/garage.ts";
import { vehicle } from "./en/vehicles/vehicle.ts";

/** All English messages by namespace. A screen adds its own file in `en/` and its name here. */
export const en = {
  alerts,
  apps,
  audit,
  badges,
  charts,
  common,
  consent,
  developers,
  documents,
  drivers,
  fleet,
  garage,
  geofences,
  health,
  live,
  map,
  scoring,
  services,
  settings,
  setup,
  shell,
  signIn,
  trip,
  trips,
  vehicle,
} as const;

export type Messages = typeof en;

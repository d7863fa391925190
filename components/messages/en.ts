import { alerts } from "./en/alerts.ts";
import { apps } from "./en/apps.ts";
import { audit } from "./en/audit.ts";
import { badges } from "./en/badges.ts";
import { charts } from "./en/charts.ts";
import { common } from "./en/common.ts";
import { consent } from "./en/consent.ts";
import { developers } from "./en/developers.ts";
import { documents } from "./en/documents.ts";
import { drivers } from "./en/drivers.ts";
import { fleet } from "./en/fleet.ts";
import { garage } from "./en/garage.ts";
import { geofences } from "./en/geofences.ts";
import { health } from "./en/health.ts";
import { live } from "./en/live.ts";
import { map } from "./en/map.ts";
import { scoring } from "./en/scoring.ts";
import { services } from "./en/services.ts";
import { settings } from "./en/settings.ts";
import { setup } from "./en/setup.ts";
import { shell } from "./en/shell.ts";
import { signIn } from "./en/sign-in.ts";
import { trip } from "./en/trip.ts";
import { trips } from "./en/trips.ts";
import { vehicle } from "./en/vehicle.ts";

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

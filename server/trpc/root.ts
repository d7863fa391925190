import { auditRouter } from "./accounts/audit.ts";
import { driversRouter } from "./accounts/drivers.ts";
import { fleetRouter } from "./accounts/fleet.ts";
import { meRouter } from "./accounts/me.ts";
import { alertsRouter } from "./alerts.ts";
import { appsRouter } from "./apps/apps.ts";
import { developersRouter } from "./apps/developers.ts";
import { documentsRouter } from "./documents.ts";
import { geofencesRouter } from "./geofences.ts";
import { healthRouter } from "./health.ts";
import { router } from "./init.ts";
import { liveRouter } from "./live.ts";
import { mapRouter } from "./map.ts";
import { servicesRouter } from "./service.ts";
import { tripsRouter } from "./trips.ts";
import { garageRouter } from "./vehicles/garage.ts";
import { vehiclesRouter } from "./vehicles/vehicles.ts";

/** The screens' API, one router a noun. */
export const appRouter = router({
  alerts: alertsRouter,
  apps: appsRouter,
  audit: auditRouter,
  developers: developersRouter,
  documents: documentsRouter,
  drivers: driversRouter,
  fleet: fleetRouter,
  garage: garageRouter,
  geofences: geofencesRouter,
  health: healthRouter,
  live: liveRouter,
  map: mapRouter,
  me: meRouter,
  services: servicesRouter,
  trips: tripsRouter,
  vehicles: vehiclesRouter,
});

export type AppRouter = typeof appRouter;

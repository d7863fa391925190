import { alertsRouter } from "./alerts.ts";
import { appsRouter } from "./apps.ts";
import { auditRouter } from "./audit.ts";
import { developersRouter } from "./developers.ts";
import { documentsRouter } from "./documents.ts";
import { driversRouter } from "./drivers.ts";
import { fleetRouter } from "./fleet.ts";
import { garageRouter } from "./garage.ts";
import { geofencesRouter } from "./geofences.ts";
import { healthRouter } from "./health.ts";
import { router } from "./init.ts";
import { liveRouter } from "./live.ts";
import { mapRouter } from "./map.ts";
import { meRouter } from "./me.ts";
import { servicesRouter } from "./services.ts";
import { tripsRouter } from "./trips.ts";
import { vehiclesRouter } from "./vehicles.ts";

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

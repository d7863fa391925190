import { driversRouter } from "./drivers.ts";
import { garageRouter } from "./garage.ts";
import { router } from "./init.ts";
import { liveRouter } from "./live.ts";
import { mapRouter } from "./map.ts";
import { meRouter } from "./me.ts";
import { tripsRouter } from "./trips.ts";
import { vehiclesRouter } from "./vehicles.ts";

/** The screens' API, one router a noun. */
export const appRouter = router({
  drivers: driversRouter,
  garage: garageRouter,
  live: liveRouter,
  map: mapRouter,
  me: meRouter,
  trips: tripsRouter,
  vehicles: vehiclesRouter,
});

export type AppRouter = typeof appRouter;

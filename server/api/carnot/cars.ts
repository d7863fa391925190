import { z } from "zod";
import { listAssignedDriverIds, listTripIds } from "#db/queries/trips/related-ids.ts";
import { getVehicleCard, listVehicleCards } from "#db/queries/vehicles/vehicle-cards.ts";
import { getLiveVehicle } from "#db/queries/vehicles/vehicle-live.ts";
import { toIso } from "#server/domain/time.ts";
import { activityOf, newestSpeed } from "#server/domain/vehicles/activity.ts";
import type { CarnotFamily, RouteDeps } from "./deps.ts";
import { maybe, moment, pathId, roundOrNull } from "./fields.ts";
import { lowestFirst, pageQuery, readPage } from "./paginate.ts";
import { toCar } from "./to-driver.ts";
import { carBody } from "./users.ts";

const errors = ["not_found"] as const;

const statusBody = z.object({
  latitude: maybe,
  longitude: maybe,
  speed: maybe.meta({ description: "km/h, the newest known" }),
  ontrip: z.boolean().meta({ description: "Heard of within five minutes with the engine on or the car moving." }),
  status_update_time: moment.nullable().meta({ description: "When the newest sample was measured." }),
});

/** Cars: what they are called, where they are, who drives them and their trips. */
export function declareCars(api: CarnotFamily, deps: RouteDeps): void {
  declareLists(api, deps);
  declareStatus(api, deps);
  declareRelated(api, deps);
}

function declareLists(api: CarnotFamily, { db, now, publicUrl }: RouteDeps): void {
  api.get(
    "/cars",
    {
      summary: "All cars",
      description: `For a driver those that are or were assigned to them. ${lowestFirst}`,
      query: pageQuery,
      ok: z.array(carBody),
    },
    async ({ scope, query: page, context }) => {
      const read = (ids: typeof page) => listVehicleCards(db, scope, { at: now(), page: ids });
      const cars = await readPage({ page, context, publicUrl }, "after", ({ id }) => id, read);
      return cars.map(toCar);
    },
  );
  api.get("/cars/{id}", { summary: "A car", params: pathId, ok: carBody, errors }, async ({ scope, params }) =>
    toCar(await getVehicleCard(db, scope, { vehicleId: params.id, at: now(), reach: "ever" })),
  );
  api.get(
    "/cars/{id}/overview",
    {
      summary: "What a car is called",
      params: pathId,
      ok: z.object({
        name: z.string(),
        model: z.object({
          car_manufact: z.string().meta({ description: "Empty when it is not known." }),
          car_model: z.string().meta({ description: "Empty when it is not known." }),
          pin_url: z.null().meta({ description: "Always null: there are no pins of models." }),
        }),
      }),
      errors,
    },
    async ({ scope, params }) => {
      const { name, make, model } = await getVehicleCard(db, scope, { vehicleId: params.id, at: now(), reach: "ever" });
      return { name, model: { car_manufact: make ?? "", car_model: model ?? "", pin_url: null } };
    },
  );
}

function declareStatus(api: CarnotFamily, { db, now }: RouteDeps): void {
  api.get(
    "/cars/{id}/status",
    { summary: "Where a car is", description: "The newest known values; null before the first.", params: pathId, ok: statusBody, errors },
    async ({ scope, params }) => {
      const at = now();
      const { newestAtMs, signals } = await getLiveVehicle(db, scope, { vehicleId: params.id, at });
      const { lat, lon } = signals?.position?.value ?? {};
      return {
        latitude: lat ?? null,
        ontrip: activityOf({ newestAtMs, signals }, at.getTime()) === "driving",
        status_update_time: newestAtMs === null ? null : toIso(newestAtMs),
        speed: roundOrNull(newestSpeed(signals)?.value, 1),
        longitude: lon ?? null,
      };
    },
  );
}

function declareRelated(api: CarnotFamily, { db, now, publicUrl }: RouteDeps): void {
  api.get(
    "/cars/{id}/users",
    {
      summary: "A car's drivers",
      description: "Who is assigned to it now, lowest id first.",
      params: pathId,
      ok: z.object({ related_users: z.array(z.int()) }),
      errors,
    },
    async ({ scope, params }) => {
      const at = now();
      const { id: vehicleId } = await getVehicleCard(db, scope, { vehicleId: params.id, at, reach: "now" });
      return { related_users: await listAssignedDriverIds(db, scope, { vehicleId, at }) };
    },
  );
  api.get(
    "/cars/{id}/trips",
    {
      summary: "A car's trips",
      description: lowestFirst,
      params: pathId,
      query: pageQuery,
      ok: z.object({ related_trips: z.array(z.int()) }),
      errors,
    },
    async ({ scope, params, query: page, context }) => {
      const { id: vehicleId } = await getVehicleCard(db, scope, { vehicleId: params.id, at: now(), reach: "ever" });
      const read = (ids: typeof page) => listTripIds(db, scope, { of: { vehicleId }, page: ids });
      return { related_trips: await readPage({ page, context, publicUrl }, "after", (id) => id, read) };
    },
  );
}

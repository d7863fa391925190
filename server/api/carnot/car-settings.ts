import { z } from "zod";
import { getModelLinks } from "#db/queries/vehicles/models.ts";
import { getVehicleCard } from "#db/queries/vehicles/vehicle-cards.ts";
import { saveVehicle } from "#server/commands/vehicles/save-vehicle.ts";
import { changeVehicle } from "#server/commands/vehicles/vehicles.ts";
import type { CarnotFamily, RouteDeps } from "./deps.ts";
import { done, doneBody } from "./errors.ts";
import { pathId } from "./fields.ts";

/** A car's speed limit, and adding and changing cars. */
export function declareCarSettings(api: CarnotFamily, deps: RouteDeps): void {
  declareSpeedLimit(api, deps);
  declareSave(api, deps);
}

const limitText = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3})?$/, "is not a number")
  .transform(Number);

function declareSpeedLimit(api: CarnotFamily, deps: RouteDeps): void {
  const { db, now } = deps;
  api.get(
    "/cars/{id}/speedlimit",
    {
      summary: "A car's speed limit",
      params: pathId,
      ok: z.object({ speed_limit: z.number().meta({ description: "km/h; 0 when there is none" }) }),
      errors: ["not_found"],
    },
    async ({ scope, params }) => {
      const { speedLimitKmh } = await getVehicleCard(db, scope, { vehicleId: params.id, at: now(), reach: "now" });
      return { speed_limit: speedLimitKmh ?? 0 };
    },
  );
  api.post(
    "/cars/{id}/speedlimit",
    {
      summary: "Set a car's speed limit",
      description: "Driving faster raises an alert. For managers and keys that may write.",
      params: pathId,
      body: z
        .object({
          sl: z.union([z.number(), limitText]).meta({ description: "km/h, a number or a text; 0 takes the limit away" }),
        })
        .meta({ example: { sl: 90 } }),
      ok: doneBody,
      errors: ["forbidden", "not_found"],
    },
    async ({ scope, params, body: { sl } }) => {
      await changeVehicle(deps, scope, { vehicleId: params.id, speedLimitKmh: sl === 0 ? null : sl });
      return done;
    },
  );
}

const optional = z.string().max(1000).nullish();
/** Ids in bodies come as numbers, and from some clients as texts; an empty text is none. */
const bodyId = z
  .union([
    z.int().positive(),
    z.literal("").transform(() => undefined),
    z
      .string()
      .regex(/^[1-9]\d{0,14}$/)
      .transform(Number),
  ])
  .nullish();

const savedCar = z
  .object({
    brand: optional,
    model: optional,
    name: optional.meta({ description: "Needed for a new car." }),
    ln: optional.meta({ description: "The number plate." }),
    userid: bodyId.meta({ description: "The driver to assign to it from now on." }),
    carid: bodyId.meta({ description: "The car to change; a new one without it." }),
  })
  .meta({ example: { brand: "Volkswagen", model: "Golf", name: "C002", ln: "MH01AB0002" } });

const aboutSaving = `A new car, or with carid changes of one: what is left out stays as it is, an empty text clears it. A driver
who is assigned to it already is not assigned again. For managers and keys that may write. The links show how the adapter goes
into such a car, null when nobody set any.`;

function declareSave(api: CarnotFamily, deps: RouteDeps): void {
  const ok = z.object({ carId: z.int(), imageUrl: z.string().nullable(), videoUrl: z.string().nullable() });
  api.post(
    "/cars/save",
    { summary: "Add or change a car", description: aboutSaving, body: savedCar, ok, errors: ["forbidden", "not_found"] },
    async ({ scope, body: { brand, model, name, ln, userid, carid } }) => {
      const facts = { name: name ?? undefined, make: orNull(brand), model: orNull(model), plate: orNull(ln) };
      const vehicle = await saveVehicle(deps, scope, { ...facts, vehicleId: carid ?? undefined, driverId: userid ?? undefined });
      const named = vehicle.make !== null && vehicle.model !== null ? { make: vehicle.make, model: vehicle.model } : null;
      const links = named ? await getModelLinks(deps.db, scope, named) : { imageUrl: null, videoUrl: null };
      return { carId: vehicle.id, ...links };
    },
  );
}

/** Clears with an empty text, leaves alone what is not given. */
const orNull = (text: string | null | undefined) => (text === null || text === "" ? null : text);

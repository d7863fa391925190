import { z } from "zod";
import { getVehicleFacts, listMilHistory, listVehicleFacts, type MilChange } from "#db/queries/vehicles/vehicle-facts.ts";
import type { Call } from "#server/api/family.ts";
import type { UidRange } from "#server/domain/automatic/ids.ts";
import { describeFault, toVehicle } from "#server/domain/automatic/to-vehicle.ts";
import type { GrantScope } from "#server/domain/scope.ts";
import { toIso } from "#server/domain/time.ts";
import type { AutomaticFamily, RouteDeps } from "./deps.ts";
import { exactly, vehicleId } from "./filters.ts";
import { momentQuery } from "./moment-query.ts";
import { answerPage, pageOf, pageQuery } from "./paginate.ts";
import * as shapes from "./shapes.ts";
import { requireSelf, userId } from "./users.ts";
import { viewerOf } from "./viewer.ts";

const errors = ["forbidden", "not_found"] as const;

const aboutVehicles = `The newest first, the cars that the person drove earlier too. The present state of those (fuel, battery, codes, place)
is no longer theirs to see: null, and latest_location is left out.`;

const vehicleQuery = z.object({
  created_at__gte: momentQuery,
  created_at__lte: momentQuery,
  updated_at__gte: momentQuery,
  updated_at__lte: momentQuery,
  vin: exactly.meta({ description: "The whole VIN, in any case." }),
  ...pageQuery.shape,
});

/** Vehicles and what happened to their lamps. */
export function declareVehicles(api: AutomaticFamily, deps: RouteDeps): void {
  const { db, base, now } = deps;
  const answerVehicles = async ({ scope, query, context }: Call<GrantScope, unknown, z.output<typeof vehicleQuery>, unknown>) => {
    const viewer = viewerOf(scope, deps);
    const filter = {
      created: { from: query.created_at__gte, to: query.created_at__lte },
      updated: { from: query.updated_at__gte, to: query.updated_at__lte },
      vin: query.vin,
      at: now(),
    };
    return answerPage({ context, base, query, schema: vehicleQuery }, async (page) => {
      const { vehicles, total } = await listVehicleFacts(db, scope, { ...filter, ...page });
      return { results: vehicles.map((vehicle) => toVehicle(vehicle, viewer)), total };
    });
  };
  const list = { query: vehicleQuery, ok: pageOf(shapes.vehicle) };
  api.get("/vehicle", { summary: "Vehicles", description: aboutVehicles, ...list }, answerVehicles);
  const ofUser = { summary: "Vehicles, under the person's address", params: userId, ...list, errors: ["not_found"] } as const;
  api.get("/user/{id}/vehicle", ofUser, async (call) => {
    requireSelf(call.scope, call.params.id);
    return answerVehicles(call);
  });
  // Ahead of the address of a vehicle, which it looks like.
  declareMil(api, deps);
  api.get(
    "/vehicle/{id}",
    { summary: "A vehicle", params: vehicleId, ok: shapes.vehicle, errors: ["not_found"] },
    async ({ scope, params }) => toVehicle(await getVehicleFacts(db, scope, { uid: params.id, at: now() }), viewerOf(scope, deps)),
  );
}

const toMilChange = ({ code, on, at }: MilChange) => ({ code, on, created_at: toIso(at.getTime()), description: describeFault(code) });

function declareMil(api: AutomaticFamily, deps: RouteDeps): void {
  const { db, base, now } = deps;
  type Asked = Pick<Call<GrantScope, unknown, z.output<typeof pageQuery>, unknown>, "scope" | "query" | "context">;
  const answerMil = ({ scope, query, context }: Asked, uid?: UidRange) =>
    answerPage({ context, base, query, schema: pageQuery }, async (page) => {
      const { changes, total } = await listMilHistory(db, scope, { uid, at: now(), ...page });
      return { results: changes.map(toMilChange), total };
    });
  const description = "When codes were confirmed, which lights the lamp, and when they were cleared; the newest first.";
  const list = { description, query: pageQuery, ok: pageOf(shapes.milChange) };
  api.get("/vehicle/mil", { summary: "The lamps of all vehicles", ...list, errors: ["forbidden"] }, async (call) => {
    viewerOf(call.scope, deps, "scope:vehicle:profile");
    return answerMil(call);
  });
  api.get("/vehicle/{id}/mil", { summary: "The lamps of a vehicle", params: vehicleId, ...list, errors }, async (call) => {
    viewerOf(call.scope, deps, "scope:vehicle:profile");
    // Of one that is not the person's any more nothing is told; of one that never was, not even that.
    await getVehicleFacts(db, call.scope, { uid: call.params.id, at: now() });
    return answerMil(call, call.params.id);
  });
}

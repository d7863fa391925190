import { TRPCError } from "@trpc/server";
import { type GarageVehicle, listGarageVehicles } from "#db/queries/garage.ts";
import { filterVisibleTrips } from "#db/queries/trips.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import type { Scope } from "#server/domain/scope.ts";
import { router, scopedProcedure } from "./init.ts";
import { batchEvents, type LiveBatch } from "./live-batches.ts";

const windowMs = 400;

/** `ready` starts every connection: what happened before it must be read again. */
export type LiveUpdate =
  | { kind: "ready" }
  | {
      kind: "changed";
      /** The cars that changed, as the garage shows them. */
      vehicles: GarageVehicle[];
      trips: { tripId: number; vehicleId: number | null; type: string }[];
    };

export const liveRouter = router({
  /** What changes in the fleet from now on, as far as the one who asks may see it. Over SSE. */
  fleet: scopedProcedure.subscription(async function* ({ ctx, signal }): AsyncGenerator<LiveUpdate, void> {
    const batches = batchEvents(ctx.bus, { accountId: ctx.scope.accountId, windowMs, signal: signal ?? new AbortController().signal });
    await ctx.bus.ready();
    yield { kind: "ready" };
    for await (const batch of batches) {
      const identity = await ctx.identifyAgain();
      if (!identity) throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in first." });
      const update = await toLiveUpdate(ctx.deps, identity.scope, batch);
      if (update.vehicles.length > 0 || update.trips.length > 0) yield update;
    }
  }),
});

/** Only what the scope sees; a removed trip is told to those who see its car, since its row is gone. */
export async function toLiveUpdate({ db, now }: CommandDeps, scope: Scope, batch: LiveBatch) {
  const [vehicles, visibleTrips] = await Promise.all([
    batch.vehicleIds.size > 0 ? listGarageVehicles(db, scope, { at: now(), vehicleIds: [...batch.vehicleIds] }) : [],
    filterVisibleTrips(db, scope, { tripIds: [...batch.trips.keys()] }),
  ]);
  const visibleVehicles = new Set(vehicles.map((vehicle) => vehicle.id));
  const trips = [...batch.trips].flatMap(([tripId, { type, vehicleId }]) => {
    const gone = type === "trip.removed" && vehicleId !== null && visibleVehicles.has(vehicleId);
    return gone || visibleTrips.has(tripId) ? [{ tripId, vehicleId, type }] : [];
  });
  return { kind: "changed" as const, vehicles, trips };
}

import { TRPCError } from "@trpc/server";
import { listAlerts } from "#db/queries/alerts.ts";
import { type GarageVehicle, listGarageVehicles } from "#db/queries/garage.ts";
import { filterVisibleTrips } from "#db/queries/trips.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import type { ToldAlert } from "#server/domain/alerts/told-alert.ts";
import type { Scope } from "#server/domain/scope.ts";
import { router, scopedProcedure } from "./init.ts";
import { batchEvents, type LiveBatch } from "./live-batches.ts";

const windowMs = 400;
/** Of more at once the newest are told; the inbox has all. */
const maxLiveAlerts = 50;

/** `ready` starts every connection: what happened before it must be read again. */
export type LiveUpdate =
  | { kind: "ready" }
  | {
      kind: "changed";
      /** The cars that changed, as the garage shows them. */
      vehicles: GarageVehicle[];
      trips: { tripId: number; vehicleId: number | null; type: string }[];
      /** What was just told in the app or has changed, newest first. */
      alerts: { change: "raised" | "changed"; alert: ToldAlert }[];
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
      if (update.vehicles.length > 0 || update.trips.length > 0 || update.alerts.length > 0) yield update;
    }
  }),
});

/** Only what the scope sees; a removed trip is told to those who see its car, since its row is gone. */
export async function toLiveUpdate({ db, now }: CommandDeps, scope: Scope, batch: LiveBatch) {
  const at = now();
  const [vehicles, visibleTrips, alerts] = await Promise.all([
    batch.vehicleIds.size > 0 ? listGarageVehicles(db, scope, { at, vehicleIds: [...batch.vehicleIds] }) : [],
    filterVisibleTrips(db, scope, { tripIds: [...batch.trips.keys()] }),
    batch.alerts.size > 0 ? listAlerts(db, scope, { at, alertIds: [...batch.alerts.keys()], limit: maxLiveAlerts }) : [],
  ]);
  const visibleVehicles = new Set(vehicles.map((vehicle) => vehicle.id));
  const trips = [...batch.trips].flatMap(([tripId, { type, vehicleId }]) => {
    const gone = type === "trip.removed" && vehicleId !== null && visibleVehicles.has(vehicleId);
    return gone || visibleTrips.has(tripId) ? [{ tripId, vehicleId, type }] : [];
  });
  const told = alerts.map((alert) => ({ change: batch.alerts.get(alert.id) ?? ("changed" as const), alert }));
  return { kind: "changed" as const, vehicles, trips, alerts: told };
}

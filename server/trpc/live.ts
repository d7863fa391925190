import { TRPCError, tracked } from "@trpc/server";
import type { z } from "zod";
import { listAlerts } from "#db/queries/alerts/alerts.ts";
import { findNewestEventId, listEventsSince } from "#db/queries/outbox/history.ts";
import { filterVisibleTrips } from "#db/queries/trips/trips.ts";
import { type GarageVehicle, listGarageVehicles } from "#db/queries/vehicles/garage.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import type { AlertDetails } from "#server/domain/alerts/alert-details.ts";
import type { Scope } from "#server/domain/scope.ts";
import { createTurns } from "#server/domain/turns.ts";
import { router, scopedProcedure, type TrpcContext } from "./init.ts";
import { liveInput } from "./live.input.ts";
import { batchEvents, batchOf, type LiveBatch } from "./live-batches.ts";
import { streamProcedure } from "./stream-procedure.ts";

const windowMs = 400;
/** Of more at once the newest are sent; the inbox has all. */
const maxLiveAlerts = 50;

/** More events than this are not repeated: whoever missed them reads everything again. */
const maxMissed = 2000;

export type LiveUpdate =
  /** Starts every connection. `reread`: what happened before is not repeated, so it must be read again. */
  | { kind: "ready"; reread: boolean }
  | {
      kind: "changed";
      /** The cars that changed, as the garage shows them. */
      vehicles: GarageVehicle[];
      trips: { tripId: number; vehicleId: number | null; type: string }[];
      /** What was just raised or has changed, newest first. */
      alerts: { change: "raised" | "changed"; alert: AlertDetails }[];
    };

type LiveContext = Pick<TrpcContext, "deps" | "identifyAgain">;

export const liveRouter = router({
  /** The event that a page knows of when it is rendered: its connection resumes from there. */
  newest: scopedProcedure.query(async ({ ctx }) => String(await findNewestEventId(ctx.deps.db, ctx.scope))),

  /**
   * What changes in the fleet, as far as the one who asks may see it. Over SSE; each update carries the id of its newest event. What
   * happened after `lastEventId` comes first.
   */
  fleet: streamProcedure.input(liveInput).subscription(async function* ({ ctx, input, signal }) {
    const scope = requireSamePerson(ctx.scope, input);
    const ended = new AbortController();
    const stop = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal;
    try {
      // Before what was missed is read: nothing falls between.
      const batches = batchEvents(ctx.bus, { accountId: scope.accountId, windowMs, signal: stop });
      await ctx.bus.ready();
      const missed = await readMissed(ctx, scope, input.lastEventId);
      for (const update of missed.updates) yield tracked(missed.lastEventId, update);
      for await (const batch of batches) {
        const update = await inTurn(() => readUpdate(ctx, batch), scope.accountId);
        if (update) yield tracked(String(batch.lastEventId), update);
      }
    } finally {
      ended.abort();
    }
  }),

  /** The same for browsers that cannot keep a connection: what happened after `lastEventId`, asked for again and again. */
  since: scopedProcedure.input(liveInput).query(({ ctx, input }) => {
    return readMissed(ctx, requireSamePerson(ctx.scope, input), input.lastEventId);
  }),
});

/** A page that was opened by somebody else in this browser must not show what the one sees who is signed in now. */
function requireSamePerson(scope: Scope, { userId, accountId }: z.infer<typeof liveInput>): Scope {
  const isSame = scope.actor.kind === "user" && scope.actor.userId === userId && scope.accountId === accountId;
  if (!isSame) throw signedOut();
  return scope;
}

const signedOut = () => new TRPCError({ code: "UNAUTHORIZED", message: "Sign in first." });

/** What happened after an event, and the id to go on from. */
async function readMissed(ctx: LiveContext, scope: Scope, lastEventId: string | null | undefined) {
  const { db } = ctx.deps;
  const afterId = Number(lastEventId ?? Number.NaN);
  const events = Number.isNaN(afterId) ? null : await listEventsSince(db, scope, { afterId, limit: maxMissed });
  if (!events || events.length === maxMissed) {
    return { lastEventId: String(await findNewestEventId(db, scope)), updates: [{ kind: "ready", reread: true } as LiveUpdate] };
  }
  const batch = batchOf(events, afterId);
  const update = await readUpdate(ctx, batch);
  const ready: LiveUpdate = { kind: "ready", reread: false };
  return { lastEventId: String(Math.max(afterId, batch.lastEventId)), updates: update ? [ready, update] : [ready] };
}

/**
 * All streams of an account learn of a change at the same moment. They read it one after another, so that other requests get between;
 * an account whose reads are slow holds up only itself.
 */
const inTurn = createTurns({ places: 4, placesPerOwner: 1 });

/** A batch as the person may see it now; null when that is nothing. */
async function readUpdate({ deps, identifyAgain }: LiveContext, batch: LiveBatch): Promise<LiveUpdate | null> {
  const identity = await identifyAgain();
  if (!identity) throw signedOut();
  const update = await toLiveUpdate(deps, identity.scope, batch);
  return update.vehicles.length > 0 || update.trips.length > 0 || update.alerts.length > 0 ? update : null;
}

/** Only what the scope sees; a removed trip is sent to those who see its car, since its row is gone. */
export async function toLiveUpdate({ db, now }: CommandDeps, scope: Scope, batch: LiveBatch) {
  const at = now();
  const [vehicles, visibleTrips, alerts] = await Promise.all([
    batch.vehicleIds.size > 0 ? listGarageVehicles(db, scope, { at, vehicleIds: [...batch.vehicleIds] }) : [],
    filterVisibleTrips(db, scope, { tripIds: [...batch.trips.keys()] }),
    batch.alerts.size > 0 ? listAlerts(db, scope, { at, alertIds: [...batch.alerts.keys()], delivery: "all", limit: maxLiveAlerts }) : [],
  ]);
  const visibleVehicles = new Set(vehicles.map((vehicle) => vehicle.id));
  const trips = [...batch.trips].flatMap(([tripId, { type, vehicleId }]) => {
    const gone = type === "trip.removed" && vehicleId !== null && visibleVehicles.has(vehicleId);
    return gone || visibleTrips.has(tripId) ? [{ tripId, vehicleId, type }] : [];
  });
  const changes = alerts.map((alert) => ({ change: batch.alerts.get(alert.id) ?? ("changed" as const), alert }));
  // One that went to the log only is no news, but lists show it while it holds.
  const published = changes.filter(({ change, alert }) => alert.logOnlyReason === null || change === "changed");
  return { kind: "changed" as const, vehicles, trips, alerts: published };
}

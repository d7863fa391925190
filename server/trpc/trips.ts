import { findNeighbours, getTrip, type ListedTrip, listTripEvents, listTrips } from "#db/queries/trips.ts";
import { sketchLine } from "#server/domain/trips/sketch.ts";
import { router, scopedProcedure } from "./init.ts";
import { tripInput, tripListInput } from "./trips.input.ts";

export const tripsRouter = router({
  list: scopedProcedure.input(tripListInput).query(async ({ ctx, input }) => {
    const { trips, total } = await listTrips(ctx.deps.db, ctx.scope, input);
    return { trips: trips.map(toTripRow), total };
  }),

  /** All of one trip: figures, track, events and report card, and the car's trips before and after it. */
  get: scopedProcedure.input(tripInput).query(async ({ ctx, input }) => {
    const { db } = ctx.deps;
    const [trip, events] = await Promise.all([getTrip(db, ctx.scope, input), listTripEvents(db, ctx.scope, input)]);
    const neighbours = await findNeighbours(db, ctx.scope, { vehicleId: trip.vehicle.id, startedAt: trip.startedAt });
    return { trip, events, ...neighbours };
  }),
});

/** A row of the list draws its line small, so the line itself stays here. */
function toTripRow({ polyline, ...row }: ListedTrip) {
  return { ...row, sketch: polyline === null ? null : sketchLine(polyline) };
}

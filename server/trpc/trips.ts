import { getFuelPrices } from "#db/queries/accounts/accounts.ts";
import { findNeighbours, getTrip, type ListedTrip, listTripEvents, listTrips } from "#db/queries/trips/trips.ts";
import { tagTrip, untagTrip } from "#server/commands/trips/tag-trip.ts";
import { sketchLine } from "#server/domain/trips/sketch.ts";
import { type FuelPrices, fuelCost } from "#server/domain/vehicles/fuel-cost.ts";
import { router, scopedProcedure } from "./init.ts";
import { tripInput, tripListInput, tripTagInput } from "./trips.input.ts";

export const tripsRouter = router({
  list: scopedProcedure.input(tripListInput).query(async ({ ctx, input }) => {
    const { trips, total } = await listTrips(ctx.deps.db, ctx.scope, input);
    return { trips: trips.map(toTripRow), total };
  }),

  /** All of one trip: figures, track, events and report card, and the car's trips before and after it. */
  get: scopedProcedure.input(tripInput).query(async ({ ctx, input }) => {
    const { db } = ctx.deps;
    const [trip, events, prices] = await Promise.all([
      getTrip(db, ctx.scope, input),
      listTripEvents(db, ctx.scope, input),
      getFuelPrices(db, ctx.scope),
    ]);
    const neighbours = await findNeighbours(db, ctx.scope, { vehicleId: trip.vehicle.id, startedAt: trip.startedAt });
    return { trip: { ...trip, cost: toCost(trip, prices) }, events, ...neighbours };
  }),

  /** For who manages the fleet and for who drove; the command sees to it. */
  setTag: scopedProcedure.input(tripTagInput).mutation(async ({ ctx, input: { tagged, ...tag } }) => {
    if (tagged) await tagTrip(ctx.deps, ctx.scope, tag);
    else await untagTrip(ctx.deps, ctx.scope, tag);
  }),
});

/** By the account's prices as they are now; null where the fuel or its price is not known. */
function toCost({ fuelL, energyKwh, vehicle: { fuelType } }: Awaited<ReturnType<typeof getTrip>>, prices: FuelPrices) {
  const amount = fuelCost({ fuelL, energyKwh, fuelType }, prices);
  return amount === null ? null : { amount, currency: prices.currency };
}

/** A row of the list draws its line small, so the line itself stays here. */
function toTripRow({ polyline, ...row }: ListedTrip) {
  return { ...row, sketch: polyline === null ? null : sketchLine(polyline) };
}

import { getCarbonFactors } from "#db/queries/accounts/accounts.ts";
import { getVehicleRollup } from "#db/queries/scoring/rollups.ts";
import { getVehicleStatus, listVehicleDays, listVehicleNames } from "#db/queries/vehicles/status.ts";
import { changeVehicle } from "#server/commands/vehicles/vehicles.ts";
import { msPerDay } from "#server/domain/time.ts";
import { vehicleChartDays } from "#server/domain/vehicles/chart-days.ts";
import { managerProcedure, router, scopedProcedure } from "#server/trpc/init.ts";
import { changeVehicleInput, vehicleInput } from "./vehicles.input.ts";

export const vehiclesRouter = router({
  /** One car as it is now and its last days of driving. */
  get: scopedProcedure.input(vehicleInput).query(async ({ ctx, input: { vehicleId } }) => {
    const { db, now } = ctx.deps;
    const at = now();
    const [status, days] = await Promise.all([
      getVehicleStatus(db, ctx.scope, { vehicleId, at }),
      listVehicleDays(db, ctx.scope, { vehicleId, from: new Date(at.getTime() - vehicleChartDays * msPerDay) }),
    ]);
    return { status, days };
  }),

  /** All finished trips of a car added up, with what its CO₂ is reckoned by. */
  statistics: scopedProcedure.input(vehicleInput).query(async ({ ctx, input: { vehicleId } }) => {
    const { db, now } = ctx.deps;
    const [{ totals }, factors] = await Promise.all([
      getVehicleRollup(db, ctx.scope, { vehicleId, at: now() }),
      getCarbonFactors(db, ctx.scope),
    ]);
    return { totals, factors };
  }),

  change: managerProcedure.input(changeVehicleInput).mutation(async ({ ctx, input }) => {
    await changeVehicle(ctx.deps, ctx.scope, input);
  }),

  /** Names for filters: also of cars that are no longer assigned to the one who asks. */
  names: scopedProcedure.query(({ ctx }) => listVehicleNames(ctx.deps.db, ctx.scope, { at: ctx.deps.now() })),
});

import { listGarageVehicles } from "#db/queries/vehicles/garage.ts";
import { router, scopedProcedure } from "#server/trpc/init.ts";

/** The fleet as it is now. */
export const garageRouter = router({
  list: scopedProcedure.query(({ ctx }) => listGarageVehicles(ctx.deps.db, ctx.scope, { at: ctx.deps.now() })),
});

import { getGeofence, listGeofences } from "#db/queries/geofences/geofences.ts";
import { changeGeofence, createGeofence, removeGeofence } from "#server/commands/geofences/geofences.ts";
import { changeGeofenceInput, createGeofenceInput, geofenceInput } from "./geofences.input.ts";
import { router, scopedProcedure } from "./init.ts";

/** Places whose border matters. */
export const geofencesRouter = router({
  /** With the cars inside now. */
  list: scopedProcedure.query(({ ctx }) => listGeofences(ctx.deps.db, ctx.scope, { at: ctx.deps.now() })),

  get: scopedProcedure
    .input(geofenceInput)
    .query(({ ctx, input }) => getGeofence(ctx.deps.db, ctx.scope, { ...input, at: ctx.deps.now() })),

  create: scopedProcedure.input(createGeofenceInput).mutation(({ ctx, input }) => createGeofence(ctx.deps, ctx.scope, input)),

  change: scopedProcedure.input(changeGeofenceInput).mutation(({ ctx, input }) => changeGeofence(ctx.deps, ctx.scope, input)),

  /** Answers with what it was: `create` makes it again. */
  remove: scopedProcedure.input(geofenceInput).mutation(({ ctx, input }) => removeGeofence(ctx.deps, ctx.scope, input)),
});

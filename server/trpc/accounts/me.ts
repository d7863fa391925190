import { findAccount } from "#db/queries/accounts/accounts.ts";
import { changePassword, signOutEverywhere, updateProfile } from "#server/commands/accounts/users.ts";
import { router, scopedProcedure } from "#server/trpc/init.ts";
import { changePasswordInput, updateProfileInput } from "./me.input.ts";

/** The signed-in person: who they are, how they read, their password and sessions. */
export const meRouter = router({
  get: scopedProcedure.query(async ({ ctx }) => {
    const account = await findAccount(ctx.deps.db, ctx.scope);
    return { ...ctx.session, accountName: account?.name ?? "", accountTimeZone: account?.timeZone ?? "UTC" };
  }),

  updateProfile: scopedProcedure.input(updateProfileInput).mutation(async ({ ctx, input }) => {
    await updateProfile(ctx.deps, ctx.scope, input);
  }),

  /** Ends every session, this one too. */
  changePassword: scopedProcedure.input(changePasswordInput).mutation(async ({ ctx, input }) => {
    await changePassword(ctx.deps, ctx.scope, input);
  }),

  signOutEverywhere: scopedProcedure.mutation(async ({ ctx }) => {
    await signOutEverywhere(ctx.deps, ctx.scope);
  }),
});

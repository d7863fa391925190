import { findAccount } from "#db/queries/accounts/accounts.ts";
import { listInvitations } from "#db/queries/accounts/invitations.ts";
import { listUsers } from "#db/queries/accounts/users.ts";
import { listWritingKeys } from "#db/queries/apps/tokens.ts";
import { listAccountModels, listMakes, listModels } from "#db/queries/vehicles/models.ts";
import { changeAccount } from "#server/commands/accounts/accounts.ts";
import { removeMember } from "#server/commands/accounts/memberships.ts";
import { changeAccountRegistration, createInvitation, revokeInvitation } from "#server/commands/accounts/registration.ts";
import { mayGrant } from "#server/commands/authorise.ts";
import { addVehicleModel, removeVehicleModel, setModelLinks } from "#server/commands/vehicles/models.ts";
import { listCurrencies } from "#server/domain/accounts/currencies.ts";
import { notFound } from "#server/domain/errors.ts";
import { managerProcedure, router, scopedProcedure } from "#server/trpc/init.ts";
import {
  addModelInput,
  changeAccountInput,
  invitationInput,
  inviteInput,
  makeInput,
  modelInput,
  modelLinksInput,
  personInput,
  registrationInput,
  removePersonInput,
} from "./fleet.input.ts";

/** Settings of the whole account. */
export const fleetRouter = router({
  get: managerProcedure.query(async ({ ctx }) => {
    const account = await findAccount(ctx.deps.db, ctx.scope);
    if (!account) throw notFound("account");
    const { name, timeZone, currency, registration, co2KgPerLGasoline, co2KgPerLDiesel, co2KgPerKwh } = account;
    const { pricePerLGasoline, pricePerLDiesel, pricePerKwh, usdPerCurrency } = account;
    const prices = { pricePerLGasoline, pricePerLDiesel, pricePerKwh, usdPerCurrency };
    return { name, timeZone, currency, registration, co2KgPerLGasoline, co2KgPerLDiesel, co2KgPerKwh, prices };
  }),

  currencies: managerProcedure.query(() => listCurrencies()),

  change: managerProcedure.input(changeAccountInput).mutation(async ({ ctx, input }) => {
    await changeAccount(ctx.deps, ctx.scope, input);
  }),

  /** The people of the account; `removable`: whether the one who asks may take them out of it. */
  people: managerProcedure.query(async ({ ctx: { deps, scope, session } }) => {
    const people = await listUsers(deps.db, scope);
    return people.map(({ id, name, email, role, disabledAt }) => ({
      ...{ id, name, email, role, disabled: disabledAt !== null },
      removable: id !== session.userId && mayGrant(scope, role),
    }));
  }),

  /** The keys that end when a person is removed, unless somebody takes them over. */
  keysOfPerson: managerProcedure.input(personInput).query(async ({ ctx: { deps, scope }, input: { userId } }) => {
    const keys = await listWritingKeys(deps.db, scope, userId, deps.now());
    return keys.map(({ id, name, hint }) => ({ id, name, hint }));
  }),

  /** `takeOverKeys`: the one who removes the person takes over these keys. */
  removePerson: managerProcedure.input(removePersonInput).mutation(async ({ ctx: { deps, scope, session }, input }) => {
    const { userId, takeOverKeys } = input;
    await removeMember(deps, scope, { userId, handKeysTo: takeOverKeys ? session.userId : null });
  }),

  setRegistration: managerProcedure.input(registrationInput).mutation(async ({ ctx, input }) => {
    await changeAccountRegistration(ctx.deps, ctx.scope, input);
  }),

  invitations: managerProcedure.query(({ ctx }) => listInvitations(ctx.deps.db, ctx.scope)),

  /** The secret is in the answer this once. */
  invite: managerProcedure.input(inviteInput).mutation(async ({ ctx, input }) => {
    const { token } = await createInvitation(ctx.deps, ctx.scope, input);
    return { token };
  }),

  revokeInvitation: managerProcedure.input(invitationInput).mutation(async ({ ctx, input }) => {
    await revokeInvitation(ctx.deps, ctx.scope, input);
  }),

  makes: scopedProcedure.query(({ ctx }) => listMakes(ctx.deps.db, ctx.scope)),

  models: scopedProcedure.input(makeInput).query(({ ctx, input }) => listModels(ctx.deps.db, ctx.scope, input)),

  /** The models the account added, and those of ours it set links for. */
  ownModels: scopedProcedure.query(({ ctx }) => listAccountModels(ctx.deps.db, ctx.scope)),

  /** Answers with the make as it is written here. */
  addModel: managerProcedure.input(addModelInput).mutation(async ({ ctx, input }) => {
    const { make, model } = await addVehicleModel(ctx.deps, ctx.scope, input);
    return { make, model };
  }),

  setModelLinks: managerProcedure.input(modelLinksInput).mutation(async ({ ctx, input }) => {
    await setModelLinks(ctx.deps, ctx.scope, input);
  }),

  removeModel: managerProcedure.input(modelInput).mutation(async ({ ctx, input }) => {
    await removeVehicleModel(ctx.deps, ctx.scope, input);
  }),
});

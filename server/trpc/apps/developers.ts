import { listUsers } from "#db/queries/accounts/users.ts";
import { listApiKeys } from "#db/queries/apps/tokens.ts";
import { createApiKey } from "#server/commands/apps/api-keys.ts";
import { mayGrant } from "#server/commands/authorise.ts";
import { revokeToken } from "#server/commands/vehicles/device-tokens.ts";
import { defaultKeyDays } from "#server/domain/apps/api-families.ts";
import { toReference } from "#server/domain/apps/api-reference/reference.ts";
import { notFound } from "#server/domain/errors.ts";
import { managerProcedure, router, scopedProcedure } from "#server/trpc/init.ts";
import { createKeyInput, familyInput, keyInput } from "./developers.input.ts";

/** Keys of the public APIs and their reference. */
export const developersRouter = router({
  /** The public APIs in short. */
  families: scopedProcedure.query(async ({ ctx: { apis } }) => {
    const documents = await Promise.all((apis?.names ?? []).map(async (name) => ({ name, document: await apis?.describe(name) })));
    return documents.map(({ name, document }) => {
      const { title, description, calls } = toReference(name, document ?? {});
      const [lead = ""] = description.split("\n\n");
      return { family: name, title, lead, calls: calls.length, baseUrl: `${apis?.publicUrl}/api/${name}` };
    });
  }),

  /** Every call of one public API. */
  reference: scopedProcedure.input(familyInput).query(async ({ ctx: { apis }, input: { family } }) => {
    const document = await apis?.describe(family);
    if (!document) throw notFound("API");
    return { ...toReference(family, document), baseUrl: `${apis?.publicUrl}/api/${family}` };
  }),

  listKeys: managerProcedure.query(({ ctx }) => listApiKeys(ctx.deps.db, ctx.scope)),

  /** Whose keys the one who asks may make. */
  keyPeople: managerProcedure.query(async ({ ctx: { deps, scope, session } }) => {
    const people = (await listUsers(deps.db, scope)).filter(({ disabledAt }) => disabledAt === null);
    const mine = people.filter(({ id, role }) => id === session.userId || mayGrant(scope, role));
    return mine.map(({ id, name, email, role }) => ({ id, name, email, role }));
  }),

  /** The secret is in the answer this once. */
  createKey: managerProcedure
    .input(createKeyInput)
    .mutation(({ ctx, input: { days = defaultKeyDays, ...key } }) => createApiKey(ctx.deps, ctx.scope, { ...key, days })),

  revokeKey: managerProcedure.input(keyInput).mutation(async ({ ctx, input }) => {
    await revokeToken(ctx.deps, ctx.scope, input);
  }),
});

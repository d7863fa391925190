import { listAuditEntries } from "#db/queries/accounts/audit-log.ts";
import { ownerProcedure, router } from "#server/trpc/init.ts";
import { auditListInput } from "./audit.input.ts";

/** The audit log of the account. */
export const auditRouter = router({
  list: ownerProcedure.input(auditListInput).query(async ({ ctx, input: { subject, userId, cursor, limit } }) => {
    const filter = { ...(subject && { subjects: [subject] }), userId, beforeId: cursor };
    const entries = await listAuditEntries(ctx.deps.db, ctx.scope, { ...filter, limit: limit + 1 });
    const items = entries.slice(0, limit);
    return { items, nextCursor: entries.length > limit ? (items.at(-1)?.id ?? null) : null };
  }),
});

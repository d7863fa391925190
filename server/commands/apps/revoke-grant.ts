import { z } from "zod";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { findAppOfGrant } from "#db/queries/apps/oauth-grants.ts";
import { requireUser } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { readArgs, rowId } from "#server/commands/fields.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { endGrants } from "./end-grants.ts";

const revocation = z.strictObject({ grantId: rowId });

/** Ends at once what the person who asks has let an app do in the account. Throws `not_found`, also when it has ended before. */
export async function revokeGrant({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof revocation>): Promise<void> {
  const userId = requireUser(scope);
  const { grantId } = readArgs(revocation, args);
  await db.transaction(async (tx) => {
    const app = await findAppOfGrant(tx, scope, grantId);
    if (!app || !(await endGrants(tx, scope, { userId, grantId }, now()))) throw notFound("permission");
    await appendAudit(tx, scope, { at: now(), action: "app.permission_revoked", subject: app });
  });
}

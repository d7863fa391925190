import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { findMember } from "#db/queries/accounts/members.ts";
import * as queries from "#db/queries/apps/apps.ts";
import { mintClientId, mintToken } from "#server/auth/tokens.ts";
import { noteCredentialsChanged } from "#server/commands/accounts/end-access.ts";
import { requireGrant } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { label, readArgs, rowId } from "#server/commands/fields.ts";
import { changesBetween, pickValues } from "#server/domain/accounts/audit/changes.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { newWebhookSalt, webhookSecret } from "#server/webhooks/secret.ts";
import { readRedirectUris, redirectUriList, requireWebhookUrl, scopeList, toAuditedUrl, webhookUrl } from "./fields.ts";

/** Apps are made and looked after by owners and managers, for people of any account to allow; no program makes one. */

/** What this server says of webhooks. */
export interface WebhookSettings {
  /** What signing secrets are worked out from. */
  masterSecret: string;
  /** Networks webhooks may be sent to although they are private, and over plain HTTP: `192.168.1.0/24`. */
  webhookNetworks: readonly string[];
}

export interface AppDeps extends CommandDeps, WebhookSettings {}

/** More than an account that serves people needs. */
const maxApps = 50;
/** What two secrets are good for together, while programs are given the new one, s. */
const overlapS = z
  .int()
  .min(0)
  .max(30 * 86_400)
  .default(86_400);

const modes = z.enum(["development", "production"]);
const formats = z.enum(["v1", "v2"]);
const schedules = z.enum(["classic", "long"]);

const newApp = z.strictObject({
  /** Whom the consent page names: a member of the account. */
  ownerId: rowId,
  name: label(100),
  redirectUris: redirectUriList,
  scopes: scopeList,
  mode: modes.default("development"),
  /** For programs that cannot keep a secret. */
  isPublic: z.boolean().default(false),
  webhookUrl: webhookUrl.default(null),
  webhookFormat: formats.default("v2"),
  webhookSchedule: schedules.default("classic"),
});

/** What the audit log keeps of an app. */
const auditedFields = ["name", "ownerId", "isPublic", "redirectUris", "scopes", "mode", "webhookUrl", "webhookFormat", "webhookSchedule"];
const toAudited = (app: queries.App) => ({ ...app, webhookUrl: toAuditedUrl(app.webhookUrl) });

/** The command line speaks for who runs the server, and may have another environment than the server has. */
const networksFor = ({ actor }: Scope, named: readonly string[]) => (actor.kind === "system" ? "anywhere" : named);

async function insertSecret(tx: Tx, scope: Scope, appId: number, createdAt: Date): Promise<string> {
  const { token, hash, hint } = mintToken("app_secret");
  await queries.insertAppSecret(tx, scope, { appId, hash, hint, createdAt });
  return token;
}

/**
 * Makes an app; its secret is in the result this once, null for a public one, and what its webhook is signed with. `automatic-{client_id}://oauth` may stand for the
 * redirect URI of programs made with Automatic's own kit. Throws `not_found` when the owner is not of the account, `bad_request`
 * with what is wrong, `conflict` when the account has very many apps.
 */
export async function createApp(
  { db, now, masterSecret, webhookNetworks }: AppDeps,
  scope: Scope,
  args: z.input<typeof newApp>,
): Promise<queries.App & { clientSecret: string | null; webhookSecret: string }> {
  requireGrant(scope, "driver");
  const app = readArgs(newApp, args);
  const clientId = mintClientId();
  const redirectUris = readRedirectUris(app.redirectUris, clientId);
  requireWebhookUrl(app.webhookUrl, networksFor(scope, webhookNetworks));
  return db.transaction(async (tx) => {
    if (!(await findMember(tx, app.ownerId, scope.accountId))) throw notFound("user");
    if ((await queries.countApps(tx, scope)) >= maxApps) {
      throw new AppError("conflict", `An account can have ${maxApps} apps and no more. Delete one first.`);
    }
    const at = now();
    const webhookSalt = newWebhookSalt();
    const inserted = await queries.insertApp(tx, scope, { ...app, redirectUris, clientId, webhookSalt, createdAt: at, updatedAt: at });
    const clientSecret = app.isPublic ? null : await insertSecret(tx, scope, inserted.id, at);
    await appendAudit(tx, scope, { at, action: "app.created", subject: inserted, after: pickValues(toAudited(inserted), auditedFields) });
    return { ...inserted, clientSecret, webhookSecret: webhookSecret(masterSecret, webhookSalt) };
  });
}

const appChange = z.strictObject({
  appId: rowId,
  name: label(100).optional(),
  redirectUris: redirectUriList.optional(),
  scopes: scopeList.optional(),
  mode: modes.optional(),
  /** Null: none. */
  webhookUrl: webhookUrl.optional(),
  webhookFormat: formats.optional(),
  webhookSchedule: schedules.optional(),
  /** Sends again what was switched off because nothing arrived. */
  webhookOn: z.literal(true).optional(),
});

/** What a new address, or switching on again, does to a webhook that failed. */
const webhookFresh = { webhookFailingSince: null, webhookDisabledAt: null, webhookDisabledReason: null };

/**
 * Changes what is given. Tokens that hold a scope which is taken away end at once, whoever gave them. Throws `not_found`, and
 * `bad_request` with what is wrong.
 */
export async function updateApp(
  { db, now, webhookNetworks }: AppDeps,
  scope: Scope,
  args: z.input<typeof appChange>,
): Promise<queries.App> {
  requireGrant(scope, "driver");
  const { appId, webhookOn, redirectUris, ...given } = readArgs(appChange, args);
  const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (Object.keys(change).length === 0 && !webhookOn && !redirectUris) throw new AppError("bad_request", "Nothing to change.");
  requireWebhookUrl(given.webhookUrl, networksFor(scope, webhookNetworks));
  return db.transaction(async (tx) => {
    const app = await queries.lockApp(tx, scope, appId);
    const at = now();
    const removed = app.scopes.filter((held) => given.scopes && !given.scopes.includes(held));
    for (const accountId of await queries.endTokensWithScopes(tx, scope, { appId, scopes: removed, at })) {
      await noteCredentialsChanged(tx, accountId, at);
    }
    const isMoved = given.webhookUrl !== undefined && given.webhookUrl !== app.webhookUrl;
    const changed = await queries.updateApp(tx, scope, appId, {
      ...change,
      ...(redirectUris && { redirectUris: readRedirectUris(redirectUris, app.clientId) }),
      ...((isMoved || webhookOn) && webhookFresh),
      updatedAt: at,
    });
    const changes = changesBetween(toAudited(app), toAudited(changed), [...auditedFields, "webhookDisabledAt"]);
    await appendAudit(tx, scope, { at, action: "app.changed", subject: changed, ...changes });
    return changed;
  });
}

const rotation = z.strictObject({
  appId: rowId,
  /** How long what was good so far stays good. */
  overlapS,
});

/** Who remembers secrets of the app, or keeps streams open for it, has to look again. */
async function noteAppChanged(tx: Tx, scope: Scope, appId: number, at: Date): Promise<void> {
  const accountIds = new Set([scope.accountId, ...(await queries.listGrantAccountIds(tx, scope, appId))]);
  for (const accountId of accountIds) await noteCredentialsChanged(tx, accountId, at);
}

/**
 * Gives an app a new secret, which is in the result this once; those before stop working after the overlap.
 * Throws `not_found`, and `bad_request` for a public app, which has none.
 */
export async function rotateAppSecret(
  { db, now }: CommandDeps,
  scope: Scope,
  args: z.input<typeof rotation>,
): Promise<queries.App & { clientSecret: string }> {
  requireGrant(scope, "driver");
  const { appId, overlapS } = readArgs(rotation, args);
  return db.transaction(async (tx) => {
    const { webhookSalt: _, ...app } = await queries.lockApp(tx, scope, appId);
    if (app.isPublic) throw new AppError("bad_request", "A public app has no secret.");
    const at = now();
    await queries.expireAppSecrets(tx, scope, { appId, until: new Date(at.getTime() + overlapS * 1000), now: at });
    const clientSecret = await insertSecret(tx, scope, appId, at);
    await noteAppChanged(tx, scope, appId, at);
    await appendAudit(tx, scope, { at, action: "app.secret_rotated", subject: app, after: { overlapS } });
    return { ...app, clientSecret };
  });
}

/**
 * Signs deliveries of an app's webhook with a new secret, which is in the result, and with the one before until the overlap ends.
 * Throws `not_found`.
 */
export async function rotateWebhookSecret(
  { db, now, masterSecret }: Omit<AppDeps, "webhookNetworks">,
  scope: Scope,
  args: z.input<typeof rotation>,
): Promise<queries.App & { webhookSecret: string }> {
  requireGrant(scope, "driver");
  const { appId, overlapS } = readArgs(rotation, args);
  return db.transaction(async (tx) => {
    const { webhookSalt: webhookPreviousSalt } = await queries.lockApp(tx, scope, appId);
    const updatedAt = now();
    const webhookPreviousUntil = new Date(updatedAt.getTime() + overlapS * 1000);
    const webhookSalt = newWebhookSalt();
    const app = await queries.updateApp(tx, scope, appId, { webhookSalt, webhookPreviousSalt, webhookPreviousUntil, updatedAt });
    await appendAudit(tx, scope, { at: updatedAt, action: "app.webhook_secret_rotated", subject: app, after: { overlapS } });
    return { ...app, webhookSecret: webhookSecret(masterSecret, webhookSalt) };
  });
}

const removal = z.strictObject({ appId: rowId });

/** Removes an app with all that people let it do, at once and for good. Throws `not_found`. */
export async function deleteApp({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof removal>): Promise<queries.App> {
  requireGrant(scope, "driver");
  const { appId } = readArgs(removal, args);
  return db.transaction(async (tx) => {
    const { webhookSalt: _, ...app } = await queries.lockApp(tx, scope, appId);
    await noteAppChanged(tx, scope, appId, now());
    await queries.deleteAppRow(tx, scope, appId);
    await appendAudit(tx, scope, { at: now(), action: "app.deleted", subject: app, before: pickValues(toAudited(app), auditedFields) });
    return app;
  });
}

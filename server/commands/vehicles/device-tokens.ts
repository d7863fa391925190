import { z } from "zod";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { expireDeviceTokens, insertDeviceToken, revokeTokenRow, type Token } from "#db/queries/apps/tokens.ts";
import { lockDevice } from "#db/queries/vehicles/devices.ts";
import { mintToken } from "#server/auth/tokens.ts";
import { noteCredentialsChanged } from "#server/commands/accounts/end-access.ts";
import { requireManager } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { readArgs, rowId } from "#server/commands/fields.ts";
import { pickValues } from "#server/domain/accounts/audit/changes.ts";
import type { AuditAction } from "#server/domain/accounts/audit/entry.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

const rotation = z.strictObject({
  deviceId: rowId,
  /** How long the tokens so far go on working, so that the device can be given the new one. */
  overlapS: z
    .int()
    .min(0)
    .max(30 * 86_400)
    .default(86_400),
});

/** Gives a device a new token; the ones before stop working after the overlap. */
export async function rotateDeviceToken(
  { db, now }: CommandDeps,
  scope: Scope,
  args: z.input<typeof rotation>,
): Promise<Token & { token: string }> {
  requireManager(scope);
  const { deviceId, overlapS } = readArgs(rotation, args);
  return db.transaction(async (tx) => {
    const device = await lockDevice(tx, scope, deviceId);
    if (!device) throw notFound("device");
    await expireDeviceTokens(tx, scope, deviceId, new Date(now().getTime() + overlapS * 1000));
    const { token, hash, hint } = mintToken("device");
    const inserted = await insertDeviceToken(tx, scope, { deviceId, name: device.serial, hash, hint });
    const subject = { id: deviceId, name: device.serial };
    await appendAudit(tx, scope, { at: now(), action: "device_token.rotated", subject, after: { hint, overlapS } });
    return { ...inserted, token };
  });
}

const revocations = {
  api_key: "key.revoked",
  device: "device_token.revoked",
  login: "login.revoked",
  calendar: "calendar_feed.revoked",
} as const satisfies Record<Token["kind"], AuditAction>;

const revocation = z.strictObject({ tokenId: rowId });

/** Ends a token at once. Throws `not_found`. */
export async function revokeToken({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof revocation>): Promise<Token> {
  requireManager(scope);
  const { tokenId } = readArgs(revocation, args);
  return db.transaction(async (tx) => {
    const token = await revokeTokenRow(tx, scope, tokenId, now());
    if (!token) throw notFound("token");
    await noteCredentialsChanged(tx, scope.accountId, now());
    const before = pickValues(token, ["hint", "family", "access", "userId", "deviceId", "expiresAt"]);
    await appendAudit(tx, scope, { at: now(), action: revocations[token.kind], subject: token, before });
    return token;
  });
}

import { z } from "zod";
import { lockDevice } from "#db/queries/devices.ts";
import { expireDeviceTokens, insertDeviceToken, revokeTokenRow, type Token } from "#db/queries/tokens.ts";
import { mintToken } from "#server/auth/tokens.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { requireManager } from "./authorise.ts";
import type { CommandDeps } from "./deps.ts";
import { noteCredentialsChanged } from "./end-access.ts";
import { readArgs, rowId } from "./fields.ts";

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
    return { ...inserted, token };
  });
}

const revocation = z.strictObject({ tokenId: rowId });

/** Ends a token at once. Throws `not_found`. */
export async function revokeToken({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof revocation>): Promise<Token> {
  requireManager(scope);
  const { tokenId } = readArgs(revocation, args);
  return db.transaction(async (tx) => {
    const token = await revokeTokenRow(tx, scope, tokenId, now());
    if (!token) throw notFound("token");
    await noteCredentialsChanged(tx, scope.accountId, now());
    return token;
  });
}

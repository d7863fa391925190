import { findUploadCredential, touchToken } from "#db/queries/telemetry/upload-credentials.ts";
import { deviceScope } from "#server/auth/scope.ts";
import { hashToken, looksLikeToken } from "#server/auth/tokens.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

/** How exact "last used" is, ms. */
const touchEveryMs = 60_000;

/** The device whose token the request bears: `unauthorized` without a valid one, `forbidden` when it or the device was revoked. */
export async function authenticateDevice({ db, now }: CommandDeps, request: Request): Promise<Scope> {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (!token) throw unauthorized("Send the device's token: Authorization: Bearer mpd_…");
  if (!looksLikeToken("device", token)) throw unauthorized("This is not a device token, or it was mistyped.");
  const credential = await findUploadCredential(db, hashToken(token));
  if (!credential) throw unauthorized("This token is unknown.");
  if (credential.revoked) throw new AppError("forbidden", "This token or its device was revoked.");
  const at = now();
  if (credential.expiresMs !== null && credential.expiresMs <= at.getTime()) throw unauthorized("This token has expired.");
  const staleBefore = new Date(at.getTime() - touchEveryMs);
  if (credential.lastUsedMs === null || credential.lastUsedMs < staleBefore.getTime())
    await touchToken(db, credential.tokenId, at, staleBefore);
  return deviceScope(credential.accountId, credential.deviceId);
}

const unauthorized = (message: string) => new AppError("unauthorized", message);

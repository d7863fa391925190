import type { Tx } from "#db/client.ts";
import { deleteOldLogins, insertLoginToken } from "#db/queries/apps/tokens.ts";
import { loginIdleMs } from "#server/auth/api-credentials.ts";
import { mintToken } from "#server/auth/tokens.ts";
import type { KeyFamily } from "#server/domain/apps/api-families.ts";
import type { Scope } from "#server/domain/scope.ts";

/** How many logins of one person in one account stay good beside each other; a new one ends the oldest. */
const loginsAtOnce = 50;

/** A person signed in over an API. */
export interface Login {
  /** 40 hex characters, shown this once. */
  token: string;
  email: string;
  /** The driver this person is in the account; null: none. */
  driverId: number | null;
}

export interface NewLogin {
  userId: number;
  family: KeyFamily;
  at: Date;
}

/** Stores a login in the transaction that found it right, and returns its token. */
export async function insertLogin(tx: Tx, scope: Scope, { userId, family, at }: NewLogin): Promise<string> {
  const { token, hash, hint } = mintToken("login");
  await insertLoginToken(tx, scope, { userId, family, name: "login", hash, hint, createdAt: at });
  await deleteOldLogins(tx, scope, userId, new Date(at.getTime() - loginIdleMs), loginsAtOnce);
  return token;
}

import type { Db, Tx } from "#db/client.ts";
import { findMember, type Member } from "#db/queries/accounts/members.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Actor, Grant, GrantScope, Origin, Scope } from "#server/domain/scope.ts";

export type CommandLineActor = Extract<Actor, { kind: "system" }>;

/** The only maker of a Scope: everything that reads or writes gets one from here. */

/** Owners, managers and viewers see the whole fleet; a driver sees what belongs to the drivers this person is, which may be none. */
export function scopeForMember(member: Pick<Member, "userId" | "accountId" | "role" | "driverIds">): Scope {
  return {
    actor: { kind: "user", userId: member.userId, role: member.role },
    accountId: member.accountId,
    driverIds: member.role === "driver" ? member.driverIds : "all",
  };
}

/**
 * The scope of a person in an account (without one: the first account joined).
 * Throws `unauthorized` when the user is unknown or disabled or is not a member.
 */
export async function scopeForUser(db: Db | Tx, userId: number, accountId?: number): Promise<Scope> {
  const member = await findMember(db, userId, accountId);
  if (!member) throw new AppError("unauthorized", "Sign in to go on.");
  return scopeForMember(member);
}

/** The same scope, with where its request came from. */
export function withOrigin<S extends Scope>(scope: S, origin: Origin): S {
  return { ...scope, origin };
}

/** The system's own work in an account: jobs, seeds. The reason says which, for logs. */
export function systemScope(accountId: number, reason: string): Scope {
  return { actor: { kind: "system", reason }, accountId, driverIds: "all" };
}

/** The command line in an account, for whoever started it. */
export function commandLineScope(accountId: number, actor: CommandLineActor): Scope {
  return { actor, accountId, driverIds: "all" };
}

/** An adapter: it uploads for itself and sees nothing. */
export function deviceScope(accountId: number, deviceId: number): Scope {
  return { actor: { kind: "device", deviceId }, accountId, driverIds: [] };
}

/** A program with an API key that is no person's: it sees the whole fleet, and changes it where the key may write. */
export function keyScope(accountId: number, tokenId: number, access: "read" | "write"): Scope {
  return { actor: { kind: "key", tokenId, access }, accountId, driverIds: "all" };
}

/** An app with a person's token: what the person may see, for the presenters narrowed to what they have allowed. */
export function grantScope(member: Parameters<typeof scopeForMember>[0], grant: Grant): GrantScope {
  return { ...scopeForMember(member), grant };
}

/** Somebody of whom nothing is known yet: it sees nothing. */
export const anonymousScope: GrantScope = { actor: { kind: "anonymous" }, accountId: 0, driverIds: [], grant: null };

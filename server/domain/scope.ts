/** Who asks, for which account, seeing what. Every query takes one; server/auth/scope.ts is the only maker. */
import type { AppScope } from "./apps/scopes.ts";

export type Role = "owner" | "manager" | "driver" | "viewer";

/**
 * Who acts: a signed-in person, an adapter, a program with an API key, somebody who has yet to say who they are, or the system
 * itself (jobs, the command line).
 */
export type Actor =
  | { kind: "user"; userId: number; role: Role }
  | { kind: "device"; deviceId: number }
  | { kind: "key"; tokenId: number; access: "read" | "write" }
  | { kind: "anonymous" }
  /** `osUser`: who started the command line, as the operating system knows them. */
  | { kind: "system"; reason: string; osUser?: string };

/** Where a request came from, for the audit log. */
export interface Origin {
  kind: "web" | "api";
  /** See networkOf. */
  network: string;
  /** The API key it came with, where there is one. */
  keyId?: number;
}

export interface Scope {
  actor: Actor;
  /** Absent where no request is behind it: the server's own work and the command line. */
  origin?: Origin;
  accountId: number;
  /** `"all"`: the whole fleet. Else only the trips of these drivers and the vehicles assigned to them. */
  driverIds: "all" | readonly number[];
}

/** What a person has let an app see of what they see themselves. */
export interface Grant {
  grantId: number;
  appId: number;
  clientId: string;
  userId: number;
  userUid: string;
  scopes: ReadonlySet<AppScope>;
}

/** The scope of the person a token stands for, narrowed to what the app may see. Without a grant nobody has said who they are. */
export interface GrantScope extends Scope {
  grant: Grant | null;
}

/** True for people who may change the fleet (not viewers, not drivers) and for API keys that may write. */
export function canManage(scope: Scope): boolean {
  const { actor } = scope;
  if (actor.kind === "key") return actor.access === "write";
  return actor.kind === "system" || (actor.kind === "user" && (actor.role === "owner" || actor.role === "manager"));
}

import { AppError } from "#server/domain/errors.ts";
import { type Actor, canManage, type Role, type Scope } from "#server/domain/scope.ts";

/** What those hear who may see something but not do it. */
export function forbidden(): AppError {
  return new AppError("forbidden", "You may not do this.");
}

/** Throws `forbidden` unless the scope may change the fleet: owners, managers and the system. */
export function requireManager(scope: Scope): void {
  if (!canManage(scope)) throw forbidden();
}

/** Throws `forbidden` for adapters, which only upload: for what people do who are not signed in yet. */
export function refuseDevice(scope: Scope): void {
  if (scope.actor.kind === "device") throw forbidden();
}

/** Throws `forbidden` unless the actor is the system: what stands above all accounts. */
export function requireSystem(actor: Actor): void {
  if (actor.kind !== "system") throw forbidden();
}

/** Whether the scope may give or take a role: owners any, managers only those below their own. */
export function mayGrant(scope: Scope, role: Role): boolean {
  const { actor } = scope;
  if (actor.kind === "system") return true;
  if (actor.kind !== "user") return false;
  return actor.role === "owner" || (actor.role === "manager" && (role === "driver" || role === "viewer"));
}

/** Throws `forbidden` unless {@link mayGrant} allows every one of the roles. */
export function requireGrant(scope: Scope, ...roles: Role[]): void {
  if (!roles.every((role) => mayGrant(scope, role))) throw forbidden();
}

/** The person who acts. Throws `forbidden` for adapters and the system, which have no profile. */
export function requireUser(scope: Scope): number {
  if (scope.actor.kind !== "user") throw forbidden();
  return scope.actor.userId;
}

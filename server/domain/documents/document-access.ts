import type { DocumentKind } from "#server/domain/documents/kinds.ts";
import { canManage, type Scope } from "#server/domain/scope.ts";

export interface DocumentOwner {
  driverId: number | null;
  kind: DocumentKind;
}

/** Whether a scope may store, change and set aside a paper: who manages the fleet any, a driver the licence of their own. */
export function mayWriteDocument(scope: Scope, { driverId, kind }: DocumentOwner): boolean {
  if (canManage(scope)) return true;
  if (scope.actor.kind !== "user" || scope.actor.role !== "driver" || scope.driverIds === "all") return false;
  return kind === "licence" && driverId !== null && scope.driverIds.includes(driverId);
}

import { and, desc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { auditEntries, users } from "#db/schema/accounts.ts";
import { tokens } from "#db/schema/apps.ts";
import { devices } from "#db/schema/vehicles.ts";
import {
  type AuditAction,
  type AuditChange,
  type AuditOrigin,
  type AuditSubject,
  auditActions,
  subjectOf,
} from "#server/domain/accounts/audit/entry.ts";
import type { Actor, Scope } from "#server/domain/scope.ts";

export type AuditEntry = typeof auditEntries.$inferSelect;

export interface NewAuditEntry extends Partial<AuditChange> {
  at: Date;
  action: AuditAction;
  /** The row it is about and what people call it; absent: nothing but the account. */
  subject?: { id: number; name: string };
}

/** Who acts for which account; `accountId` null: for the whole installation. A person's role does not matter. */
type AuditedScope = Pick<Scope, "origin"> & {
  accountId: number | null;
  actor: Exclude<Actor, { kind: "user" }> | { kind: "user"; userId: number };
};

function originOf({ actor, origin }: AuditedScope): AuditOrigin {
  if (origin) return origin.kind;
  return actor.kind === "system" && actor.osUser !== undefined ? "command_line" : "server";
}

const keyName = (keyId: number) =>
  sql<string>`coalesce((select ${tokens.name} || ' (' || ${tokens.hint} || ')' from ${tokens} where ${tokens.id} = ${keyId}), ${`key ${keyId}`})`;

function actorColumns(actor: AuditedScope["actor"]): { actorId: number | null; actorName: string | SQL<string> } {
  switch (actor.kind) {
    case "user": {
      const { userId } = actor;
      const address = sql<string>`coalesce((select ${users.email} from ${users} where ${users.id} = ${userId}), ${`user ${userId}`})`;
      return { actorId: userId, actorName: address };
    }
    case "key":
      return { actorId: actor.tokenId, actorName: keyName(actor.tokenId) };
    case "device": {
      const { deviceId } = actor;
      const serial = sql<string>`coalesce((select ${devices.serial} from ${devices} where ${devices.id} = ${deviceId}), ${`device ${deviceId}`})`;
      return { actorId: deviceId, actorName: serial };
    }
    case "system":
      return { actorId: null, actorName: actor.osUser ?? actor.reason };
    case "anonymous":
      return { actorId: null, actorName: "nobody signed in" };
  }
}

/** Appends to the audit log, in the transaction of the change it is about: both are stored or neither is. */
export async function appendAudit(tx: Db | Tx, scope: AuditedScope, entry: NewAuditEntry): Promise<void> {
  const { at, action, subject, before = null, after = null } = entry;
  const { actor, origin } = scope;
  await tx.insert(auditEntries).values({
    accountId: scope.accountId,
    at,
    action,
    actorKind: actor.kind,
    ...actorColumns(actor),
    origin: originOf(scope),
    network: origin?.network ?? null,
    keyName: actor.kind === "user" && origin?.keyId !== undefined ? keyName(origin.keyId) : null,
    subjectId: subject?.id ?? null,
    subjectName: subject?.name ?? null,
    before,
    after,
  });
}

export interface AuditFilter {
  subjects?: readonly AuditSubject[] | undefined;
  /** The person who acted. */
  userId?: number | undefined;
  /** From this moment on, and before that one. */
  from?: Date | undefined;
  to?: Date | undefined;
  /** Continues after the entry of this id. */
  beforeId?: number | undefined;
  limit: number;
}

/** Of whose log is asked; `accountId` null: of every account and of the installation itself, which only the system may read. */
type AuditReader = Pick<Scope, "actor"> & { accountId: number | null };

/** Owners read the audit log of their account. */
function readable({ actor, accountId }: AuditReader): SQL | undefined {
  if (actor.kind !== "system" && (actor.kind !== "user" || actor.role !== "owner")) return sql`false`;
  if (accountId === null) return actor.kind === "system" ? undefined : sql`false`;
  return eq(auditEntries.accountId, accountId);
}

/** Entries that match, the newest first. */
export async function listAuditEntries(db: Db | Tx, scope: AuditReader, filter: AuditFilter): Promise<AuditEntry[]> {
  const { subjects, userId, from, to, beforeId, limit } = filter;
  const actions = subjects && auditActions.filter((action) => subjects.includes(subjectOf(action)));
  return db
    .select()
    .from(auditEntries)
    .where(
      and(
        readable(scope),
        actions && inArray(auditEntries.action, actions),
        userId === undefined ? undefined : and(eq(auditEntries.actorKind, "user"), eq(auditEntries.actorId, userId)),
        from && gte(auditEntries.at, from),
        to && lt(auditEntries.at, to),
        beforeId === undefined ? undefined : lt(auditEntries.id, beforeId),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(limit);
}

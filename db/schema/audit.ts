import { index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { type AuditAction, type AuditValues, auditOrigins } from "#server/domain/accounts/audit/entry.ts";
import { idRef, moment } from "../columns.ts";

/**
 * Who did what, from where. Only added to: a trigger refuses to change or delete a row. Without foreign keys, and with names beside
 * the ids, because entries outlast what they are about.
 */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: idRef("id").primaryKey().generatedAlwaysAsIdentity(),
    /** Null: it is about the whole installation. */
    accountId: idRef("account_id"),
    at: moment("at").notNull(),
    action: text("action").$type<AuditAction>().notNull(),
    actorKind: text("actor_kind", { enum: ["user", "key", "device", "system", "anonymous"] }).notNull(),
    /** The user, API key or device that acted; null: the system, or somebody who has yet to sign in. */
    actorId: idRef("actor_id"),
    /** E-mail address, name of the key, serial of the device, user of the operating system, or which part of the server. */
    actorName: text("actor_name").notNull(),
    origin: text("origin", { enum: auditOrigins }).notNull(),
    /** The address the request came from, of IPv6 its /64; null on the server itself. */
    network: text("network"),
    /** The API key that a person's program used; null: none. */
    keyName: text("key_name"),
    /** The row it is about, of the kind the action begins with, and what that was called. */
    subjectId: idRef("subject_id"),
    subjectName: text("subject_name"),
    before: jsonb("before").$type<AuditValues>(),
    after: jsonb("after").$type<AuditValues>(),
  },
  (t) => [index("audit_entries_account_id").on(t.accountId, t.id)],
);

import { desc, eq, lt } from "drizzle-orm";
import type { Scope } from "#server/domain/scope.ts";
import { alertMessages } from "../schema/alerts.ts";
import { users } from "../schema/people.ts";
import { all, type Queryable } from "./visibility.ts";

/** What was or will be sent to whom, newest first; for those who see the whole fleet. */
export async function listAlertMessages(db: Queryable, scope: Scope, args: { beforeId?: number | undefined; limit: number }) {
  if (scope.driverIds !== "all") return [];
  return db
    .select({
      id: alertMessages.id,
      alertId: alertMessages.alertId,
      channel: alertMessages.channel,
      status: alertMessages.status,
      subject: alertMessages.subject,
      body: alertMessages.body,
      error: alertMessages.error,
      user: { id: users.id, name: users.name, email: users.email },
      sendAfter: alertMessages.sendAfter,
      sentAt: alertMessages.sentAt,
      createdAt: alertMessages.createdAt,
    })
    .from(alertMessages)
    .innerJoin(users, eq(users.id, alertMessages.userId))
    .where(all(eq(alertMessages.accountId, scope.accountId), args.beforeId === undefined ? undefined : lt(alertMessages.id, args.beforeId)))
    .orderBy(desc(alertMessages.id))
    .limit(args.limit);
}

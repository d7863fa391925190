import { deletePushSubscription, listPushTargets, notePushUse } from "#db/queries/alert-channels.ts";
import { findMember } from "#db/queries/members.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { requireUser } from "./authorise.ts";
import type { NotifyDeps } from "./deps.ts";

/** What became of a test: `preview` where there is no mail server. */
export interface TestOutcome {
  email: "sent" | "preview" | "failed";
  /** Browsers that were told, that had unsubscribed, and that could not be reached. */
  push: { sent: number; gone: number; failed: number };
}

const waitMs = 10_000;
const lastTests = new Map<number, number>();

/** Sends oneself a test by e-mail and to each of one's browsers, whatever the rules say; once in ten seconds. */
export async function sendTestAlert({ db, now, notifier }: NotifyDeps, scope: Scope): Promise<TestOutcome> {
  const userId = requireUser(scope);
  const member = await findMember(db, userId, scope.accountId);
  if (!member) throw new AppError("forbidden", "You may not do this.");
  const nowMs = now().getTime();
  if (nowMs - (lastTests.get(userId) ?? Number.NEGATIVE_INFINITY) < waitMs) {
    throw new AppError("rate_limited", "Wait a moment before the next test.", { retryAfterS: waitMs / 1000 });
  }
  lastTests.set(userId, nowMs);
  const title = "Motorpool: a test";
  const body = "This is how alerts reach you.";
  return {
    email: await mailTest(notifier, { to: member.email, subject: title, text: `${body}\n\n${notifier.publicUrl}/alerts\n` }),
    push: await pushTest({ db, now, notifier }, userId, { title, body, path: "/alerts", tag: "test" }),
  };
}

async function mailTest(
  { sendMail }: NotifyDeps["notifier"],
  mail: Parameters<NonNullable<typeof sendMail>>[0],
): Promise<TestOutcome["email"]> {
  if (!sendMail) return "preview";
  return sendMail(mail).then(
    () => "sent" as const,
    () => "failed" as const,
  );
}

async function pushTest(
  { db, now, notifier }: NotifyDeps,
  userId: number,
  note: Parameters<typeof notifier.sendPush>[1],
): Promise<TestOutcome["push"]> {
  const counts = { sent: 0, gone: 0, failed: 0 };
  for (const target of await listPushTargets(db, userId)) {
    const outcome = await notifier.sendPush(target, note).catch(() => "failed" as const);
    counts[outcome]++;
    if (outcome === "gone") await deletePushSubscription(db, userId, { id: target.id });
    if (outcome === "sent") await notePushUse(db, target.id, now());
  }
  return counts;
}

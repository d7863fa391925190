import { countUnreadAlerts, getAlert, listInbox } from "#db/queries/alerts/alerts.ts";
import { getAlertChannels, getQuietHours, listPushSubscriptions } from "#db/queries/alerts/channels.ts";
import { listEndpointTroubles } from "#db/queries/alerts/endpoints.ts";
import { listLastTest, listMessages } from "#db/queries/alerts/messages.ts";
import { listAlertRules } from "#db/queries/alerts/rules.ts";
import { listSnoozes } from "#db/queries/alerts/snoozes.ts";
import { acknowledgeAlert, markAlertsRead, reopenAlert } from "#server/commands/alerts/alerts.ts";
import { addPushSubscription, changeAlertChannels, changeQuietHours, removePushSubscription } from "#server/commands/alerts/channels.ts";
import { resumeEndpoint } from "#server/commands/alerts/resume-endpoint.ts";
import { changeRule, createRule, endSnooze, removeRule, snoozeRule } from "#server/commands/alerts/rules.ts";
import { sendTestAlert } from "#server/commands/alerts/send-test-alert.ts";
import { requireUser } from "#server/commands/authorise.ts";
import { AppError } from "#server/domain/errors.ts";
import { canManage } from "#server/domain/scope.ts";
import {
  addPushInput,
  alertInput,
  alertListInput,
  changeRuleInput,
  channelsInput,
  createRuleInput,
  markReadInput,
  messageListInput,
  quietHoursInput,
  removePushInput,
  resumeInput,
  ruleInput,
  snoozeIdInput,
  snoozeInput,
} from "./alerts.input.ts";
import { managerProcedure, router, scopedProcedure, type TrpcContext } from "./init.ts";

/** The inbox and the log. */
const inbox = {
  list: scopedProcedure.input(alertListInput).query(async ({ ctx, input: { cursor, limit, ...filter } }) => {
    const args = { ...filter, at: ctx.deps.now(), beforeId: cursor, limit: limit + 1 };
    return toPage(await listInbox(ctx.deps.db, ctx.scope, args), limit);
  }),

  get: scopedProcedure.input(alertInput).query(({ ctx, input }) => getAlert(ctx.deps.db, ctx.scope, { ...input, at: ctx.deps.now() })),

  /** `readId`: the newest alert the person has seen. */
  unreadCount: scopedProcedure.query(({ ctx }) => countUnreadAlerts(ctx.deps.db, ctx.scope, { at: ctx.deps.now() })),

  markRead: scopedProcedure.input(markReadInput).mutation(({ ctx, input }) => markAlertsRead(ctx.deps, ctx.scope, input)),

  acknowledge: scopedProcedure.input(alertInput).mutation(({ ctx, input }) => acknowledgeAlert(ctx.deps, ctx.scope, input)),

  reopen: scopedProcedure.input(alertInput).mutation(({ ctx, input }) => reopenAlert(ctx.deps, ctx.scope, input)),
};

/** What raises alerts, and what keeps still for a while. */
const rules = {
  rules: scopedProcedure.query(({ ctx }) => listAlertRules(ctx.deps.db, ctx.scope)),

  createRule: scopedProcedure.input(createRuleInput).mutation(({ ctx, input }) => createRule(ctx.deps, ctx.scope, input)),

  changeRule: scopedProcedure.input(changeRuleInput).mutation(({ ctx, input }) => changeRule(ctx.deps, ctx.scope, input)),

  /** Answers with what it was: `createRule` makes it again. */
  removeRule: scopedProcedure.input(ruleInput).mutation(({ ctx, input }) => removeRule(ctx.deps, ctx.scope, input)),

  snoozes: scopedProcedure.query(({ ctx }) => listSnoozes(ctx.deps.db, ctx.scope, { at: ctx.deps.now() })),

  /** Answers with the snooze's id. */
  snooze: scopedProcedure.input(snoozeInput).mutation(({ ctx, input }) => snoozeRule(ctx.deps, ctx.scope, input)),

  unsnooze: scopedProcedure.input(snoozeIdInput).mutation(({ ctx, input }) => endSnooze(ctx.deps, ctx.scope, input)),
};

/** How people are notified. */
const channels = {
  /** What was or will be sent to whom; without a mail server the mails are here to be looked at. */
  messages: managerProcedure.input(messageListInput).query(async ({ ctx, input: { cursor, limit } }) => {
    return toPage(await listMessages(ctx.deps.db, ctx.scope, { beforeId: cursor, limit: limit + 1 }), limit);
  }),

  quietHours: scopedProcedure.query(({ ctx }) => getQuietHours(ctx.deps.db, ctx.scope)),

  changeQuietHours: scopedProcedure.input(quietHoursInput).mutation(({ ctx, input }) => changeQuietHours(ctx.deps, ctx.scope, input)),

  myChannels: scopedProcedure.query(({ ctx }) => getAlertChannels(ctx.deps.db, ctx.scope, requireUser(ctx.scope))),

  changeMyChannels: scopedProcedure.input(channelsInput).mutation(({ ctx, input }) => changeAlertChannels(ctx.deps, ctx.scope, input)),

  /** What `pushManager.subscribe` takes as `applicationServerKey`. */
  pushKey: scopedProcedure.query(({ ctx }) => requireNotifier(ctx).vapidPublicKey),

  pushSubscriptions: scopedProcedure.query(({ ctx }) => listPushSubscriptions(ctx.deps.db, requireUser(ctx.scope))),

  /** Answers with the subscription's id. */
  addPush: scopedProcedure.input(addPushInput).mutation(({ ctx, input }) => addPushSubscription(ctx.deps, ctx.scope, input)),

  removePush: scopedProcedure.input(removePushInput).mutation(({ ctx, input }) => removePushSubscription(ctx.deps, ctx.scope, input)),

  /** The person's endpoints that fail, and for owners and managers the services that all accounts share. */
  troubles: scopedProcedure.query(({ ctx: { deps, scope } }) =>
    listEndpointTroubles(deps.db, { userId: requireUser(scope), withServices: canManage(scope) }),
  ),

  /** Sends again to what failed. */
  resume: scopedProcedure.input(resumeInput).mutation(({ ctx, input }) => resumeEndpoint(ctx.deps, ctx.scope, input)),

  /** What came of the test the person asked for last. */
  lastTest: scopedProcedure.query(({ ctx }) => listLastTest(ctx.deps.db, ctx.scope, requireUser(ctx.scope))),

  /** Answers at once: `lastTest` says what came of it. */
  sendTest: scopedProcedure.mutation(({ ctx }) => sendTestAlert({ ...ctx.deps, notifier: requireNotifier(ctx) }, ctx.scope)),
};

/** The alerts inbox, the rules behind it, and how people are notified. */
export const alertsRouter = router({ ...inbox, ...rules, ...channels });

/** A page of at most `limit` rows of one more that was read, and where the next one begins. */
function toPage<Row extends { id: number }>(rows: readonly Row[], limit: number): { items: Row[]; nextCursor: number | null } {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

function requireNotifier({ notifier }: TrpcContext) {
  if (!notifier) throw new AppError("unavailable", "Nothing can be sent from here.");
  return notifier;
}

import { getApp, getWebhookSalt, listAppSecrets, listApps } from "#db/queries/apps/apps.ts";
import { listGrantsOf } from "#db/queries/apps/oauth-grants.ts";
import { listDeliveries } from "#db/queries/apps/webhook-deliveries.ts";
import { type AppDeps, createApp, deleteApp, rotateAppSecret, rotateWebhookSecret, updateApp } from "#server/commands/apps/apps.ts";
import { redeliverWebhook } from "#server/commands/apps/redeliver-webhook.ts";
import { revokeGrant } from "#server/commands/apps/revoke-grant.ts";
import { seatsInDevelopment } from "#server/commands/apps/seats.ts";
import { sendTestWebhook } from "#server/commands/apps/send-test-webhook.ts";
import { toAutomaticBase } from "#server/domain/automatic/base.ts";
import { AppError } from "#server/domain/errors.ts";
import { managerProcedure, router, scopedProcedure, type TrpcContext } from "#server/trpc/init.ts";
import { webhookSecret } from "#server/webhooks/secret.ts";
import {
  appInput,
  createAppInput,
  deliveriesInput,
  deliveryInput,
  grantInput,
  rotateInput,
  sendTestInput,
  updateAppInput,
} from "./apps.input.ts";

function requireAppDeps({ deps, webhooks }: TrpcContext): AppDeps {
  if (!webhooks) throw new AppError("unavailable", "There are no apps here.");
  return { ...deps, ...webhooks };
}

function requireNotifier({ notifier }: TrpcContext) {
  if (!notifier) throw new AppError("unavailable", "Nothing can be sent from here.");
  return notifier;
}

/** Apps that managers look after, and those a person lets read their data. */
export const appsRouter = router({
  list: managerProcedure.query(({ ctx: { deps, scope } }) => listApps(deps.db, scope, { at: deps.now() })),

  get: managerProcedure.input(appInput).query(async ({ ctx: { deps, scope, apis }, input: { appId } }) => {
    const at = deps.now();
    const [app, secrets] = await Promise.all([getApp(deps.db, scope, { appId, at }), listAppSecrets(deps.db, scope, { appId, at })]);
    return { ...app, secrets, seats: seatsInDevelopment, baseUrl: toAutomaticBase(apis?.publicUrl ?? "") };
  }),

  /** The secret is in the answer this once. */
  create: managerProcedure
    .input(createAppInput)
    .mutation(({ ctx, input }) => createApp(requireAppDeps(ctx), ctx.scope, { ...input, ownerId: ctx.session.userId })),

  update: managerProcedure.input(updateAppInput).mutation(async ({ ctx, input }) => {
    await updateApp(requireAppDeps(ctx), ctx.scope, input);
  }),

  /** The new secret is in the answer this once. */
  rotateSecret: managerProcedure.input(rotateInput).mutation(({ ctx, input }) => rotateAppSecret(ctx.deps, ctx.scope, input)),

  /** What the webhook is signed with. A mutation, so that nothing keeps it. */
  revealWebhookSecret: managerProcedure.input(appInput).mutation(async ({ ctx, input: { appId } }) => {
    const { masterSecret } = requireAppDeps(ctx);
    return { webhookSecret: webhookSecret(masterSecret, await getWebhookSalt(ctx.deps.db, ctx.scope, appId)) };
  }),

  rotateWebhookSecret: managerProcedure
    .input(rotateInput)
    .mutation(({ ctx, input }) => rotateWebhookSecret(requireAppDeps(ctx), ctx.scope, input)),

  remove: managerProcedure.input(appInput).mutation(async ({ ctx, input }) => {
    await deleteApp(ctx.deps, ctx.scope, input);
  }),

  sendTest: managerProcedure
    .input(sendTestInput)
    .mutation(({ ctx, input }) => sendTestWebhook({ ...ctx.deps, notifier: requireNotifier(ctx) }, ctx.scope, input)),

  /** What the app was told, the newest first. `nextCursor`: ask with it for what came before; null: there is no more. */
  deliveries: managerProcedure.input(deliveriesInput).query(async ({ ctx, input: { appId, cursor, limit } }) => {
    const rows = await listDeliveries(ctx.deps.db, ctx.scope, { appId, beforeId: cursor, limit: limit + 1 });
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }),

  redeliver: managerProcedure.input(deliveryInput).mutation(async ({ ctx, input }) => {
    await redeliverWebhook(ctx.deps, ctx.scope, input);
  }),

  /** What the one who asks has allowed. */
  granted: scopedProcedure.query(({ ctx: { deps, scope } }) => listGrantsOf(deps.db, scope, { at: deps.now() })),

  revoke: scopedProcedure.input(grantInput).mutation(async ({ ctx, input }) => {
    await revokeGrant(ctx.deps, ctx.scope, input);
  }),
});

import { createIdentify, getIdentity } from "#server/auth/session.ts";
import { compose, describeFamily } from "#server/compose.ts";
import type { TrpcContext } from "#server/trpc/init.ts";

/** Who asks, read from the session cookie of this request. */
export async function createTrpcContext(): Promise<TrpcContext> {
  const { deps, bus, env, families, liveStreams, notifier } = compose();
  const identity = await getIdentity();
  const identifyAgain = await createIdentify();
  const apis = {
    publicUrl: env.PUBLIC_URL.replace(/\/$/, ""),
    names: Object.keys(families),
    describe: (name: string) => describeFamily(families, name),
  };
  const openStream = identity ? () => liveStreams.open({ sessionId: identity.sessionId, userId: identity.session.userId }) : undefined;
  const webhooks = { masterSecret: env.NEXTAUTH_SECRET, webhookNetworks: env.WEBHOOK_ALLOW_CIDRS };
  return {
    deps,
    bus,
    apis,
    notifier,
    webhooks,
    openStream,
    identifyAgain,
    session: identity?.session ?? null,
    scope: identity?.scope ?? null,
  };
}

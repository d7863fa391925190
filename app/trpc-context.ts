import { createIdentify, getIdentity } from "#server/auth/session.ts";
import { compose } from "#server/compose.ts";
import type { TrpcContext } from "#server/trpc/init.ts";

/** Who asks, read from the session cookie of this request. */
export async function createTrpcContext(): Promise<TrpcContext> {
  const { deps, bus, notifier } = compose();
  const identity = await getIdentity();
  const identifyAgain = await createIdentify();
  return { deps, bus, notifier, identifyAgain, session: identity?.session ?? null, scope: identity?.scope ?? null };
}

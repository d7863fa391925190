import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { z } from "zod";
import type { Identity, Session } from "#server/auth/identify.ts";
import type { WebhookSettings } from "#server/commands/apps/apps.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import type { OpenApiDocument } from "#server/domain/apps/api-reference/reference.ts";
import { AppError, type ErrorCode } from "#server/domain/errors.ts";
import { canManage, type Scope } from "#server/domain/scope.ts";
import type { EventBus } from "#server/events/bus.ts";
import type { NotifierIdentity } from "#server/notify/notifier.ts";

export interface PublicApis {
  /** Where callers reach this server. */
  publicUrl: string;
  names: readonly string[];
  /** Null for one that does not exist. */
  describe: (name: string) => Promise<OpenApiDocument | null>;
}

/** What every procedure is called with; `session` and `scope` are null for someone who is not signed in. */
export interface TrpcContext {
  deps: CommandDeps;
  bus: EventBus;
  session: Session | null;
  scope: Scope | null;
  /** Asks anew, for subscriptions: they go on after a sign-out, a new role or another assignment. */
  identifyAgain: () => Promise<Identity | null>;
  /**
   * Counts a live stream of this session until the result is called; throws `rate_limited`. Absent where nothing is counted, in tests.
   */
  openStream?: (() => () => void) | undefined;
  /** The public APIs, for their reference; absent where there are none, in tests. */
  apis?: PublicApis | undefined;
  /** Absent where nothing is to be sent, in tests. */
  notifier?: NotifierIdentity | undefined;
  /** What this server says of webhooks; absent where there are no apps, in tests. */
  webhooks?: WebhookSettings | undefined;
}

/** What a person sees when the cause is ours; the cause itself goes to the log. */
export const unknownErrorText = "Something went wrong on our side.";

const t = initTRPC.context<TrpcContext>().create({
  transformer: superjson,
  isDev: false,
  sse: {
    ping: { enabled: true, intervalMs: 15_000 },
    client: { reconnectAfterInactivityMs: 40_000 },
  },
  errorFormatter({ shape, error }) {
    const fieldErrors = error.cause instanceof z.ZodError ? z.flattenError(error.cause).fieldErrors : null;
    const retryAfterS = error.cause instanceof AppError ? (error.cause.retryAfterS ?? null) : null;
    return { ...shape, message: shownText(error, fieldErrors !== null), data: { ...shape.data, fieldErrors, retryAfterS } };
  },
});

function shownText(error: TRPCError, isInputError: boolean): string {
  if (isInputError) return "This input is not valid.";
  return error.code === "INTERNAL_SERVER_ERROR" ? unknownErrorText : error.message;
}

const trpcCodes = {
  bad_request: "BAD_REQUEST",
  unauthorized: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  not_acceptable: "BAD_REQUEST",
  request_timeout: "TIMEOUT",
  conflict: "CONFLICT",
  too_large: "PAYLOAD_TOO_LARGE",
  unsupported_media: "UNSUPPORTED_MEDIA_TYPE",
  unprocessable: "UNPROCESSABLE_CONTENT",
  rate_limited: "TOO_MANY_REQUESTS",
  unavailable: "SERVICE_UNAVAILABLE",
} as const satisfies Record<ErrorCode, TRPCError["code"]>;

/** The one place where an AppError becomes a status of this transport. */
const mapErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof AppError) {
    const { cause } = result.error;
    throw new TRPCError({ code: trpcCodes[cause.code], message: cause.message, cause });
  }
  return result;
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Open to everyone. */
export const publicProcedure = t.procedure.use(mapErrors);

/** Only for people who are signed in: `ctx.session` and `ctx.scope` are there. */
export const scopedProcedure = publicProcedure.use(({ ctx, next }) => {
  const { session, scope } = ctx;
  if (!session || !scope) throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in first." });
  return next({ ctx: { ...ctx, session, scope } });
});

/** Only for owners. */
export const ownerProcedure = scopedProcedure.use(({ ctx, next }) => {
  if (ctx.scope.actor.kind !== "user" || ctx.scope.actor.role !== "owner") {
    throw new TRPCError({ code: "FORBIDDEN", message: "Only owners may do this." });
  }
  return next();
});

/**
 * Only for people who may change the fleet.
 * @public
 */
export const managerProcedure = scopedProcedure.use(({ ctx, next }) => {
  if (!canManage(ctx.scope)) throw new TRPCError({ code: "FORBIDDEN", message: "Only owners and managers may do this." });
  return next();
});

import { randomUUID } from "node:crypto";
import type { Context, Env, Hono } from "hono";
import type { BlankSchema } from "hono/types";
import { isPlainHttp, plainHttpText } from "#server/auth/plain-http.ts";
import type { ErrorCode } from "#server/domain/errors.ts";
import { toKnownError } from "#server/http/known-error.ts";
import { retryAfter } from "#server/http/retry-after.ts";
import type { Log } from "#server/log.ts";
import { answerJson } from "./answer-json.ts";

/** An error as the one who asked may see it. */
export interface ShownError {
  code: ErrorCode | "method_not_allowed" | "plain_http" | "internal";
  /** The HTTP status it stands for. */
  status: number;
  message: string;
  /** See `AppError.word`. */
  word?: string | undefined;
  requestId: string;
}

/** How one dialect writes what it answers. */
export interface Rendering {
  ok: (data: unknown) => object;
  error: (error: ShownError) => { body: Record<string, unknown>; status: number };
  /** How to say who asks, told with an `unauthorized`; absent: a bearer token. */
  challenge?: (error: ShownError) => string;
}

interface Options {
  name: string;
  log: Log;
  /** Where the server is reached; by https, what a proxy in front was sent by plain HTTP is refused. */
  publicUrl: string;
  renderingOf: (request: Request) => Rendering;
}

/** All that is told of an unknown error; the log has the rest under the request id. */
const unexpected = "Something went wrong on our side. Quote the request id when you report it.";

/** Gives each request an id and a line in the log, and each error a body: thrown ones, unknown paths, wrong methods, plain HTTP. */
export function answerErrors<Base extends string>(app: Hono<Env, BlankSchema, Base>, options: Options): void {
  const { log } = options;
  const ids = new WeakMap<Request, string>();
  const idOf = (context: Context) => ids.get(context.req.raw) ?? randomUUID();

  const answer = (context: Context, error: Omit<ShownError, "requestId">, headers: Record<string, string> = {}) => {
    const shown = { ...error, requestId: idOf(context) };
    const rendering = options.renderingOf(context.req.raw);
    const { body, status } = rendering.error(shown);
    const challenge = error.code === "unauthorized" ? { "WWW-Authenticate": rendering.challenge?.(shown) ?? "Bearer" } : {};
    return answerJson(context, body, status, { ...headers, ...challenge });
  };

  followRequests(app, options, ids);

  app.use("*", async (context, next) => {
    if (!isPlainHttp(options.publicUrl, context.req.header("x-forwarded-proto"))) return next();
    return answer(context, { code: "plain_http", status: 403, message: plainHttpText });
  });

  app.onError((thrown, context) => {
    const error = toKnownError(thrown);
    if (error) {
      if (error.cause) log.warn({ request: idOf(context), err: error.cause }, error.message);
      const { code, status, message, word } = error;
      return answer(context, { code, status, message, word }, { ...retryAfter(error), ...closing(code) });
    }
    log.error({ request: idOf(context), err: thrown }, "request failed");
    return answer(context, { code: "internal", status: 500, message: unexpected });
  });

  app.notFound((context) => {
    const allowed = allowedMethods(app.routes, context.req.path);
    if (allowed.length === 0) return answer(context, { code: "not_found", status: 404, message: "No such address." });
    const message = `Only ${allowed.join(", ")} here.`;
    return answer(context, { code: "method_not_allowed", status: 405, message }, { Allow: allowed.join(", ") });
  });
}

/** Who was cut off may go on sending: the connection ends with the answer (RFC 9110, 15.5.9). */
const closing = (code: ErrorCode): Record<string, string> => (code === "request_timeout" ? { Connection: "close" } : {});

function followRequests<Base extends string>(app: Hono<Env, BlankSchema, Base>, { name, log }: Options, ids: WeakMap<Request, string>) {
  app.use("*", async (context, next) => {
    const startedMs = performance.now();
    const request = randomUUID();
    ids.set(context.req.raw, request);
    context.header("X-Request-Id", request);
    context.header("Cache-Control", "no-store");
    await next();
    const { method, path } = context.req;
    const ms = Math.round(performance.now() - startedMs);
    // The path without its query: a query may hold secrets or positions.
    log.info({ family: name, request, method, path, status: context.res.status, ms }, "request");
  });
}

/** Methods under which a path is mounted; none for an unknown path. */
function allowedMethods(routes: Hono["routes"], path: string): string[] {
  const allowed = routes.filter((route) => route.method !== "ALL" && matches(route.path, path)).map((route) => route.method);
  if (allowed.includes("GET")) allowed.push("HEAD");
  return [...new Set(allowed)].sort();
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split("/");
  const given = path.replace(/\/$/, "").split("/");
  return wanted.length === given.length && wanted.every((part, index) => fitsPart(part, given[index] ?? ""));
}

/** One part of a path: a text, `:name`, or `:name{pattern}`. */
function fitsPart(wanted: string, given: string): boolean {
  if (!wanted.startsWith(":")) return wanted === given;
  const pattern = /\{(.+)\}$/.exec(wanted)?.[1];
  return pattern === undefined || new RegExp(`^(?:${pattern})$`).test(given);
}

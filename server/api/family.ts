/**
 * What every public API has alike: a request id, one line in the log for each request, authentication to a scope, parsing,
 * errors as bodies, an OpenAPI document. A family says only what is its own: who may ask, what an error looks like, its routes.
 */
import { gzipSync } from "node:zlib";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { cors } from "hono/cors";
import { z } from "zod";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { readForm, readFormOrJson, readJsonBody } from "#server/http/json-body.ts";
import type { Log } from "#server/log.ts";
import { answerJson, answerJsonText } from "./answer-json.ts";
import {
  describeForward,
  describeRoute,
  type ForwardSpec,
  type Method,
  type RouteSpec,
  registerSecurity,
  type SecurityScheme,
} from "./family-document.ts";
import { answerErrors, type Rendering } from "./family-errors.ts";

export interface FamilyOptions<S extends Scope> {
  /** Folder and path: the family is served below `/api/<name>`. */
  name: string;
  log: Log;
  /** Where the server is reached; by https, what a proxy in front was sent by plain HTTP is refused. */
  publicUrl: string;
  /**
   * Who asks. Throws `unauthorized` or `forbidden`; runs before any of the body is read. `withoutUser` is true for calls by which
   * a person signs in or registers.
   */
  authenticate: (request: Request, call: { withoutUser: boolean }) => Promise<S>;
  /** Counts the request of whoever was let in; throws `rate_limited`. Runs before any of the body is read. */
  admit?: (context: Context, scope: S) => void;
  /** How this dialect, or the one of its dialects that the request is in, writes answers and errors. */
  renderingOf: (request: Request) => Rendering;
  /** Regular expressions of path parameters; the others are any text without a slash. What does not fit is an unknown address. */
  patterns?: Record<string, string>;
  /** True for APIs that pages of other sites may call: they bring a token, and no cookie of ours counts. */
  cors?: true;
  document: {
    title: string;
    version: string;
    description: string;
    security: SecurityScheme;
    /** Schema of an error's body. */
    error: z.ZodType;
  };
}

const nothing = z.object({});
const noBody = z.undefined();

/** What a handler gets. `context` is for what is rare: the raw request, headers of the answer. */
export interface Call<S extends Scope, P, Q, B> {
  scope: S;
  params: P;
  query: Q;
  body: B;
  context: Context;
}

type Declare<S extends Scope> = <
  O extends z.ZodType,
  P extends z.ZodObject = typeof nothing,
  Q extends z.ZodObject = typeof nothing,
  B extends z.ZodType = typeof noBody,
>(
  path: string,
  spec: RouteSpec<P, Q, B, O>,
  handle: (call: Call<S, z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<O>>,
) => void;

export interface Family<S extends Scope> extends Record<Method, Declare<S>> {
  /** A document that anyone may read; rendered once, at the first request, when all routes are declared. */
  publish: (path: string, summary: string, render: () => Record<string, unknown>) => void;
  /** An address that leads on to another one, with its query as it came; a form that is posted to it is led on as its query. */
  forward: (method: "get" | "post", path: string, spec: ForwardSpec, locate: (query: string) => string) => void;
  /** The OpenAPI 3.1 document of all that is declared so far. */
  describe: () => Record<string, unknown>;
  app: OpenAPIHono;
}

export function createFamily<S extends Scope = Scope>(options: FamilyOptions<S>): Family<S> {
  const app = new OpenAPIHono({ strict: false }).basePath(`/api/${options.name}`);
  const registry = app.openAPIRegistry;
  const { security, error, ...info } = options.document;
  registerSecurity(registry, security);
  // `*` lets no page send our cookies along, and none would count.
  if (options.cors) app.use("*", cors({ origin: "*", exposeHeaders: ["Link", "X-Request-Id", "Retry-After"], maxAge: 86_400 }));
  answerErrors(app, options);

  const patternOf = (name: string) => (options.patterns?.[name] ? `{${options.patterns[name]}}` : "");
  const mount = (method: Method, path: string, handler: (context: Context) => Promise<Response>) => {
    const pattern = path.replaceAll(/\{(.+?)\}/g, (_, name: string) => `:${name}${patternOf(name)}`);
    app.on([method.toUpperCase()], pattern, handler);
  };
  const declare =
    (method: Method): Declare<S> =>
    (path, spec, handle) => {
      registry.registerPath(describeRoute(method, path, spec, { error, security: security.name }));
      mount(method, path, async (context) => {
        requireJsonAccepted(context.req.header("accept"));
        const scope = await options.authenticate(context.req.raw, { withoutUser: spec.withoutUser === true });
        options.admit?.(context, scope);
        const call = { scope, context, ...(await parseRequest(spec, context)) };
        return answerJson(context, options.renderingOf(context.req.raw).ok(await handle(call)));
      });
    };

  return {
    get: declare("get"),
    post: declare("post"),
    put: declare("put"),
    patch: declare("patch"),
    delete: declare("delete"),
    publish: (path, summary, render) => {
      registry.registerPath(describeRoute("get", path, { summary, ok: z.record(z.string(), z.unknown()) }));
      mount("get", path, answerPublished(render));
    },
    forward: (method, path, spec, locate) => {
      registry.registerPath(describeForward(method, path, spec));
      mount(method, path, async (context) => {
        const query = method === "get" ? new URL(context.req.url).search.slice(1) : (await readForm(context.req.raw)).toString();
        return context.redirect(locate(query), 303);
      });
    },
    describe: () => ({ ...app.getOpenAPI31Document({ openapi: "3.1.0", info }) }),
    app,
  };
}

/** Rendered and compressed once, however often it is asked for: these documents are large, and open to everyone. */
function answerPublished(render: () => Record<string, unknown>): (context: Context) => Promise<Response> {
  const publish = () => {
    const text = JSON.stringify(render());
    return { text, zipped: new Uint8Array(gzipSync(text)) };
  };
  let published: ReturnType<typeof publish> | undefined;
  return async (context) => {
    published ??= publish();
    const { text, zipped } = published;
    context.header("Vary", "Accept-Encoding", { append: true });
    if (!takesGzip(context.req.header("accept-encoding"))) return answerJsonText(context, text);
    return context.body(zipped, 200, { "Content-Type": "application/json", "Content-Encoding": "gzip" });
  };
}

/** Whether an Accept-Encoding header names gzip, and not to refuse it. */
const takesGzip = (accepted = ""): boolean => /(^|,)\s*(x-)?gzip\s*(,|$|;\s*q=(?!0(\.0*)?\s*(,|$)))/i.test(accepted);

/** Throws `not_acceptable` for an Accept header that leaves no room for JSON. */
function requireJsonAccepted(accept: string | undefined): void {
  if (!accept) return;
  const ranges = accept.split(",").map((range) => range.split(";").map((part) => part.trim().toLowerCase()));
  const welcome = ranges.some(([type = "", ...rest]) => /^(\*|application|text)\/(\*|json|.*\+json)$/.test(type) && !rest.includes("q=0"));
  if (!welcome) throw new AppError("not_acceptable", "Answers are JSON: accept application/json.");
}

async function parseRequest<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  spec: Pick<RouteSpec<P, Q, B, z.ZodType>, "params" | "query" | "body" | "maxBodyBytes" | "form">,
  context: Context,
): Promise<{ params: z.output<P>; query: z.output<Q>; body: z.output<B> }> {
  const params = parsePath((spec.params ?? nothing) as P, context.req.param());
  const query = parse((spec.query ?? nothing) as Q, spec.query ? readQuery(context) : {}, "query");
  const read = spec.form ? readFormOrJson : readJsonBody;
  const body = parse((spec.body ?? noBody) as B, spec.body && (await read(context.req.raw, spec.maxBodyBytes)), "body");
  return { params, query, body };
}

/** Of a parameter that is there more than once the last counts: clients add to addresses that they were given. */
function readQuery(context: Context): Record<string, string> {
  const query = Object.fromEntries(new URL(context.req.url).searchParams);
  if (hasNul(query)) throw new AppError("bad_request", "query: NUL characters mean nothing here.");
  return query;
}

/** PostgreSQL has no text with a NUL in it: to ask for one would be an error of ours. */
const hasNul = (values: Record<string, string>): boolean => Object.values(values).some((text) => text.includes("\0"));

/** What does not name a row is an unknown address, like a row that does not exist. */
function parsePath<T extends z.ZodType>(schema: T, value: Record<string, string>): z.output<T> {
  const result = hasNul(value) ? null : schema.safeParse(value);
  if (result?.success) return result.data;
  throw new AppError("not_found", "No such address.");
}

function parse<T extends z.ZodType>(schema: T, value: unknown, where: string): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${[where, ...path.map(String)].join(".")}: ${message}`);
  throw new AppError("bad_request", problems.join("; "));
}

import type { OpenAPIHono } from "@hono/zod-openapi";
import type { z } from "zod";
import { type ErrorCode, errorCodes } from "#server/domain/errors.ts";

type Registry = OpenAPIHono["openAPIRegistry"];
type RouteConfig = Parameters<Registry["registerPath"]>[0];
type RouteBody = NonNullable<NonNullable<RouteConfig["request"]>["body"]>;

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** A route as it is documented and checked. Path parameters are written `{id}`; paths have no trailing slash, both forms answer. */
export interface RouteSpec<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, O extends z.ZodType> {
  summary: string;
  description?: string;
  params?: P;
  query?: Q;
  /** A JSON body, read and checked before the handler runs. */
  body?: B;
  /** How many bytes of JSON at most, where one may be larger than any other call's: see json-body.ts. */
  maxBodyBytes?: number;
  /** The documented content of a body which the handler reads by itself. */
  stream?: RouteBody;
  headers?: z.ZodObject;
  /** True where the body may also come as an HTML form sends it. */
  form?: true;
  /** True for calls by which a person signs in or registers: whoever asks may not be one yet. */
  withoutUser?: true;
  ok: O;
  /** What can go wrong besides a wrong token or request. */
  errors?: readonly ErrorCode[];
}

/** How a family's callers say who they are. */
export interface SecurityScheme {
  name: string;
  description: string;
  /** The header that holds the bare secret; absent: `Authorization: Bearer <secret>`. */
  header?: string;
}

export function registerSecurity(registry: Registry, { name, description, header }: SecurityScheme): void {
  const bare = header === undefined ? null : ({ type: "apiKey", in: "header", name: header, description } as const);
  registry.registerComponent("securitySchemes", name, bare ?? { type: "http", scheme: "bearer", description });
}

const json = (schema: z.ZodType) => ({ content: { "application/json": { schema } } });

function contentOf(schema: z.ZodType, form: boolean) {
  return { content: { "application/json": { schema }, ...(form && { "application/x-www-form-urlencoded": { schema } }) } };
}

/** The OpenAPI entry of a route; one without `access` is open to anyone. */
export function describeRoute(
  method: Method,
  path: string,
  spec: RouteSpec<z.ZodObject, z.ZodObject, z.ZodType, z.ZodType>,
  access?: { error: z.ZodType; security: string },
): RouteConfig {
  const reading: ErrorCode[] = spec.body || spec.stream ? ["request_timeout"] : [];
  const codes: ErrorCode[] = access ? ["bad_request", "unauthorized", ...reading, ...(spec.errors ?? []), "unavailable"] : [];
  const errors = codes.map((code) => [errorCodes[code], { description: code.replaceAll("_", " "), ...(access && json(access.error)) }]);
  const body = spec.stream ?? (spec.body && { ...contentOf(spec.body, spec.form === true), required: true });
  return {
    method,
    path,
    summary: spec.summary,
    ...(spec.description && { description: spec.description }),
    ...(access && { security: [{ [access.security]: [] }] }),
    ...(spec.withoutUser && { "x-without-user": true }),
    request: {
      ...(spec.params && { params: spec.params }),
      ...(spec.query && { query: spec.query }),
      ...(spec.headers && { headers: spec.headers }),
      ...(body && { body }),
    },
    responses: { 200: { description: "OK", ...json(spec.ok) }, ...Object.fromEntries(errors) },
  };
}

/** An address that leads on to another one. What it is asked with is read there. */
export interface ForwardSpec {
  summary: string;
  description?: string;
  query: z.ZodObject;
}

export function describeForward(method: "get" | "post", path: string, { query, ...spec }: ForwardSpec): RouteConfig {
  const form = { content: { "application/x-www-form-urlencoded": { schema: query } }, required: true };
  const request = method === "get" ? { query } : { body: form };
  return { method, path, ...spec, request, responses: { 303: { description: "See other" } } };
}

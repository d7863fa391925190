/** The routes of a family as they are mounted, for tests that ask each of them: nothing is listed twice. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { OpenApiDocument } from "#server/domain/apps/api-reference/reference.ts";
import { type Schema, toExample } from "#server/domain/apps/api-reference/schema.ts";

export interface MountedRoute {
  method: string;
  /** Below the base URL: `/cars/{id}/status`. */
  path: string;
  /** Anyone may ask. */
  open: boolean;
  /** A call by which a person signs in or out, or an app gets or ends a token. */
  withoutUser: boolean;
  /** A body that fits what the route documents; undefined: it takes none. */
  body: unknown;
}

/** Every route, from what the API below `base` (`/api/carnot`) says of itself. */
export async function listMountedRoutes(api: OpenAPIHono, base: string): Promise<MountedRoute[]> {
  const { paths = {} } = (await (await api.request(`${base}/openapi.json`)).json()) as OpenApiDocument;
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => {
      const schema: Schema | undefined = operation.requestBody?.content?.["application/json"]?.schema;
      return {
        method: method.toUpperCase(),
        path: path.slice(base.length),
        open: (operation.security ?? []).length === 0,
        withoutUser: operation["x-without-user"] === true,
        body: schema && toExample(schema),
      };
    }),
  );
}

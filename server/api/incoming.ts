import type { IncomingMessage } from "node:http";
import type { Context } from "hono";

/** The message behind a request that @hono/node-server has made; a test and a route handler of Next have none. */
export function incomingOf({ env }: Context): IncomingMessage | undefined {
  return typeof env === "object" && env !== null && "incoming" in env ? (env.incoming as IncomingMessage) : undefined;
}

import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { maxBatchItems } from "#components/batch-size.ts";
import { compose } from "#server/compose.ts";
import { appRouter } from "#server/trpc/root.ts";
import { isSameOrigin } from "#server/trpc/same-origin.ts";
import { createTrpcContext } from "../../../trpc-context.ts";

export const dynamic = "force-dynamic";

function handle(request: Request): Promise<Response> {
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    maxBatchSize: maxBatchItems,
    createContext: createTrpcContext,
    responseMeta: () => ({ headers: { "cache-control": "private, no-store, no-transform" } }),
    onError: ({ error, path }) => {
      if (error.code === "INTERNAL_SERVER_ERROR") compose().log.error({ err: error.cause ?? error, path }, "screen request failed");
    },
  });
}

export function GET(request: Request): Promise<Response> {
  return handle(request);
}

/** Mutations: JSON from our own pages only. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return new Response("Cross-site request refused.", { status: 403 });
  if (!request.headers.get("content-type")?.startsWith("application/json")) return new Response("Send JSON.", { status: 415 });
  return handle(request);
}

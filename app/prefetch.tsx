import { dehydrate, type FetchQueryOptions, HydrationBoundary, type QueryKey } from "@tanstack/react-query";
import { TRPCError } from "@trpc/server";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache, type ReactNode } from "react";
import { createQueryClient } from "#components/query-client.ts";
import { appRouter } from "#server/trpc/root.ts";
import { redirectToSignIn } from "./require-session.ts";
import { createTrpcContext } from "./trpc-context.ts";

const requestQueryClient = cache(createQueryClient);

/** The same options as `useTRPC()` gives in the browser, answered in process. */
export const trpc = createTRPCOptionsProxy({ router: appRouter, ctx: cache(createTrpcContext), queryClient: requestQueryClient });

/**
 * Reads a query into this request's cache; a missing (or foreign) row becomes the not-found page.
 *
 *     await prefetch(trpc.trips.get.queryOptions({ id }));
 *     return <Hydrate><TripScreen id={id} /></Hydrate>;
 */
export async function prefetch<Data, Failure, Selected, Key extends QueryKey>(
  options: FetchQueryOptions<Data, Failure, Selected & Data, Key>,
): Promise<void> {
  try {
    await requestQueryClient().fetchQuery(options);
  } catch (error) {
    if (error instanceof TRPCError && (error.code === "NOT_FOUND" || error.code === "BAD_REQUEST")) notFound();
    if (error instanceof TRPCError && error.code === "UNAUTHORIZED") await redirectToSignIn();
    throw error;
  }
}

/**
 * For layouts of pages about one row: reads the row before the skeleton is sent, because the status of an answer cannot change
 * once its first byte is out; a missing row answers 404. The page finds the row in the cache. Moves within the app show the
 * skeleton at once instead: scripts fetch them, which browsers say in `Sec-Fetch-Dest`.
 */
export async function readBeforeSkeleton(read: () => Promise<void>): Promise<void> {
  if ((await headers()).get("sec-fetch-dest") !== "empty") await read();
}

/** Hands what was prefetched to the screen below. */
export function Hydrate({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(requestQueryClient())}>{children}</HydrationBoundary>;
}

/** Who is signed in, for the frame; the settings screen finds it in the cache. */
export const readMe = cache(() => requestQueryClient().fetchQuery(trpc.me.get.queryOptions()));

/** What the page knows of: its live connection goes on from there. */
export const readNewestEvent = () => requestQueryClient().fetchQuery(trpc.live.newest.queryOptions());

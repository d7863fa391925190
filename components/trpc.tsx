"use client";

/**
 * The typed client of the screens' API.
 *
 * In a screen: `const trpc = useTRPC(); const { data } = useSuspenseQuery(trpc.trips.get.queryOptions({ id }))`.
 * Live values: `useSubscription(trpc.live.fleet.subscriptionOptions(undefined, { onData }))`, over SSE.
 * A page prefetches what its screen suspends on (see app/prefetch.tsx), so that the first HTML already has it.
 */
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import type { AppRouter } from "#server/trpc/root.ts";
import { signInPath } from "./accounts/sign-in/next-path.ts";
import { maxBatchItems } from "./batch-size.ts";
import { createQueryClient } from "./query-client.ts";

const context = createTRPCContext<AppRouter>();
export const { useTRPC, useTRPCClient } = context;

let browserQueryClient: QueryClient | undefined;

/** The browser keeps one cache; on the server each request has its own. */
function getQueryClient(): QueryClient {
  if (typeof window === "undefined") return createQueryClient();
  browserQueryClient ??= createQueryClient({ onSignedOut: goToSignIn });
  return browserQueryClient;
}

/** A full load: nothing of the ended session stays in memory. */
function goToSignIn(): void {
  window.location.assign(signInPath(`${window.location.pathname}${window.location.search}`, "ended"));
}

export function TrpcProvider({ children }: { children: ReactNode }) {
  const queryClient = getQueryClient();
  const [trpcClient] = useState(createClient);
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}

function createClient() {
  const url = "/api/trpc";
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({ url, transformer: superjson }),
        false: httpBatchLink({ url, transformer: superjson, maxURLLength: 6000, maxItems: maxBatchItems }),
      }),
    ],
  });
}

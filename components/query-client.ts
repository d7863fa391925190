import { defaultShouldDehydrateQuery, MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { TRPCClientError } from "@trpc/client";
import superjson from "superjson";

const finalCodes = new Set(["UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "BAD_REQUEST"]);

interface Options {
  /** Called when a call is refused because the session has ended. */
  onSignedOut?: () => void;
}

/** One set of rules for the server's prefetching and for the browser. */
export function createQueryClient({ onSignedOut }: Options = {}): QueryClient {
  const onError = (error: Error) => {
    if (errorCode(error) === "UNAUTHORIZED") onSignedOut?.();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 30_000, retry: shouldRetry },
      dehydrate: {
        serializeData: superjson.serialize,
        shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === "pending",
      },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
}

/** Answers that another try would not change are shown at once. */
function shouldRetry(failures: number, error: Error): boolean {
  return failures < 2 && !finalCodes.has(errorCode(error) ?? "");
}

/** The tRPC code of a failed call, for screens that show a missing row differently from a failure. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data: unknown = error.data;
  return typeof data === "object" && data !== null && "code" in data && typeof data.code === "string" ? data.code : undefined;
}

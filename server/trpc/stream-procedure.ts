import { scopedProcedure } from "./init.ts";

/** For subscriptions: each counts against what its session and person may have open, from before its first answer until it ends. */
export const streamProcedure = scopedProcedure.use(async ({ ctx, signal, next }) => {
  const end = ctx.openStream?.() ?? (() => {});
  // A reader that goes before it reads anything never starts the generator.
  signal?.addEventListener("abort", end, { once: true });
  if (signal?.aborted) end();
  const result = await next();
  if (result.ok) result.data = endAfter(result.data, end);
  else end();
  return result;
});

function endAfter(updates: unknown, end: () => void): unknown {
  if (!isAsyncIterable(updates)) throw new Error("Only subscriptions stream.");
  return (async function* () {
    try {
      yield* updates;
    } finally {
      end();
    }
  })();
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

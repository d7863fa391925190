import { describe, expect, test } from "vitest";
import { createLiveStreams } from "#server/events/live-streams.ts";
import { createCallerFactory, router, type TrpcContext } from "./init.ts";
import { streamProcedure } from "./stream-procedure.ts";

const streams = router({
  two: streamProcedure.subscription(async function* () {
    yield 1;
    yield 2;
  }),
  broken: streamProcedure.subscription(async function* () {
    yield 1;
    throw new Error("broken");
  }),
});

const live = () => createLiveStreams({ perSession: 2, perUser: 3 });
function callerOf(counted: ReturnType<typeof live>, sessionId: string, userId = 1, signal?: AbortSignal) {
  const open = () => counted.open({ sessionId, userId });
  const context = { session: {}, scope: {}, openStream: open } as unknown as TrpcContext;
  return createCallerFactory(streams)(context, { ...(signal && { signal }) });
}
const refused = { code: "TOO_MANY_REQUESTS", message: expect.stringMatching(/^Too many live connections/) };

describe("live streams", () => {
  test("a session has so many, at once too", async () => {
    const counted = live();
    const caller = callerOf(counted, "a");
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => caller.two()));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: refused });
    expect(await callerOf(counted, "b").two()).toBeDefined();
  });

  test("a person has so many, whatever the sessions", async () => {
    const counted = live();
    for (const session of ["a", "b", "c"]) await callerOf(counted, session).two();
    await expect(callerOf(counted, "d").two()).rejects.toMatchObject(refused);
    expect(await callerOf(counted, "d", 2).two()).toBeDefined();
  });

  test.each<[string, (iterator: AsyncIterator<unknown>) => Promise<unknown>]>([
    ["is read to its end", async (iterator) => [await iterator.next(), await iterator.next(), await iterator.next()]],
    ["is left while it is read", async (iterator) => [await iterator.next(), await iterator.return?.()]],
  ])("one that %s counts no more", async (_, leave) => {
    const counted = live();
    const caller = callerOf(counted, "a");
    for (let time = 0; time < 5; time++) await leave((await caller.two())[Symbol.asyncIterator]());
    expect(await caller.two()).toBeDefined();
  });

  test("one that fails counts no more", async () => {
    const counted = live();
    for (let time = 0; time < 5; time++) {
      const read = async () => {
        for await (const _ of await callerOf(counted, "a").broken());
      };
      await expect(read()).rejects.toThrow("broken");
    }
  });

  test("one whose reader goes before it reads counts no more", async () => {
    const counted = live();
    for (let time = 0; time < 5; time++) {
      const reader = new AbortController();
      await callerOf(counted, "a", 1, reader.signal).two();
      reader.abort();
    }
    const gone = AbortSignal.abort();
    for (let time = 0; time < 5; time++) await callerOf(counted, "a", 1, gone).two();
  });
});

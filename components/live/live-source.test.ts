import { TRPCClientError } from "@trpc/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createOpenSource } from "./live-source.ts";
import type { LiveUpdate } from "./live-update.ts";

const changed: LiveUpdate = { kind: "changed", vehicles: [], trips: [], alerts: [] };
const refusal = (code: string) =>
  TRPCClientError.from({ error: { message: "No.", code: -32_000, data: { code } } } as Parameters<typeof TRPCClientError.from>[0]);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Client = Parameters<typeof createOpenSource>[0]["client"];
interface Stream {
  lastEventId: string;
  onData: (value: { id: string; data: LiveUpdate }) => void;
  onError: (error: unknown) => void;
}

/** A source of a server whose stream and answers the test decides. */
function openSource({ streaming = true } = {}) {
  const streams: Stream[] = [];
  const polls: string[] = [];
  const heard: string[] = [];
  const statuses: string[] = [];
  let signedOut = 0;
  let answer: () => Promise<unknown> = async () => ({ lastEventId: "10", updates: [] });
  const live = {
    fleet: {
      subscribe: (input: { lastEventId: string }, handlers: Omit<Stream, "lastEventId">) => {
        streams.push({ ...handlers, ...input });
        return { unsubscribe: () => {} };
      },
    },
    since: {
      query: ({ lastEventId }: { lastEventId: string }) => {
        polls.push(lastEventId);
        return answer();
      },
    },
  };
  const options = { client: { live } as unknown as Client, person: { userId: 1, accountId: 2 }, streaming };
  const stop = createOpenSource({ ...options, onSignedOut: () => signedOut++ })("10", {
    onUpdate: (_, eventId) => void heard.push(eventId),
    onStatus: (status) => void statuses.push(status),
  });
  const answerWith = (next: typeof answer) => {
    answer = next;
  };
  return { streams, polls, heard, statuses, stop, answerWith, signedOut: () => signedOut };
}

test("reports what the stream says, from the event on that is known", () => {
  const source = openSource();
  expect(source.streams).toMatchObject([{ lastEventId: "10" }]);
  source.streams[0]?.onData({ id: "11", data: changed });
  expect([source.heard, source.statuses, source.polls]).toEqual([["11"], ["live"], []]);
});

test("polls while the stream is refused, and goes back to it from the last event", async () => {
  const source = openSource();
  source.answerWith(async () => ({ lastEventId: "12", updates: [changed] }));
  source.streams[0]?.onError(refusal("TOO_MANY_REQUESTS"));
  await vi.advanceTimersByTimeAsync(11_000);
  expect(source.polls).toEqual(["10", "12", "12"]);
  expect(source.statuses.at(-1)).toBe("live");
  await vi.advanceTimersByTimeAsync(50_000);
  expect(source.streams).toMatchObject([{}, { lastEventId: "12" }]);
  source.streams[1]?.onData({ id: "13", data: changed });
  const before = source.polls.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(source.polls).toHaveLength(before);
});

test("says that it is offline while neither answers, and stops for good when it is ended", async () => {
  const source = openSource({ streaming: false });
  await vi.advanceTimersByTimeAsync(0);
  source.answerWith(async () => ({ lastEventId: "11", updates: [changed] }));
  await vi.advanceTimersByTimeAsync(5000);
  source.answerWith(() => Promise.reject(new Error("unreachable")));
  await vi.advanceTimersByTimeAsync(5000);
  expect([source.statuses.includes("live"), source.statuses.at(-1)]).toEqual([true, "offline"]);
  source.stop();
  const polls = source.polls.length;
  await vi.advanceTimersByTimeAsync(300_000);
  expect([source.polls.length, source.streams.length]).toEqual([polls, 0]);
});

test("ends when the session has ended or belongs to somebody else", async () => {
  const source = openSource();
  source.streams[0]?.onError(refusal("UNAUTHORIZED"));
  await vi.advanceTimersByTimeAsync(300_000);
  expect([source.signedOut(), source.polls.length, source.streams.length]).toEqual([1, 0, 1]);
});

import { setImmediate } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createPace, startLoopMeter } from "./web-pace.ts";

afterEach(() => void vi.useRealTimers());

/** Requests that are answered when the test says so, and which of them were begun. */
function createStage(places: number) {
  const process = { busy: 1 };
  const begin = createPace({ places, lookEveryMs: 25, longestMs: 2000, startMeter: () => () => process.busy });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const send = (name: string, network = "a network") =>
    begin(network, () => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await setImmediate();
  };
  return { process, begun, send, end };
}

describe("a crowd of requests", () => {
  test("is begun a few at a time, the next when one is answered", async () => {
    const { begun, send, end } = createStage(2);
    const answers = ["1", "2", "3", "4"].map((name) => send(name));
    expect(begun).toEqual(["1", "2"]);
    await end("2");
    expect(begun).toEqual(["1", "2", "3"]);
    for (const name of ["1", "3", "4"]) await end(name);
    await Promise.all(answers);
  });

  test("does not wait for one that waits itself, which is answered all the same", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const { process, begun, send, end } = createStage(1);
    const slow = send("slow");
    void send("next");
    await vi.advanceTimersByTimeAsync(1000);
    expect(begun).toEqual(["slow"]);
    process.busy = 0.5;
    await vi.advanceTimersByTimeAsync(25);
    expect(begun).toEqual(["slow", "next"]);
    await end("slow");
    await slow;
  });

  test("does not wait for one that is never answered, however busy the process stays", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout"] });
    const { begun, send } = createStage(1);
    void send("a live stream");
    void send("next");
    await vi.advanceTimersByTimeAsync(2000);
    expect(begun).toEqual(["a live stream", "next"]);
  });

  test("from one network does not keep another waiting behind all of it", async () => {
    const { begun, send, end } = createStage(1);
    for (const name of ["1", "2", "3"]) void send(name, "the crowd's");
    void send("other", "another");
    await end("1");
    await end("2");
    expect(begun).toEqual(["1", "2", "other"]);
  });

  test("one that fails makes room, and its failure is reported", async () => {
    const begin = createPace({ places: 1, lookEveryMs: 25, longestMs: 2000, startMeter: () => () => 1 });
    await expect(begin("a network", () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
    await expect(begin("a network", () => Promise.resolve())).resolves.toBeUndefined();
  });
});

test("a process that waits is not busy, one that works is", async () => {
  const measure = startLoopMeter();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(measure()).toBeLessThan(0.8);
  const endMs = performance.now() + 50;
  while (performance.now() < endMs);
  await setImmediate();
  expect(measure()).toBeGreaterThan(0.8);
});

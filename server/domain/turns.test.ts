import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTurns, type TurnLimits } from "./turns.ts";

/** Tasks that run until the test ends them, and the names of those that were started. */
function createStage(limits: TurnLimits) {
  const inTurn = createTurns(limits);
  const started: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const enter = (name: string, owner?: number) =>
    inTurn(() => {
      started.push(name);
      return new Promise<string>((resolve, reject) => ends.set(name, (error) => (error ? reject(error) : resolve(name))));
    }, owner);
  /** Ends a task; what starts in its place has started afterwards. */
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { enter, end, started };
}

describe("turns", () => {
  test("so many run at once, the others in order; a failure makes room too", async () => {
    const { enter, end, started } = createStage({ places: 2 });
    const [first, second, third, fourth] = ["1", "2", "3", "4"].map((name) => enter(name));
    expect(started).toEqual(["1", "2"]);
    const failed = expect(second).rejects.toThrow("failed");
    await end("2", new Error("failed"));
    await failed;
    expect(started).toEqual(["1", "2", "3"]);
    await end("1");
    expect(started).toEqual(["1", "2", "3", "4"]);
    await end("3");
    await end("4");
    expect(await Promise.all([first, third, fourth])).toEqual(["1", "3", "4"]);
  });

  test("one owner's many tasks leave places to others", async () => {
    const { enter, end, started } = createStage({ places: 3, placesPerOwner: 2 });
    for (const name of ["a1", "a2", "a3", "a4"]) enter(name, 1);
    expect(started).toEqual(["a1", "a2"]);
    enter("b1", 2);
    expect(started).toEqual(["a1", "a2", "b1"]);
    await end("b1");
    expect(started).toHaveLength(3);
    await end("a2");
    expect(started).toEqual(["a1", "a2", "b1", "a3"]);
  });

  test("owners take turns, however many tasks one has in line", async () => {
    const { enter, end, started } = createStage({ places: 1 });
    for (const name of ["a1", "a2", "a3"]) enter(name, 1);
    for (const name of ["b1", "b2"]) enter(name, 2);
    enter("c1", 3);
    for (const name of ["a1", "a2", "b1", "c1", "a3", "b2"]) {
      expect(started.at(-1)).toBe(name);
      await end(name);
    }
  });

  test("unavailable, with a time to try again, when too many wait", async () => {
    const { enter, end, started } = createStage({ places: 1, waiting: 1 });
    enter("1");
    const second = enter("2");
    await expect(enter("3")).rejects.toMatchObject({ code: "unavailable", retryAfterS: 5 });
    await end("1");
    enter("4");
    await end("2");
    expect(await second).toBe("2");
    expect(started).toEqual(["1", "2", "4"]);
  });

  test("whatever comes and goes: never more than allowed, and everyone gets a turn", async () => {
    const limits = fc.record({ places: fc.integer({ min: 1, max: 4 }), placesPerOwner: fc.integer({ min: 1, max: 4 }) });
    const owners = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(limits, owners, async (given, tasks) => {
        const inTurn = createTurns(given);
        const running = new Map<number, number>();
        const add = (owner: number, change: number) => running.set(owner, (running.get(owner) ?? 0) + change);
        const runs = tasks.map((owner, index) =>
          inTurn(async () => {
            add(owner, 1);
            expect(running.get(owner)).toBeLessThanOrEqual(given.placesPerOwner);
            expect([...running.values()].reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(given.places);
            for (let tick = 0; tick < index % 5; tick++) await null;
            add(owner, -1);
            return index;
          }, owner),
        );
        expect(await Promise.all(runs)).toEqual(tasks.map((_, index) => index));
      }),
    );
  });
});

import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

test("so many run at once, the others in order; a failure makes room too", async () => {
  const inTurn = createTurns(2);
  const started: number[] = [];
  const finish: ((failed: boolean) => void)[] = [];
  const tasks = [0, 1, 2, 3].map((task) =>
    inTurn(
      () =>
        new Promise<number>((resolve, reject) => {
          started.push(task);
          finish[task] = (failed) => (failed ? reject(new Error("failed")) : resolve(task));
        }),
    ),
  );
  expect(started).toEqual([0, 1]);
  finish[1]?.(true);
  await expect(tasks[1]).rejects.toThrow("failed");
  expect(started).toEqual([0, 1, 2]);
  finish[0]?.(false);
  await tasks[0];
  expect(started).toEqual([0, 1, 2, 3]);
  finish[2]?.(false);
  finish[3]?.(false);
  expect(await Promise.all([tasks[2], tasks[3]])).toEqual([2, 3]);
});

import { EventEmitter } from "node:events";
import type { WorkerEvents } from "graphile-worker";
import { expect, test } from "vitest";
import { createPlaces } from "./places.ts";

/** A pool whose places are counted; each place asks, and then says what it got. */
function createPool(most: number) {
  const events: WorkerEvents & { emit(name: string, event: object): boolean } = new EventEmitter();
  const places = createPlaces(events, () => most);
  const job = (...flags: string[]) => ({ job: { flags: Object.fromEntries(flags.map((flag) => [flag, true])) } });
  return { ask: () => places.listFullFlags(), say: (name: string, ...flags: string[]) => events.emit(name, job(...flags)) };
}

test("a flag is full while as many jobs with it run as may", async () => {
  const pool = createPool(2);
  for (const full of [[], []]) {
    expect(await pool.ask()).toEqual(full);
    pool.say("job:start", "account:1", "user:7");
  }
  expect(await pool.ask()).toEqual(["account:1", "user:7"]);
  pool.say("job:start", "account:2");
  pool.say("job:complete", "account:1", "user:7");
  expect(await pool.ask()).toEqual([]);
});

test("who asks while another looks for a job waits until that one has it, or there is none", async () => {
  const pool = createPool(1);
  expect(await pool.ask()).toEqual([]);
  const [second, third, fourth] = [pool.ask(), pool.ask(), pool.ask()];
  pool.say("job:start", "account:1");
  expect(await second).toEqual(["account:1"]);
  pool.say("worker:getJob:empty");
  expect(await third).toEqual(["account:1"]);
  pool.say("job:complete", "account:1");
  pool.say("worker:getJob:error");
  expect(await fourth).toEqual([]);
});

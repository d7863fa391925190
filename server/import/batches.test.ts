import { expect, test } from "vitest";
import { collect } from "#server/domain/telemetry/collect.ts";
import { accept, type Decoded, reject } from "#server/domain/telemetry/decoded.ts";
import { batchSize, toBatches } from "./batches.ts";

const dated = Date.UTC(2020, 0, 1);
const noBase = () => Promise.reject(new Error("asked for a base"));

async function* all(items: readonly Decoded[]) {
  yield* items;
}

const rows = (count: number, startMs: number) =>
  Array.from({ length: count }, (_, index) => accept(index + 2, { atMs: startMs + index * 1000, speedKmh: index }));

test("cuts a recording into uploads of equal size and names the line of each record", async () => {
  const batches = await collect(toBatches(all(rows(batchSize + 1, dated)), noBase));
  expect(batches.map(({ records }) => records.length)).toEqual([batchSize, 1]);
  expect(batches[1]).toMatchObject({
    lines: [batchSize + 2],
    records: [{ type: "sample", at: dated + batchSize * 1000, speed_kmh: batchSize }],
  });
});

test("of several rows of one moment the last counts, signal by signal", async () => {
  const items = [
    accept(2, { atMs: dated, speedKmh: 1, rpm: 800, pids: { "0B": 30, "0E": 1 } }),
    accept(3, { atMs: dated, speedKmh: 2, pids: { "0B": 31 } }),
  ];
  const [batch] = await collect(toBatches(all(items), noBase));
  expect(batch?.records).toEqual([{ type: "sample", at: dated, speed_kmh: 2, rpm: 800, pids: { "0B": 31, "0E": 1 } }]);
  expect(batch).toMatchObject({ joined: 1, lines: [3], firstAtMs: dated, lastAtMs: dated });
});

test("asks once for the base of a recording without a date", async () => {
  const asked: number[] = [];
  const chooseBase = async (firstAtMs: number) => {
    asked.push(firstAtMs);
    return dated;
  };
  const [batch] = await collect(toBatches(all(rows(3, 5000)), chooseBase));
  expect(asked).toEqual([5000]);
  expect(batch?.records.map(({ at }) => at)).toEqual([dated + 5000, dated + 6000, dated + 7000]);
});

test("keeps rejections, also without any sample", async () => {
  const batches = await collect(toBatches(all([reject(2, "cut short")]), noBase));
  expect(batches).toMatchObject([{ records: [], rejections: [{ line: 2, reason: "cut short" }] }]);
});

/** How recorded data leaves the car: the batches of an adapter, in the order it sends them. */
import type { AdapterKind } from "#db/seeds/scenario.ts";
import type { Chapter } from "./history.ts";
import type { Random } from "./random.ts";
import type { SimulatedRecord } from "./records.ts";

export interface Batch {
  /** The same for the same records of a device, so that sending it again changes nothing. */
  batchId: string;
  records: SimulatedRecord[];
  /** The newest moment the car has recorded when this is sent, epoch milliseconds: what progress and real-time sending go by. */
  untilAt: number;
}

/** A late adapter sends this many trips at once. */
const lateTrips = 4;

/** Cuts a car's chapters into batches of at most `batchSize` records. */
export function* packBatches(adapter: AdapterKind, chapters: Iterable<Chapter>, batchSize: number, random: Random): Generator<Batch> {
  let waiting: SimulatedRecord[] = [];
  let trips = 0;
  for (const { records, trip } of chapters) {
    waiting.push(...records);
    trips += trip ? 1 : 0;
    if (adapter === "late" && trip && trips % lateTrips !== 0) continue;
    yield* adapter === "late" ? packTwiceShuffled(waiting, batchSize, random) : packInOrder(waiting, batchSize, "a");
    waiting = [];
  }
  yield* adapter === "late" ? packTwiceShuffled(waiting, batchSize, random) : packInOrder(waiting, batchSize, "a");
}

function* packInOrder(records: readonly SimulatedRecord[], batchSize: number, round: string): Generator<Batch> {
  const untilAt = records.reduce((latest, { at }) => Math.max(latest, at), 0);
  for (let index = 0; index < records.length; index += batchSize) {
    const part = records.slice(index, index + batchSize);
    yield { batchId: `${round}-${untilAt}-${index}`, records: part, untilAt: part.at(-1)?.at ?? untilAt };
  }
}

function* packTwiceShuffled(records: SimulatedRecord[], batchSize: number, random: Random): Generator<Batch> {
  const untilAt = records.reduce((latest, { at }) => Math.max(latest, at), 0);
  for (const round of ["a", "b"]) {
    for (const batch of packInOrder(shuffle(records, random), batchSize, round)) yield { ...batch, untilAt };
  }
}

/** Fisher and Yates. */
function shuffle<T>(items: readonly T[], random: Random): T[] {
  const shuffled = [...items];
  for (let index = shuffled.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random.next() * (index + 1));
    const [a, b] = [shuffled[index], shuffled[other]];
    if (a !== undefined && b !== undefined) [shuffled[index], shuffled[other]] = [b, a];
  }
  return shuffled;
}

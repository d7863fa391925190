import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countKills } from "#db/test-db.ts";
import type { Sample } from "#server/domain/telemetry/sample.ts";
import { drive, hump, still } from "#server/domain/trips/fixtures/drive.ts";
import { ChaosStage, type ChaosUpload, type Fleet, victims } from "./fixtures/chaos-stage.ts";

const kills = countKills(4);
const cars = 3;
/** Uploads of a car for each kill: enough that something is always on its way. */
const uploadsPerKill = 2;
/** Between two kills, at most, ms: processes that start are killed too. */
const longestPauseMs = 1500;

let directory: string;
let stage: ChaosStage;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "motorpool-crashes-"));
  stage = await ChaosStage.open(directory);
});
afterAll(async () => {
  await stage.close();
  rmSync(directory, { recursive: true, force: true });
});

const startMs = Date.UTC(2026, 2, 2, 6);

/** Six drives with 15 to 65 minutes between them. */
function makeDay(car: number): Sample[] {
  return Array.from({ length: 6 }, (_, at) => {
    const speeds = [...still(5), ...hump(60 + 10 * car, 60 + 20 * at), ...still(30), ...hump(90, 40, 12)];
    const fromMs = startMs + at * 35 * 60_000 + (at > 3 ? 50 * 60_000 : 0);
    return drive({ startMs: fromMs, speeds, from: { lat: 52.5 + at / 10, lon: 13.4 }, rpm: (kmh) => 800 + kmh * 30 });
  }).flat();
}

/** The samples of all cars in many uploads, shuffled but always in the same way. */
function makeUploads(perCar: number): ChaosUpload[] {
  const uploads = Array.from({ length: cars }, (_, car) => {
    const day = makeDay(car);
    const size = Math.max(1, Math.ceil(day.length / perCar));
    const parts = Math.ceil(day.length / size);
    return Array.from({ length: parts }, (_, at) => ({ car, batchId: `${at}`, samples: day.slice(at * size, (at + 1) * size) }));
  }).flat();
  return uploads.toSorted((a, b) => shuffleKey(a) - shuffleKey(b));
}

const shuffleKey = ({ car, batchId }: ChaosUpload) => (Number(batchId) * 7919 + car * 104_729) % 1009;

async function sendAll(fleet: Fleet, uploads: readonly ChaosUpload[]): Promise<void> {
  // The adapters upload side by side, each one upload after another.
  const byCar = fleet.deviceIds.map((_, car) => uploads.filter((upload) => upload.car === car));
  await Promise.all(
    byCar.map(async (ofCar) => {
      for (const upload of ofCar) await stage.send(fleet, upload);
    }),
  );
}

test(
  "whatever is killed while adapters upload and trips are cut, the same is made of the samples as without",
  async () => {
    const uploads = makeUploads(kills * uploadsPerKill);
    const clean = await stage.createFleet(cars);
    await sendAll(clean, uploads);
    const expected = await stage.settle(clean);
    expect(expected).toMatchObject({ "left over": 0 });

    const fleet = await stage.createFleet(cars);
    for (let kill = 0; kill < kills; kill++) {
      const round = uploads.slice(Math.floor((kill * uploads.length) / kills), Math.floor(((kill + 1) * uploads.length) / kills));
      const sent = sendAll(fleet, round);
      await wait(Math.random() * longestPauseMs);
      await stage.kill(victims[Math.floor(Math.random() * victims.length)] ?? "worker");
      await sent;
    }
    expect(await stage.settle(fleet)).toEqual(expected);
  },
  60_000 + kills * 60_000,
);

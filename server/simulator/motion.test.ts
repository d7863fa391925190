import fc from "fast-check";
import { expect, test } from "vitest";
import { temperamentNames } from "#db/seeds/scenario.ts";
import { driveRoute, type Motion } from "./motion.ts";
import { createRandom } from "./random.ts";
import { createPlace, planRoute } from "./route.ts";
import { limitKmh } from "./streets.ts";
import { temperaments } from "./temperaments.ts";
import { meetTraffic } from "./traffic.ts";

const corner = fc.tuple(fc.integer({ min: -17, max: -1 }), fc.integer({ min: -3, max: 15 }));
const drives = fc.record({
  seed: fc.string(),
  from: corner,
  to: corner,
  name: fc.constantFrom(...temperamentNames),
  density: fc.double({ min: 0, max: 1, noNaN: true }),
  agility: fc.constantFrom(0.65, 0.85, 1),
});
type DriveArgs = typeof drives extends fc.Arbitrary<infer T> ? T : never;

function driveOnce({ seed, from, to, name, density, agility }: DriveArgs): { motion: Motion; endM: number } {
  const random = createRandom(seed);
  const driver = temperaments[name];
  const route = planRoute(random, createPlace(random, from), createPlace(random, to));
  const restraints = meetTraffic(route, driver, random, { agility, density });
  return { motion: driveRoute(route, restraints, driver, { agility, topKmh: 180 }, random), endM: route.at(-1)?.atM ?? 0 };
}

const changes = (speeds: readonly number[]) => speeds.slice(1).map((speed, index) => speed - (speeds[index] ?? 0));

test("a drive begins and ends at rest and covers the whole route", () => {
  // These would roll over the end of their route in the last second before they stand.
  const rolling: DriveArgs = { seed: 'zyC"f77zk', from: [-14, 3], to: [-10, -2], name: "careful", density: 0, agility: 0.65 };
  const overLine: DriveArgs = { seed: "gdzmY", from: [-10, 10], to: [-5, 7], name: "hurried", density: 0, agility: 0.65 };
  // Hardly a car's length.
  const nextDoor: DriveArgs = { seed: "}S?c~", from: [-1, 12], to: [-1, 12], name: "careful", density: 0, agility: 0.65 };
  fc.assert(
    fc.property(drives, (args) => {
      const { motion, endM } = driveOnce(args);
      expect(motion.speedMs[0]).toBe(0);
      expect(motion.speedMs.at(-1)).toBe(0);
      expect(Math.abs((motion.alongM.at(-1) ?? 0) - endM)).toBeLessThan(1);
      // Slower than 8 km/h on the move would mean that the car got stuck. Round the corner it is all starting and stopping.
      const movingS = motion.speedMs.filter((speed) => speed > 0).length;
      if (endM > 300) expect(endM / movingS).toBeGreaterThan(2.2);
    }),
    { examples: [[rolling], [overLine], [nextDoor]] },
  );
});

test("speeds are never negative, nor far above what the driver takes the limit for", () => {
  fc.assert(
    fc.property(drives, (args) => {
      const cruiseMs = (limitKmh.expressway * temperaments[args.name].cruise.expressway) / 3.6;
      const { speedMs } = driveOnce(args).motion;
      expect(Math.min(...speedMs)).toBe(0);
      expect(Math.max(...speedMs)).toBeLessThan(cruiseMs * 1.2);
    }),
  );
});

test("nobody brakes or accelerates harder than their temperament allows", () => {
  fc.assert(
    fc.property(drives, (args) => {
      const { hardBrakeMs2, hardLaunchMs2, launchMs2 } = temperaments[args.name];
      const all = changes(driveOnce(args).motion.speedMs);
      expect(Math.min(...all)).toBeGreaterThan(-hardBrakeMs2[1] - 0.8);
      expect(Math.max(...all)).toBeLessThan(Math.max(hardLaunchMs2[1], launchMs2[1]) + 0.01);
    }),
  );
});

test("metres follow from speeds", () => {
  fc.assert(
    fc.property(drives, (args) => {
      const { alongM, speedMs } = driveOnce(args).motion;
      const misses = changes(alongM).map((metres, second) => Math.abs(metres - ((speedMs[second] ?? 0) + (speedMs[second + 1] ?? 0)) / 2));
      // Only the last metre before a stop is given away.
      expect(Math.max(...misses)).toBeLessThan(2.7);
    }),
  );
});

test("the careful driver never brakes hard in a thousand kilometres, the rough one does each few", () => {
  const hardBrakesPer100Km = (name: (typeof temperamentNames)[number]) => {
    let [metres, hard] = [0, 0];
    for (let number = 0; number < 100; number += 1) {
      const from: [number, number] = [-16 + (number % 14), -2 + (number % 17)];
      const to: [number, number] = [-3 - (number % 9), 14 - (number % 15)];
      const { motion, endM } = driveOnce({ seed: `${number}`, from, to, name, density: 0.5, agility: 1 });
      metres += endM;
      hard += changes(motion.speedMs).filter((change) => change * 3.6 < -11).length;
    }
    return (hard / metres) * 100_000;
  };
  expect(hardBrakesPer100Km("careful")).toBe(0);
  expect(hardBrakesPer100Km("ordinary")).toBeLessThan(5);
  expect(hardBrakesPer100Km("rough")).toBeGreaterThan(15);
});

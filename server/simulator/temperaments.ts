/** How people drive. Changes of speed in m/s² (1 m/s² = 3.6 km/h per second), speeds as a share of the posted limit. */
import type { TemperamentName } from "#db/seeds/scenario.ts";
import type { StreetClass } from "./streets.ts";

type Range = readonly [low: number, high: number];

export interface Temperament {
  cruise: Record<StreetClass, number>;
  /** How much the speed wanders while cruising, km/h each second. */
  wanderKmh: number;
  launchMs2: Range;
  hardLaunchChance: number;
  hardLaunchMs2: Range;
  /** How fast the foot goes down, m/s³. */
  jerkMs3: number;
  /** Before braking the car rolls: how fast that slows it, and from which share of the cruising speed on it is braked. */
  coastMs2: number;
  coastShare: number;
  brakeMs2: Range;
  hardBrakeChance: number;
  hardBrakeMs2: Range;
  cornerKmh: Range;
  /** Standing with the engine on before setting off and after arriving. */
  longIdleChance: number;
  longIdleS: Range;
  /** Engine speed at which the next gear is taken, rpm. */
  shiftUpRpm: number;
  /** Seconds of half-engaged clutch after a change of gear (manual cars). */
  clutchSlipS: number;
}

export const temperaments: Record<TemperamentName, Temperament> = {
  careful: {
    cruise: { side: 0.85, arterial: 0.95, ramp: 0.9, drive: 0.98, expressway: 1.0 },
    wanderKmh: 1.0,
    launchMs2: [0.8, 1.2],
    hardLaunchChance: 0,
    hardLaunchMs2: [1.4, 1.5],
    jerkMs3: 0.8,
    coastMs2: 0.3,
    coastShare: 0.68,
    brakeMs2: [0.45, 0.85],
    hardBrakeChance: 0.002,
    hardBrakeMs2: [2.2, 2.9],
    cornerKmh: [15, 19],
    longIdleChance: 0,
    longIdleS: [0, 0],
    shiftUpRpm: 2200,
    clutchSlipS: 0,
  },
  ordinary: {
    cruise: { side: 0.95, arterial: 1.08, ramp: 1.0, drive: 1.1, expressway: 1.16 },
    wanderKmh: 1.2,
    launchMs2: [1.0, 1.7],
    hardLaunchChance: 0.01,
    hardLaunchMs2: [2.4, 2.9],
    jerkMs3: 1.3,
    coastMs2: 0.4,
    coastShare: 0.72,
    brakeMs2: [0.65, 1.25],
    hardBrakeChance: 0.02,
    hardBrakeMs2: [2.4, 3.5],
    cornerKmh: [17, 23],
    longIdleChance: 0.06,
    longIdleS: [130, 240],
    shiftUpRpm: 2700,
    clutchSlipS: 1,
  },
  hurried: {
    cruise: { side: 1.05, arterial: 1.2, ramp: 1.1, drive: 1.22, expressway: 1.21 },
    wanderKmh: 1.3,
    launchMs2: [1.2, 2.1],
    hardLaunchChance: 0.04,
    hardLaunchMs2: [3.0, 3.8],
    jerkMs3: 2.5,
    coastMs2: 0.5,
    coastShare: 0.76,
    brakeMs2: [0.75, 1.6],
    hardBrakeChance: 0.06,
    hardBrakeMs2: [2.9, 3.9],
    cornerKmh: [18, 25],
    longIdleChance: 0.12,
    longIdleS: [130, 300],
    shiftUpRpm: 3200,
    clutchSlipS: 2,
  },
  rough: {
    cruise: { side: 1.15, arterial: 1.32, ramp: 1.15, drive: 1.35, expressway: 1.4 },
    wanderKmh: 1.4,
    launchMs2: [1.5, 2.6],
    hardLaunchChance: 0.1,
    hardLaunchMs2: [3.6, 4.4],
    jerkMs3: 4,
    coastMs2: 0.6,
    coastShare: 0.8,
    brakeMs2: [0.9, 2.0],
    hardBrakeChance: 0.14,
    hardBrakeMs2: [3.3, 4.6],
    cornerKmh: [20, 28],
    longIdleChance: 0.18,
    longIdleS: [150, 420],
    shiftUpRpm: 3800,
    clutchSlipS: 3,
  },
};

/** What a simulated fleet consists of. Definitions only: server/simulator drives them and pushes them through the real pipeline. */

export const temperamentNames = ["careful", "ordinary", "hurried", "rough"] as const;
export type TemperamentName = (typeof temperamentNames)[number];

export const carModelNames = ["civic", "golf", "charger", "prius", "bolt", "transit", "npr", "outback"] as const;
export type CarModelName = (typeof carModelNames)[number];

/**
 * How the adapter uploads: `prompt` while driving; `late` a day's records at once, in shuffled order, and everything twice;
 * `phone` knows the position only and goes on recording for a while when parked.
 */
export type AdapterKind = "prompt" | "late" | "phone";

/**
 * `commuter`: to work and back with errands on working days; `courier`: a depot and its customers;
 * `errands`: out and home again on any day; `rounds`: one trip after another, day and night.
 */
export type DayPattern = "commuter" | "courier" | "errands" | "rounds";

/** A corner of two arterials: half miles east and north of State and Madison. */
export type Corner = readonly [east: number, north: number];

export interface FaultSeed {
  code: string;
  daysAgo: number;
  clearedDaysAgo?: number;
}

/** A paper with the day it runs out; negative: so many days ago. */
export interface PaperSeed {
  kind: "registration" | "insurance" | "pollution";
  number: string;
  expiresInDays: number;
}

/** Work that comes back, and when it was last done. */
export interface ServiceSeed {
  name: string;
  everyKm?: number;
  everyMonths?: number;
  doneDaysAgo: number;
  /** Kilometres driven since. */
  kmSince: number;
  cost?: number;
}

export interface VehicleSeed {
  name: string;
  model: CarModelName;
  plate: string;
  /** `#rrggbb`. */
  color?: string;
  /** Keys of the scenario's drivers with how many days ago each took over, the first one from the beginning. */
  drivers: readonly { driver: string; sinceDaysAgo?: number }[];
  adapter: AdapterKind;
  pattern: DayPattern;
  /** How many days before the end it was first driven; a fraction only with `rounds`. */
  days: number;
  home: Corner;
  /** The place of work, or the depot of a courier. */
  work: Corner;
  faults?: readonly FaultSeed[];
  weakBattery?: boolean;
  speedLimitKmh?: number;
  papers?: readonly PaperSeed[];
  services?: readonly ServiceSeed[];
  /** Minutes before the end at which a last trip begins, so that the car has just driven, or still does. */
  lastTripMinutesAgo?: number;
  /** The last trip is still going on at the end. */
  onTheRoad?: boolean;
  /** One of those that `--live` keeps driving. */
  live?: boolean;
}

export interface DriverSeed {
  key: string;
  name: string;
  temperament: TemperamentName;
  /** The e-mail of one of the users, when the driver can sign in. */
  email?: string;
  gender?: "M" | "F";
  bornOn?: string;
  phone?: string;
  licence?: { number: string; expiresInDays: number };
}

export interface GeofenceSeed {
  name: string;
  center: Corner;
  radiusM: number;
}

export interface UserSeed {
  email: string;
  name: string;
  role: "owner" | "manager" | "driver" | "viewer";
}

/** What the account pays, in its currency. */
export interface PriceSeed {
  currency: string;
  pricePerLGasoline: number;
  pricePerLDiesel: number;
  pricePerKwh: number;
}

export interface Scenario {
  name: string;
  account: string;
  timeZone: string;
  /** Every choice of the simulator follows from it. */
  seed: string;
  demo: boolean;
  users: readonly UserSeed[];
  drivers: readonly DriverSeed[];
  vehicles: readonly VehicleSeed[];
  geofences?: readonly GeofenceSeed[];
  prices?: PriceSeed;
}

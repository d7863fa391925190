/** What happens on a drive, found in the samples as they come: simple rules that look at nothing that comes later. */
import type { RoadPlace } from "#server/domain/automatic/road-event.ts";
import { hardChangeKmhS, hardDeadTimeMs, mphToKmh, speedLimitsMph, speedRearmMph } from "#server/domain/driving-events/counters.ts";
import { scoring } from "#server/domain/scoring/constants.ts";
import type { SampleColumns } from "#server/domain/telemetry/sample.ts";
import { longSilenceMs, silenceMs, standingMs } from "#server/domain/trips/segment.ts";
import { readFix } from "./fix-reader.ts";
import type { DriveState } from "./memory.ts";
import { type ReadSpeed, readSpeed } from "./speed-reader.ts";

/** Without an ignition signal, an engine that stands for so long is taken to be turned off (the documented minute), ms. */
export const engineOffConfirmMs = 60_000;
/** While driving, the location is told this often, ms. */
export const locationEveryMs = 60_000;
/** A location this little after one that was told, or before it, is no news, ms. */
const locationSlackMs = 30_000;
/** An event happened where the car was at most so long before, ms. */
export const placeReachMs = 120_000;
/** Standard gravity, m/s². */
const gravityMS2 = 9.80665;

interface Common {
  atMs: number;
  deviceId: number | null;
  place: RoadPlace | null;
  /** One of this type that was told of a moment between these, both included, was this very one as far as was known then. */
  sameFromMs: number;
  sameToMs: number;
}

/** Something that happened on a drive. `gForce` is positive; `speedKmh` is the one with which the limit was passed. */
export type DriveMoment = Common &
  (
    | { type: "drive.ignition_on" | "drive.ignition_off" | "drive.location" }
    | { type: "drive.speeding"; speedKmh: number; limitMph: number }
    | { type: "drive.hard_brake" | "drive.hard_accel"; gForce: number }
  );

/** What is known of the vehicle that the rules depend on. */
export interface DriveRules {
  /** Hybrids and electric cars drive with a standing engine, so rpm 0 does not turn them off. */
  engineStopsWhileDriving: boolean;
}

/**
 * One walk over a car's samples in order of time, from a known state on. A car that does not report its ignition is taken to be on
 * from the first sample in which it moves or its engine runs, and off when its engine has stood for a minute; without rpm when it has
 * stood, or said nothing, for as long as ends a trip. What is inferred happened when it could be.
 */
export class DriveWalk {
  readonly found: DriveMoment[] = [];
  readonly state: DriveState;
  readonly #rules: DriveRules;
  /** Those found whose like may still be told under another moment. */
  #switched: DriveMoment | null = null;
  readonly #speeding = new Map<number, DriveMoment>();

  constructor(state: DriveState, rules: DriveRules) {
    this.state = state;
    this.#rules = rules;
  }

  step(columns: SampleColumns, i: number, deviceId: number): void {
    const { state } = this;
    const atMs = columns.atMs[i] as number;
    this.passTime(atMs);
    const seen = readFix(state, columns, i);
    const speed = readSpeed(state, columns, i, seen);
    state.atMs = atMs;
    state.deviceId = deviceId;
    this.#followIgnition(atMs, columns.ignition[i] as number, columns.rpm[i] as number, speed);
    if (speed && speed.origin !== "positions") {
      if (state.on) this.#followLimits(atMs, speed.kmh);
      this.#followChange(atMs, speed);
    }
    if (state.on && seen) this.#followLocation(atMs);
  }

  /** Lets time pass without a sample: silence turns a car off too. */
  passTime(nowMs: number): void {
    const { state } = this;
    if (state.atMs === null) return;
    const gapMs = nowMs - state.atMs;
    const enoughMs = state.ignition === "on" ? longSilenceMs : silenceMs;
    if (state.on && gapMs > enoughMs) this.#turnOff(state.atMs + enoughMs, state.atMs);
    if (gapMs > longSilenceMs) state.ignition = null;
  }

  #followIgnition(atMs: number, reported: number, rpm: number, speed: ReadSpeed | null): void {
    const { state } = this;
    if (reported === 0) {
      if (state.on) this.#turnOff(atMs, atMs);
      state.ignition = "off";
      return;
    }
    if (reported === 1) {
      state.ignition = "on";
      if (!state.on) this.#turnOn(atMs);
    } else if (!state.on && this.#drives(rpm, speed)) {
      state.ignition = null;
      this.#turnOn(atMs);
    }
    if (state.on) this.#followStanding(atMs, rpm, speed);
  }

  #drives(rpm: number, speed: ReadSpeed | null): boolean {
    const moves = speed !== null && speed.kmh > 0;
    // After a reported "off" only the car's own bus can say that the "on" was lost; a drifting receiver cannot.
    return this.state.ignition === "off" ? moves && speed.origin === "car" : moves || rpm > 0;
  }

  /** Looks for the end of a drive of a car that does not report its ignition. */
  #followStanding(atMs: number, rpm: number, speed: ReadSpeed | null): void {
    const { state } = this;
    if (!Number.isNaN(rpm)) state.rpmReported = true;
    if (speed && speed.kmh > 0) {
      state.restFromMs = null;
      state.engineOffFromMs = null;
    } else {
      if (speed) state.restFromMs ??= atMs;
      if (rpm === 0) state.engineOffFromMs ??= atMs;
      if (rpm > 0) state.engineOffFromMs = null;
    }
    if (state.ignition !== null) return;
    const { restFromMs, engineOffFromMs } = state;
    const engineStopped = engineOffFromMs !== null && atMs - engineOffFromMs >= engineOffConfirmMs;
    const stood = restFromMs !== null && atMs - restFromMs > standingMs;
    if (engineStopped && !this.#rules.engineStopsWhileDriving) this.#turnOff(atMs, atMs);
    else if (stood && !state.rpmReported) this.#turnOff(atMs, atMs);
  }

  #turnOn(atMs: number): void {
    this.state.on = true;
    this.#restart();
    this.#switch({ ...this.#at(atMs, atMs), type: "drive.ignition_on" });
  }

  /** `knownMs`: of the sample that says where the car is. */
  #turnOff(atMs: number, knownMs: number): void {
    this.#switch({ ...this.#at(atMs, knownMs), type: "drive.ignition_off" });
    this.state.on = false;
    this.#restart();
    for (const limitMph of this.#speeding.keys()) this.#closeSpeeding(limitMph, atMs);
  }

  #restart(): void {
    Object.assign(this.state, { rpmReported: false, restFromMs: null, engineOffFromMs: null, passedMph: [], locationAtMs: null });
  }

  #switch(moment: DriveMoment): void {
    if (this.#switched) this.#switched.sameToMs = moment.atMs - 1;
    this.#switched = moment;
    this.found.push(moment);
  }

  #followLimits(atMs: number, kmh: number): void {
    for (const limitMph of speedLimitsMph) {
      const passed = this.state.passedMph.includes(limitMph);
      if (!passed && kmh > mphToKmh(limitMph)) {
        this.state.passedMph.push(limitMph);
        const moment: DriveMoment = { ...this.#at(atMs, atMs), type: "drive.speeding", speedKmh: kmh, limitMph };
        this.#speeding.set(limitMph, moment);
        this.found.push(moment);
      } else if (passed && kmh < mphToKmh(limitMph - speedRearmMph)) {
        this.state.passedMph = this.state.passedMph.filter((other) => other !== limitMph);
        this.#closeSpeeding(limitMph, atMs);
      }
    }
  }

  #closeSpeeding(limitMph: number, atMs: number): void {
    const open = this.#speeding.get(limitMph);
    if (open) open.sameToMs = atMs - 1;
    this.#speeding.delete(limitMph);
  }

  /** Compares speeds of one origin 0.5 to 2 s apart, as the counters of trips do. */
  #followChange(atMs: number, { kmh, origin }: ReadSpeed): void {
    const { state } = this;
    const before = state.pair;
    const seconds = before?.origin === origin ? (atMs - before.atMs) / 1000 : Number.POSITIVE_INFINITY;
    if (seconds < scoring.pairMinS) return;
    state.pair = { atMs, kmh, origin };
    if (!before || seconds > scoring.pairMaxS || !state.on) return;
    const kmhS = (kmh - before.kmh) / seconds;
    if (kmhS > hardChangeKmhS) this.#noteHard("drive.hard_accel", "hardAccelAtMs", atMs, kmhS);
    else if (kmhS < -hardChangeKmhS) this.#noteHard("drive.hard_brake", "hardBrakeAtMs", atMs, -kmhS);
  }

  #noteHard(type: "drive.hard_brake" | "drive.hard_accel", last: "hardBrakeAtMs" | "hardAccelAtMs", atMs: number, kmhS: number): void {
    const lastMs = this.state[last];
    if (lastMs !== null && atMs - lastMs <= hardDeadTimeMs) return;
    this.state[last] = atMs;
    const same = { sameFromMs: atMs - hardDeadTimeMs, sameToMs: atMs + hardDeadTimeMs };
    this.found.push({ ...this.#at(atMs, atMs), ...same, type, gForce: kmhS / 3.6 / gravityMS2 });
  }

  #followLocation(atMs: number): void {
    const { locationAtMs } = this.state;
    if (locationAtMs !== null && atMs - locationAtMs < locationEveryMs) return;
    this.state.locationAtMs = atMs;
    // Who follows a car on a map must not see it jump back: what is older than the last one told is no news.
    this.found.push({ ...this.#at(atMs, atMs), sameFromMs: atMs - locationSlackMs, type: "drive.location" });
  }

  #at(atMs: number, knownMs: number): Common {
    const { fix, deviceId } = this.state;
    const place = fix && knownMs - fix.atMs <= placeReachMs ? fix : null;
    return { atMs, deviceId, place, sameFromMs: atMs, sameToMs: Number.POSITIVE_INFINITY };
  }
}

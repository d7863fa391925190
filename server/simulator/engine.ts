/** What the engine (or the motor) does to move the car as it moves: speed of rotation, load, fuel, energy. */
import type { CarModel } from "./car-models.ts";
import type { Random } from "./random.ts";
import type { Temperament } from "./temperaments.ts";

/** The state of the engine at the end of a second. */
export interface EngineState {
  rpm: number;
  throttlePct: number;
  loadPct: number;
  fuelLph: number;
  /** Taken from the traction battery; negative when it is charged. */
  electricKw: number;
  running: boolean;
}

/** Grams of air for a gram of fuel, and grams of fuel in a litre. A diesel takes in more air than it burns. */
const air = { gasoline: 14.7 * 745, diesel: 14.5 * 832 * 1.5 };
const highestRpm = 6800;
const gravity = 9.81;
const rollingResistance = 0.011;
const airDensity = 1.2;
/** What an electric car's heating and pumps take, and how much of the energy arrives at the wheels and comes back. */
const electric = { restKw: 1.1, driveShare: 0.82, regainShare: 0.6 };
/** A hybrid lets the engine rest below these. */
const hybrid = { engineFromKw: 4, engineFromKmh: 40, coldC: 45, chargeKw: 4 };

/** Mass of air through the engine for a rate of fuel, g/s. */
export function toMafGps(fuelLph: number, model: CarModel): number {
  return (fuelLph * (model.powertrain === "diesel" ? air.diesel : air.gasoline)) / 3600;
}

/** Power at the wheels to go from one speed to the other within a second, kW; negative when braking. */
export function wheelPowerKw(model: CarModel, beforeMs: number, afterMs: number): number {
  const speedMs = (beforeMs + afterMs) / 2;
  const forceN =
    model.massKg * (afterMs - beforeMs) + rollingResistance * model.massKg * gravity + 0.5 * airDensity * model.dragM2 * speedMs ** 2;
  return (forceN * speedMs) / 1000;
}

/** An engine, or a motor, to be stepped once a second. */
export class Engine {
  private readonly state: EngineState = { rpm: 0, throttlePct: 0, loadPct: 0, fuelLph: 0, electricKw: 0, running: false };
  private gear = 0;
  private slipS = 0;
  private readonly model: CarModel;
  private readonly driver: Temperament;
  private readonly random: Random;

  constructor(model: CarModel, driver: Temperament, random: Random) {
    this.model = model;
    this.driver = driver;
    this.random = random;
  }

  /** From one speed to the other within a second. The state answered is overwritten by the next step. */
  step(beforeMs: number, afterMs: number, coolantC: number): Readonly<EngineState> {
    const kmh = afterMs * 3.6;
    const powerKw = wheelPowerKw(this.model, beforeMs, afterMs);
    if (this.model.powertrain === "electric") this.drawCurrent(kmh, powerKw);
    else if (this.rests(kmh, powerKw, coolantC)) this.stop(powerKw);
    else this.burn(kmh, powerKw, coolantC);
    return this.state;
  }

  private drawCurrent(kmh: number, powerKw: number): void {
    this.state.running = true;
    this.state.electricKw = electric.restKw + (powerKw > 0 ? powerKw / electric.driveShare : kmh > 8 ? powerKw * electric.regainShare : 0);
    this.state.throttlePct = Math.max(0, Math.min(100, (powerKw / this.model.ratedKw) * 110));
  }

  /** Whether a hybrid lets its engine rest. */
  private rests(kmh: number, powerKw: number, coolantC: number): boolean {
    const { engineFromKw, engineFromKmh, coldC } = hybrid;
    return this.model.powertrain === "hybrid" && coolantC > coldC && powerKw < engineFromKw && kmh < engineFromKmh;
  }

  private stop(powerKw: number): void {
    Object.assign(this.state, { rpm: 0, loadPct: 0, fuelLph: 0, running: false });
    this.state.electricKw = Math.max(powerKw, -20);
    this.state.throttlePct = Math.max(0, powerKw * 2);
  }

  private burn(kmh: number, powerKw: number, coolantC: number): void {
    const { state, model } = this;
    const standing = kmh < 1;
    const loaded = Math.min(1, Math.max(0, powerKw) / model.ratedKw);
    state.running = true;
    state.rpm = Math.min(highestRpm, this.toRpm(kmh, powerKw, coolantC));
    state.throttlePct = standing ? 12 : 13 + 80 * loaded ** 0.7;
    state.loadPct = Math.min(98, (standing ? 22 : 15) + 82 * loaded ** 0.6);
    // Rolling against the engine takes less fuel than idling, a cold engine more.
    const baseLph = model.idleLph * (powerKw < -1 ? 0.4 : 1) * (coolantC < 50 ? 1.25 : 1);
    const chargeKw = model.powertrain === "hybrid" ? hybrid.chargeKw : 0;
    state.fuelLph = (baseLph + (Math.max(0, powerKw) + chargeKw) * model.litresPerKwh) * (1 + this.random.normal(0.01));
    state.electricKw = -chargeKw;
  }

  /** Below walking pace, and while it slips, the clutch (or the converter) lets the engine turn faster than the wheels. */
  private toRpm(kmh: number, powerKw: number, coolantC: number): number {
    const { model } = this;
    const idle = model.idleRpm + Math.max(0, 60 - coolantC) * 5 + this.random.normal(6);
    if (kmh < 1) {
      this.gear = 0;
      return idle;
    }
    const geared = this.shift(kmh);
    const loaded = Math.max(powerKw, 0) / model.ratedKw;
    if (model.transmission === "automatic") return Math.max(idle, geared * (1 + (this.gear < 2 ? 0.12 * loaded : 0.01)) + 400 * loaded);
    if (this.slipS > 0 && powerKw > 0) return Math.max(idle, geared * 1.08 + 180 * this.slipS);
    return Math.max(powerKw > 1 && geared < 1100 ? 1250 : idle, geared);
  }

  /** Takes the gear for a speed, at most one up in a second; answers with the engine speed in it. */
  private shift(kmh: number): number {
    const { model, driver } = this;
    const rpmIn = (gear: number) => (kmh / (model.gears[gear] ?? 10)) * 1000;
    const upRpm = driver.shiftUpRpm * (model.powertrain === "diesel" ? 0.8 : 1);
    if (rpmIn(this.gear) > upRpm && this.gear < model.gears.length - 1) {
      this.gear += 1;
      this.slipS = model.transmission === "manual" ? driver.clutchSlipS : 0;
    } else {
      while (this.gear > 0 && rpmIn(this.gear) < 1150) this.gear -= 1;
      if (this.slipS > 0) this.slipS -= 1;
    }
    return rpmIn(this.gear);
  }
}

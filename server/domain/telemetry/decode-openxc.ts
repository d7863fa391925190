import { accept, type Decoded, quote, reject, type TextChunks, wrongFile } from "./decoded.ts";
import type { NumericSignal, Sample } from "./sample.ts";
import { readLines } from "./text-lines.ts";

/** Values older than this are not carried along any more. */
const maxAgeMs = 2000;
/** A burned volume is turned into a rate over at least this long: shorter windows show the counter's steps, not the engine. */
const fuelWindowMs = 1000;
/** Latitude and longitude of one fix come as two messages, a millisecond apart. */
const maxFixSpreadMs = 250;
/** So many unreadable lines in a row at the beginning, and it is another kind of file. */
const maxBadLinesAtStart = 20;
/** Accelerator pedal position D in SAE J1979. */
const pedalPid = "49";

interface Message {
  atMs: number;
  name: string;
  value: number | string | boolean;
}

/**
 * Recordings of OpenXC (Ford): a message a signal, each signal at its own rate, `1332794184.62: {"name":…,"value":…}`
 * or `{"timestamp":…,"name":…,"value":…}`. Each speed makes a sample that carries the newest values of the other signals;
 * positions are samples of their own. `odometer` is believed; `fine_odometer_since_restart` is not: it is known to run short.
 */
export async function* decodeOpenxc(chunks: TextChunks): AsyncGenerator<Decoded> {
  const joiner = new SignalJoiner();
  let badLines = 0;
  let anyGood = false;
  for await (const { line, text, cut } of readLines(chunks)) {
    if (text.trim() === "") continue;
    const message = cut ? null : parseMessage(text);
    if (message) {
      anyGood = true;
      const sample = joiner.push(message);
      if (sample) yield accept(line, sample);
      continue;
    }
    if (!anyGood && ++badLines >= maxBadLinesAtStart) throw wrongFile("openxc", "its lines are no signal messages");
    yield reject(line, `not a signal message: ${quote(text)}`);
  }
}

function parseMessage(text: string): Message | null {
  const stamped = /^(\d+(?:\.\d+)?):\s*(\{.*\})\s*$/.exec(text);
  const body = parseObject(stamped?.[2] ?? text);
  const seconds = Number(stamped?.[1] ?? body?.["timestamp"] ?? Number.NaN);
  const name = body?.["name"];
  const value = body?.["value"];
  if (!Number.isFinite(seconds) || typeof name !== "string") return null;
  if (typeof value !== "number" && typeof value !== "string" && typeof value !== "boolean") return null;
  return { atMs: Math.round(seconds * 1000), name, value };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

const directSignals: Record<string, NumericSignal> = {
  engine_speed: "rpm",
  odometer: "odometerKm",
};

/** Keeps the newest value of every signal and makes samples of them. */
class SignalJoiner {
  private readonly newest = new Map<NumericSignal | "pedal", { atMs: number; value: number }>();
  private ignition: boolean | undefined;
  private latitude: { atMs: number; value: number } | undefined;
  private fuelFrom: { atMs: number; liters: number } | undefined;
  private lastSampleMs = Number.NEGATIVE_INFINITY;

  push(message: Message): Sample | null {
    const { atMs, name, value } = message;
    if (name === "ignition_status") return this.takeIgnition(message);
    if (typeof value !== "number") return null;
    if (name === "latitude") this.latitude = { atMs, value };
    if (name === "longitude") return this.takeLongitude(atMs, value);
    if (name === "fuel_consumed_since_restart") this.takeFuel(atMs, value);
    if (name === "fuel_level") this.newest.set("fuelLevelPct", { atMs, value: value <= 1 ? value * 100 : value });
    if (name === "accelerator_pedal_position") this.newest.set("pedal", { atMs, value });
    const signal = directSignals[name];
    if (signal) this.newest.set(signal, { atMs, value });
    if (name === "vehicle_speed") return this.makeSample(atMs, value);
    const speedIsSilent = signal !== undefined && atMs - this.lastSampleMs >= maxAgeMs && this.lastSampleMs > 0;
    return speedIsSilent ? this.makeSample(atMs) : null;
  }

  private makeSample(atMs: number, speedKmh?: number): Sample {
    this.lastSampleMs = atMs;
    const sample: Sample = { atMs, ...(speedKmh !== undefined && { speedKmh }) };
    for (const [signal, { atMs: since, value }] of this.newest) {
      if (atMs - since > maxAgeMs) continue;
      if (signal === "pedal") sample.pids = { [pedalPid]: value };
      else sample[signal] = value;
    }
    if (this.ignition !== undefined) sample.ignition = this.ignition;
    return sample;
  }

  private takeIgnition({ atMs, value }: Message): Sample | null {
    this.ignition = value === "run" || value === "start";
    return { atMs, ignition: this.ignition };
  }

  private takeLongitude(atMs: number, lon: number): Sample | null {
    const { latitude } = this;
    if (!latitude || atMs - latitude.atMs > maxFixSpreadMs) return null;
    return { atMs, lat: latitude.value, lon };
  }

  /** The counter starts again at zero with the engine; such a step back begins a new window. */
  private takeFuel(atMs: number, liters: number): void {
    const from = this.fuelFrom;
    if (from && liters >= from.liters && atMs - from.atMs < fuelWindowMs) return;
    if (from && liters >= from.liters && atMs - from.atMs <= 10 * fuelWindowMs) {
      const hours = (atMs - from.atMs) / 3_600_000;
      this.newest.set("fuelRateLph", { atMs, value: (liters - from.liters) / hours });
    }
    this.fuelFrom = { atMs, liters };
  }
}

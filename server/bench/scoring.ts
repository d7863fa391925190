import { scoreTrip } from "#server/domain/scoring/score-trip.ts";
import { cleanSpeed } from "#server/domain/telemetry/clean.ts";
import { createColumns, type SampleColumns } from "#server/domain/telemetry/sample.ts";
import { nothingBefore, segmentTrips } from "#server/domain/trips/segment.ts";
import { summarizeTrip } from "#server/domain/trips/summarize.ts";
import type { VehicleTraits } from "#server/domain/vehicles/traits.ts";

const traits: VehicleTraits = { vehicleClass: "car", fuelType: "gasoline", transmission: "manual", tankL: 50, batteryKwh: null };
const trips = 200;
const tripS = 3600;
const pauseS = 1800;

/** Hours of driving at 1 Hz with position, rpm, throttle and air flow: stop and go, a fast stretch, some hard braking. */
function makeDriving(): SampleColumns {
  const columns = createColumns(trips * tripS);
  let metres = 0;
  for (let i = 0; i < columns.length; i++) {
    const second = i % tripS;
    const kmh = Math.max(0, 60 + 75 * Math.sin(second / 90) + 6 * Math.sin(second / 3));
    metres += kmh / 3.6;
    columns.atMs[i] = Date.UTC(2026, 0, 1) + (Math.floor(i / tripS) * (tripS + pauseS) + second) * 1000;
    columns.lat[i] = 45 + ((metres / 111_195) % 10);
    columns.lon[i] = 9 + Math.sin(metres / 5000) / 50;
    columns.speedKmh[i] = kmh;
    columns.rpm[i] = 800 + kmh * 30;
    columns.throttlePct[i] = 20;
    columns.mafGps[i] = 2 + kmh / 8;
  }
  return columns;
}

/** Seconds of driving cut, measured and scored per second of CPU, from samples in memory to report cards. */
export function benchScoring(): number {
  const columns = makeDriving();
  const run = () => {
    const speed = cleanSpeed(columns);
    const rules = { engineStopsWhileDriving: false };
    const { spans } = segmentTrips({ columns, speed, rules, start: nothingBefore, followedBy: "nothing" });
    for (const span of spans) {
      scoreTrip(summarizeTrip(columns, speed, span, { traits, utcOffsetMs: 0 }), { gears: null, mileageRatio: null });
    }
    return spans.length;
  };
  run();
  const rounds = 5;
  const before = process.cpuUsage();
  let cut = 0;
  for (let round = 0; round < rounds; round++) cut += run();
  const used = process.cpuUsage(before);
  return (cut * tripS) / ((used.user + used.system) / 1e6);
}

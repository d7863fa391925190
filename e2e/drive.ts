/** A drive as an adapter records it: ten minutes along a straight road, one sample a second. */

interface Record {
  type: "sample" | "ignition";
  at: string;
  [field: string]: unknown;
}

const durationS = 600;
/** The second at which the car brakes by 12 km/h at once. */
export const hardBrakeAtS = 300;

/** Speed, km/h: stands, speeds up gently to 60, brakes hard once, drives on and comes to rest. */
function speedAt(second: number): number {
  if (second < 10 || second > durationS - 20) return 0;
  const rising = Math.min(60, (second - 10) * 2);
  const falling = Math.min(60, (durationS - 20 - second) * 2);
  const afterBrake = second >= hardBrakeAtS && second < hardBrakeAtS + 20 ? 48 : 60;
  return Math.min(rising, falling, afterBrake);
}

/** As above, but up to 108 km/h for two minutes, and braked hard from there. */
export function hurriedSpeedAt(second: number): number {
  if (second >= 360 && second < 480) return 108;
  return second >= 480 && second < 500 ? 90 - (second - 480) * 1.5 : speedAt(second);
}

/** The records of the drive, from ignition on to ignition off, on a road of its own where cars would end up beside each other. */
export function recordDrive(startMs: number, speedOf = speedAt, lat = 41.9): Record[] {
  const records: Record[] = [];
  const at = (second: number) => new Date(startMs + second * 1000).toISOString();
  let lon = -87.75;
  for (let second = 0; second <= durationS; second++) {
    const speed = speedOf(second);
    lon += speed / 3.6 / 82_900;
    records.push({ type: "sample", at: at(second), lat, lon, speed_kmh: speed, rpm: 800 + speed * 25, ignition: true });
  }
  records.push({ type: "ignition", at: at(durationS + 1), on: false });
  return records;
}

/** The rows of the ingestion benchmark, the same for COPY and for the route. */

export const benchBatchSize = 500;
export const benchStartMs = Date.UTC(2026, 2, 1);

/** One second of driving with the dozen values a usual adapter sends, under the names of the columns. */
export function benchSampleAt(second: number) {
  const wave = Math.sin(second / 60);
  return {
    at: new Date(benchStartMs + second * 1000).toISOString(),
    lat: round(41.88 + second / 1e6, 6),
    lon: round(-87.63 + wave / 100, 6),
    altitude_m: round(180 + wave * 5, 1),
    heading_deg: round(180 + wave * 90, 1),
    speed_kmh: round(60 + wave * 40, 1),
    gps_speed_kmh: round(60.4 + wave * 40, 2),
    rpm: Math.round(2000 + wave * 800),
    engine_load_pct: round(40 + wave * 20, 1),
    throttle_pct: round(25 + wave * 15, 1),
    coolant_c: 88,
    maf_gps: round(15 + wave * 8, 2),
  };
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));

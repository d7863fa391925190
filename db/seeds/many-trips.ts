import type { Sql } from "postgres";
import type { Receipt } from "#server/domain/scoring/score-trip.ts";
import type { TripTrack } from "#server/domain/trips/trip.ts";

export interface ManyTrips {
  accountId: number;
  vehicles: number;
  /** How many trips there are to be in the end; those that exist stay. */
  trips: number;
}

const trackPoints = 120;
const eventsPerTrip = 4;

/**
 * Fills an account up to a number of finished trips, each with a track, events and a report card: rows as the pipeline leaves
 * them, made by the database itself because a hundred thousand uploads would take too long. For measuring only.
 */
export async function fillWithTrips(sql: Sql, { accountId, vehicles, trips }: ManyTrips): Promise<void> {
  await sql`insert into vehicles (account_id, name)
    select ${accountId}, 'Car ' || n from generate_series(1, ${vehicles}) n
    where not exists (select from vehicles where account_id = ${accountId})`;
  await sql`with car as (select id, row_number() over (order by id) - 1 as n from vehicles where account_id = ${accountId}),
    made as (select count(*)::int as count from trips where account_id = ${accountId})
    insert into trips (account_id, vehicle_id, status, started_at, ended_at, end_reason, start_place, end_place, start_time_zone,
      end_time_zone, distance_m, distance_source, duration_s, moving_s, idling_s, over_70_mph_s, over_75_mph_s, over_80_mph_s,
      hard_brakes, hard_accels, quality, sample_count, evidence, digest)
    select ${accountId}, car.id, 'finished', t.at, t.at + interval '20 minutes', 'ignition_off', 'Oak Park, Illinois, US',
      'Chicago, Illinois, US', 'America/Chicago', 'America/Chicago', 9000 + trip_number % 20000, 'obd', 1200, 1000, 200, 0, 0, 0, trip_number % 3, trip_number % 2,
      'A', 1200, ${JSON.stringify(evidence)}::text::jsonb, ''
    from made, generate_series(made.count, ${trips} - 1) trip_number
    join car on car.n = trip_number % ${vehicles}
    cross join lateral (select timestamptz '2020-01-01' + trip_number * interval '25 minutes' as at) t`;
  await insertParts(sql, accountId);
  await sql`vacuum (analyze) trips`;
  await sql`vacuum (analyze) trip_events`;
}

/** Events, tracks and report cards of the trips that have none yet. */
async function insertParts(sql: Sql, accountId: number): Promise<void> {
  const bare = sql`trips where account_id = ${accountId} and not exists (select from report_cards c where c.trip_id = trips.id)`;
  await sql`insert into trip_events (trip_id, kind, basis, at, ended_at, peak, tier, start_distance_m, end_distance_m)
    select id, 'hard_brake', 'score', started_at + n * interval '3 minutes', started_at + n * interval '3 minutes', 12, 2, n * 900, n * 900
    from generate_series(1, ${eventsPerTrip}) n, ${bare}`;
  await sql`insert into trip_tracks (trip_id, track) select id, ${JSON.stringify(track)}::text::jsonb from ${bare}`;
  await sql`insert into report_cards (trip_id, trip_revision, model_version, drive_score, hbr, hac, spd, idl, speeding_mode, receipts)
    select id, 1, 1, 60 + id % 40, 15, 16, 20, 19, 'thresholds', ${JSON.stringify(receipts)}::text::jsonb from ${bare}`;
}

const side = { manoeuvres: [], sumSquares: 900, seconds: 1000, stretches: [] };
const evidence = { brake: side, accel: side, speeding: [], idling: [], ratios: null, nightS: 0 };

const points = Array.from({ length: trackPoints }, (_, n) => n);
const track: TripTrack = {
  offsetS: points.map((n) => n * 10),
  lat: points.map((n) => Math.round((41.88 + Math.sin(n / 17) / 50) * 1e6) / 1e6),
  lon: points.map((n) => Math.round((-87.8 + n / 1500) * 1e6) / 1e6),
  speedKmh: points.map((n) => Math.round(45 + 30 * Math.sin(n / 9))),
  rpm: points.map((n) => Math.round(1800 + 600 * Math.sin(n / 5))),
  distanceM: points.map((n) => n * 120),
};

const receipts: Receipt[] = Array.from({ length: 8 }, (_, n) => ({
  part: n % 2 === 0 ? "hbr" : "hac",
  rule: n % 2 === 0 ? "brake" : "accel",
  points: 0.6,
  atMs: Date.UTC(2020, 0, 1) + n * 60_000,
  durationS: 0,
  position: { lat: 41.88, lon: -87.7 },
  measured: 12,
  tier: 2,
}));

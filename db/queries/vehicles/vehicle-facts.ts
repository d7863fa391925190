/** Cars with all that the public APIs for apps tell of one. */
import { desc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { type FactsPage, type MomentRange, withinMoments, withinUids } from "#db/queries/fact-pages.ts";
import { all, type Queryable, visibleVehicles } from "#db/queries/visibility.ts";
import { dtcEpisodes } from "#db/schema/health.ts";
import { vehicleStates, vehicles } from "#db/schema/vehicles.ts";
import type { VehicleFacts } from "#server/domain/automatic/facts.ts";
import type { UidRange } from "#server/domain/automatic/ids.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";

/** What stays the same of a car from day to day. */
export const vehicleFactColumns = {
  uid: vehicles.uid,
  name: vehicles.name,
  make: vehicles.make,
  model: vehicles.model,
  submodel: vehicles.submodel,
  year: vehicles.year,
  color: vehicles.color,
  vin: vehicles.vin,
  fuelGrade: vehicles.fuelGrade,
  createdAt: vehicles.createdAt,
  updatedAt: vehicles.updatedAt,
};

export interface VehicleFactsFilter {
  created?: MomentRange | undefined;
  updated?: MomentRange | undefined;
  /** In any case. */
  vin?: string | undefined;
}

/**
 * One car the scope has ever had to do with; its signals only while it may see the car's present state. Fault codes among them
 * carry the moment they were first reported. Throws `not_found`.
 */
export async function getVehicleFacts(
  db: Queryable,
  scope: Scope,
  args: ({ vehicleId: number } | { uid: UidRange }) & { at: Date },
): Promise<VehicleFacts> {
  const wanted = "vehicleId" in args ? eq(vehicles.id, args.vehicleId) : withinUids(vehicles.uid, args.uid);
  const [vehicle] = await selectVehicles(db, scope, args.at, all(visibleVehicles(scope, args.at, "ever"), wanted), { offset: 0, limit: 1 });
  if (!vehicle) throw notFound("vehicle");
  return vehicle;
}

/** A page of such cars, the newest first, and how many match. */
export async function listVehicleFacts(
  db: Queryable,
  scope: Scope,
  args: VehicleFactsFilter & FactsPage & { at: Date },
): Promise<{ vehicles: VehicleFacts[]; total: number }> {
  const matching = all(
    visibleVehicles(scope, args.at, "ever"),
    withinMoments(vehicles.createdAt, args.created),
    withinMoments(vehicles.updatedAt, args.updated),
    args.vin === undefined ? undefined : eq(sql`upper(${vehicles.vin})`, args.vin.toUpperCase()),
  );
  const [rows, total] = await Promise.all([selectVehicles(db, scope, args.at, matching, args), db.$count(vehicles, matching)]);
  return { vehicles: rows, total };
}

interface OpenFault {
  code: string;
  atMs: number;
}

async function selectVehicles(db: Queryable, scope: Scope, at: Date, matching: SQL, page: FactsPage): Promise<VehicleFacts[]> {
  const isPresent = visibleVehicles(scope, at, "now");
  const rows = await db
    .select({
      ...vehicleFactColumns,
      signals: sql<VehicleSignals | null>`case when ${isPresent} then ${vehicleStates.signals} end`,
      faults: openFaults,
    })
    .from(vehicles)
    .leftJoin(vehicleStates, eq(vehicleStates.vehicleId, vehicles.id))
    .where(matching)
    .orderBy(desc(vehicles.createdAt), desc(vehicles.id))
    .offset(page.offset)
    .limit(page.limit);
  return rows.map(({ faults, signals, ...row }) => ({ ...row, signals: signals && withFirstReports(signals, faults) }));
}

/** What is stored of each open fault of a car: since when. */
const openFaults = sql<OpenFault[]>`(
  select coalesce(json_agg(json_build_object('code', ${dtcEpisodes.code},
    'atMs', extract(epoch from coalesce(${dtcEpisodes.storedAt}, ${dtcEpisodes.openedAt})) * 1000)), '[]')
  from ${dtcEpisodes} where ${all(eq(dtcEpisodes.vehicleId, vehicles.id), isNull(dtcEpisodes.closedAt))})`;

/** Adapters repeat their codes; a code that the worker has not yet followed keeps the moment of its newest report. */
function withFirstReports(signals: VehicleSignals, faults: readonly OpenFault[]): VehicleSignals {
  if (!signals.dtcs) return signals;
  const since = new Map(faults.map(({ code, atMs }) => [code, Number(atMs)]));
  return { ...signals, dtcs: signals.dtcs.map((dtc) => ({ ...dtc, atMs: since.get(dtc.code) ?? dtc.atMs })) };
}

/** A fault code that lit the lamp (was confirmed) or went out. */
export interface MilChange {
  code: string;
  on: boolean;
  at: Date;
}

/** A page of what happened to the lamps of the cars that are visible now, the newest first, and how many there are. */
export async function listMilHistory(
  db: Queryable,
  scope: Scope,
  args: { at: Date; uid?: UidRange | undefined } & FactsPage,
): Promise<{ changes: MilChange[]; total: number }> {
  const ofCars = all(
    visibleVehicles(scope, args.at, "now"),
    isNotNull(dtcEpisodes.storedAt),
    args.uid && withinUids(vehicles.uid, args.uid),
  );
  const changes = sql`
    from ${dtcEpisodes} join ${vehicles} on ${eq(vehicles.id, dtcEpisodes.vehicleId)}
    cross join lateral (values (true, ${dtcEpisodes.storedAt}), (false, ${dtcEpisodes.closedAt})) as change (is_on, at)
    where ${ofCars} and change.at is not null`;
  const [rows, counted] = await Promise.all([
    db.execute<{ code: string; on: boolean; ms: number }>(sql`
      select ${dtcEpisodes.code} as code, change.is_on as "on", (extract(epoch from change.at) * 1000)::float8 as ms ${changes}
      order by change.at desc, ${dtcEpisodes.id} desc, change.is_on offset ${args.offset} limit ${args.limit}`),
    db.execute<{ total: number }>(sql`select count(*)::int as total ${changes}`),
  ]);
  return { changes: rows.map(({ code, on, ms }) => ({ code, on, at: new Date(ms) })), total: counted[0]?.total ?? 0 };
}

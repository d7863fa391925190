/** Streets by position, as the configured service answered: public facts that belong to no account. */
import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Queryable } from "#db/queries/visibility.ts";
import { streetAddresses } from "#db/schema/trips.ts";
import type { Address } from "#server/domain/trips/places/address.ts";

/** A position in 1/10,000 degree. */
export interface StreetKey {
  latE4: number;
  lonE4: number;
}

/** Of an account's trips only so many of the newest are looked through, so that the question costs the same however many there are. */
const newestTrips = 500;

/** Where trips of all accounts that started since a moment begin or end and it was not asked yet which street that is, the newest first. */
export async function listUnaskedStreets(db: Queryable, args: { since: Date; limit: number }): Promise<StreetKey[]> {
  const rows = await db.execute<{ lat: number; lon: number }>(sql`
    select lat, lon from accounts a
    cross join lateral (
      select started_at, start_lat, start_lon, end_lat, end_lon from trips
      where account_id = a.id and started_at > ${args.since.toISOString()}::timestamptz and status = 'finished'
      order by started_at desc nulls last, id desc nulls last limit ${newestTrips}
    ) t
    cross join lateral (values
      (round(start_lat * 10000)::int, round(start_lon * 10000)::int),
      (round(end_lat * 10000)::int, round(end_lon * 10000)::int)
    ) as ends(lat, lon)
    where lat is not null and lon is not null and not exists (
      select from ${streetAddresses} s where s.lat_e4 = ends.lat and s.lon_e4 = ends.lon)
    group by lat, lon order by max(started_at) desc limit ${args.limit}`);
  return rows.map(({ lat, lon }) => ({ latE4: lat, lonE4: lon }));
}

/** Stores what the service answered; null: it knows none there. */
export async function storeStreet(db: Queryable, { latE4, lonE4 }: StreetKey, address: Address | null, at: Date): Promise<void> {
  const answer = { address, askedAt: at };
  await db
    .insert(streetAddresses)
    .values({ latE4, lonE4, ...answer })
    .onConflictDoUpdate({ target: [streetAddresses.latE4, streetAddresses.lonE4], set: answer });
}

/** The street at a row's position, "Arbor Vitae Street"; else the quarter of its town, if it has one: not asked, or there is none. */
export function streetAt(lat: AnyPgColumn, lon: AnyPgColumn, quarter: AnyPgColumn): SQL<string | null> {
  return sql<string | null>`coalesce((select s.address ->> 'streetName' from ${streetAddresses} s
    where s.lat_e4 = round(${lat} * 10000)::int and s.lon_e4 = round(${lon} * 10000)::int), ${quarter})`;
}

/** The columns that the facts of a trip are made of, and how. */
import { eq, type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, alias } from "drizzle-orm/pg-core";
import { vehicleFactColumns } from "#db/queries/vehicles/vehicle-facts.ts";
import { accounts, users } from "#db/schema/accounts.ts";
import { tripEvents } from "#db/schema/driving-events.ts";
import { reportCards } from "#db/schema/scoring.ts";
import { streetAddresses, trips, tripTags } from "#db/schema/trips.ts";
import { deviceAssignments, vehicles } from "#db/schema/vehicles.ts";
import type { TripEnd, TripFacts, VehicleFacts } from "#server/domain/automatic/facts.ts";
import { scoreEvents, scoreSpeeding } from "#server/domain/automatic/scores.ts";
import type { Address } from "#server/domain/trips/places/address.ts";
import { addressOfTown } from "#server/domain/trips/places/address-of-town.ts";
import type { TripEvent } from "#server/domain/trips/trip.ts";
import { type FuelPrices, fuelCostUsd, type UsedEnergy } from "#server/domain/vehicles/fuel-cost.ts";

export const startStreet = alias(streetAddresses, "start_street");
export const endStreet = alias(streetAddresses, "end_street");

/** Streets are kept by position rounded to 1/10,000 degree. */
export function isStreetOf(street: typeof startStreet | typeof endStreet, lat: AnyPgColumn, lon: AnyPgColumn): SQL {
  return sql`${street.latE4} = round(${lat} * 10000)::int and ${street.lonE4} = round(${lon} * 10000)::int`;
}

/** The first fix of a trip is its start and the last one its end; further away than this they are not looked for. */
const fixWithin = sql`interval '2 minutes'`;
const fitsAssignment = sql`(a.valid_from is null or s.at >= a.valid_from) and (a.valid_to is null or s.at < a.valid_to)`;

/** Metres, as the adapter told it of the fix at an end of the trip. */
function accuracyAt(lat: AnyPgColumn, lon: AnyPgColumn, span: SQL, order: SQL): SQL<number | null> {
  return sql`(
    select fix.accuracy_m from ${deviceAssignments} a cross join lateral (
      select s.at, s.accuracy_m from samples s
      where s.device_id = a.device_id and s.at between ${span} and s.lat = ${lat} and s.lon = ${lon} and ${fitsAssignment}
      order by s.at ${order} limit 1
    ) fix
    where a.vehicle_id = ${trips.vehicleId} order by fix.at ${order} limit 1)`;
}

type StoredEvent = Omit<TripEvent, "position"> & { lat: number | null; lon: number | null };

const events = sql<StoredEvent[]>`(
  select coalesce(json_agg(json_build_object('kind', e.kind, 'basis', e.basis, 'atMs', extract(epoch from e.at) * 1000,
    'endedAtMs', extract(epoch from e.ended_at) * 1000, 'lat', e.lat, 'lon', e.lon, 'peak', e.peak, 'tier', e.tier,
    'startDistanceM', e.start_distance_m, 'endDistanceM', e.end_distance_m) order by e.at, e.id), '[]')
  from ${tripEvents} e where e.trip_id = ${trips.id} and e.basis = 'counter')`;

const start = {
  at: trips.startedAt,
  lat: trips.startLat,
  lon: trips.startLon,
  accuracyM: accuracyAt(
    trips.startLat,
    trips.startLon,
    sql`${trips.startedAt} and least(${trips.endedAt}, ${trips.startedAt} + ${fixWithin})`,
    sql`asc`,
  ),
  street: startStreet.address,
  town: trips.startPlace,
  quarter: trips.startQuarter,
  timeZone: trips.startTimeZone,
};

const end = {
  at: trips.endedAt,
  lat: trips.endLat,
  lon: trips.endLon,
  accuracyM: accuracyAt(
    trips.endLat,
    trips.endLon,
    sql`greatest(${trips.startedAt}, ${trips.endedAt} - ${fixWithin}) and ${trips.endedAt}`,
    sql`desc`,
  ),
  street: endStreet.address,
  town: trips.endPlace,
  quarter: trips.endQuarter,
  timeZone: trips.endTimeZone,
};

/** Of trips joined with their vehicles and accounts and, where there are any, users of drivers, report cards and streets. */
export const tripFactColumns = {
  uid: trips.uid,
  vehicle: vehicleFactColumns,
  driverUserUid: users.uid,
  start,
  end,
  distanceM: trips.distanceM,
  durationS: trips.durationS,
  idlingS: trips.idlingS,
  over70MphS: trips.over70MphS,
  over75MphS: trips.over75MphS,
  over80MphS: trips.over80MphS,
  hardBrakes: trips.hardBrakes,
  hardAccels: trips.hardAccels,
  used: { fuelL: trips.fuelL, energyKwh: trips.energyKwh, fuelType: vehicles.fuelType },
  prices: {
    currency: accounts.currency,
    pricePerLGasoline: accounts.pricePerLGasoline,
    pricePerLDiesel: accounts.pricePerLDiesel,
    pricePerKwh: accounts.pricePerKwh,
    usdPerCurrency: accounts.usdPerCurrency,
  },
  epaKmPerL: vehicles.epaKmPerL,
  hbr: reportCards.hbr,
  hac: reportCards.hac,
  spd: reportCards.spd,
  cityFraction: trips.cityFraction,
  highwayFraction: trips.highwayFraction,
  nightFraction: trips.nightFraction,
  path: trips.polyline,
  events,
  tags: sql<string[]>`array(select ${tripTags.tag} from ${tripTags} where ${eq(tripTags.tripId, trips.id)} order by 1)`,
};

type SelectedEnd = Omit<TripEnd, "position" | "address"> & {
  lat: number | null;
  lon: number | null;
  street: Address | null;
  town: string | null;
  quarter: string | null;
};

type SelectedTrip = Omit<TripFacts, "vehicle" | "start" | "end" | "fuelL" | "fuelCostUsd" | "scoreEvents" | "scoreSpeeding" | "events"> & {
  vehicle: Omit<VehicleFacts, "signals">;
  start: SelectedEnd;
  end: SelectedEnd;
  used: UsedEnergy;
  prices: FuelPrices;
  hbr: number | null;
  hac: number | null;
  spd: number | null;
  events: StoredEvent[];
};

export function toTripFacts({
  vehicle,
  start: from,
  end: to,
  used,
  prices,
  hbr,
  hac,
  spd,
  events: stored,
  ...trip
}: SelectedTrip): TripFacts {
  return {
    ...trip,
    vehicle: { ...vehicle, signals: null },
    start: toEnd(from),
    end: toEnd(to),
    fuelL: used.fuelL,
    fuelCostUsd: fuelCostUsd(used, prices),
    scoreEvents: scoreEvents(hbr, hac),
    scoreSpeeding: scoreSpeeding(spd),
    events: stored.map(({ lat, lon, ...event }) => ({ ...event, position: toPosition(lat, lon) })),
  };
}

function toEnd({ lat, lon, street, town, quarter, ...end }: SelectedEnd): TripEnd {
  return { ...end, position: toPosition(lat, lon), address: street ?? addressOfTown(town, quarter) };
}

const toPosition = (lat: number | null, lon: number | null) => (lat === null || lon === null ? null : { lat, lon });

import { z } from "zod";
import { getCarbonFactors } from "#db/queries/accounts/accounts.ts";
import { listTripSamples } from "#db/queries/telemetry/sample-points.ts";
import { getTripFigures, listTripFigures } from "#db/queries/trips/trip-figures.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { CarnotFamily, RouteDeps } from "./deps.ts";
import { kmPerL, maybe, moment, pathId, points } from "./fields.ts";
import { highestFirst, pageQuery, readPage } from "./paginate.ts";
import { toReportCard, toRoute, toTripDetails, toTripGraph, toTripOverview, toTripRow } from "./to-trip.ts";

const errors = ["not_found"] as const;

const mileage = maybe.meta({ description: "km a litre" });
const instant = maybe.meta({ description: "Mileage of this moment, km a litre: 0 standing with the engine on, null when unknown." });
const score = maybe.meta({ description: "0 to 100; null when the trip could not be scored." });
const position = { lat: maybe, lon: maybe };

const tripRow = z.object({
  id: z.int(),
  device: z.int().nullable().meta({ description: "The adapter that recorded it; null when it is gone." }),
  trip_id: z.int().meta({ description: "The same as id: adapters do not number trips here." }),
  message_id: z.int().meta({ description: "How many moments were recorded, which would number the last one." }),
  hard_acceleration_count: z.int(),
  hard_break_count: z.int(),
  trip_distance: z.number().meta({ description: "km" }),
  trip_time: z.int().meta({ description: "s" }),
  avg_speed: z.number().meta({ description: "km/h, standing included" }),
  avg_mileage: mileage,
  total_CO2_emitted: maybe.meta({ description: "kg, by the account's factors; null without known fuel or electricity" }),
});

const details = z.object({
  user: z.int().nullable().meta({ description: "The driver; null for a trip that is nobody's." }),
  car: z.int(),
  start_time: moment,
  end_time: moment,
  trip_time: z.int(),
  distance: z.number(),
  avg_speed: z.number(),
  avg_mileage: mileage,
  drive_score: score,
  start_lat: maybe,
  start_lon: maybe,
  end_lat: maybe,
  end_lon: maybe,
  route: z.array(z.object({ id: z.int(), sts: moment, mil: instant, ...position })),
});

const aboutRoute = `The route has the recorded moments whose position is known, those of a long trip thinned evenly to at most 2,000;
their ids are those of /data/obd. A trip that still goes on ends with what is known of it.`;

/** Trips: lists, figures, report cards, ways. */
export function declareTrips(api: CarnotFamily, deps: RouteDeps): void {
  const { db, publicUrl } = deps;
  const readTrip = (scope: Scope, tripId: number) => getTripFigures(db, scope, { tripId });

  api.get(
    "/data/trips",
    { summary: "All trips", description: highestFirst, query: pageQuery, ok: z.array(tripRow) },
    async ({ scope, query: page, context }) => {
      const read = (ids: typeof page) => listTripFigures(db, scope, { page: ids });
      const [trips, factors] = await Promise.all([
        readPage({ page, context, publicUrl }, "before", ({ id }) => id, read),
        getCarbonFactors(db, scope),
      ]);
      return trips.map((trip) => toTripRow(trip, factors));
    },
  );
  const readDetails = async (scope: Scope, tripId: number) => {
    const trip = await readTrip(scope, tripId);
    return { ...toTripDetails(trip), route: toRoute(await listTripSamples(db, scope, { tripId, kind: "route" }), trip.fuelType) };
  };
  api.get("/data/trips/{id}", { summary: "A trip", description: aboutRoute, params: pathId, ok: details, errors }, ({ scope, params }) =>
    readDetails(scope, params.id),
  );
  api.get(
    "/data/trips/{id}/details",
    { summary: "A trip, under its other address", description: aboutRoute, params: pathId, ok: details, errors },
    ({ scope, params }) => readDetails(scope, params.id),
  );
  declareParts(api, deps);
}

function declareParts(api: CarnotFamily, { db }: RouteDeps): void {
  api.get(
    "/data/trips/{id}/overview",
    {
      summary: "A trip in short",
      params: pathId,
      ok: z.object({ car: z.int(), start_time: moment, start_lat: maybe, start_lon: maybe, avg_mileage: mileage, drive_score: score }),
      errors,
    },
    async ({ scope, params }) => toTripOverview(await getTripFigures(db, scope, { tripId: params.id })),
  );
  api.get(
    "/data/trips/{id}/reportcard",
    {
      summary: "A trip's report card",
      description: `Points of 0 to 20 for hard braking, speeding, idling, the clutch and hard acceleration, and the score of 0 to 100. A
part that could not be measured is left out, and with no part left the score is null.`,
      params: pathId,
      ok: z.object({
        hbr_points: points,
        spd_points: points,
        idl_points: points,
        clt_points: points,
        hac_points: points,
        drive_score: score,
      }),
      errors,
    },
    async ({ scope, params }) => toReportCard(await getTripFigures(db, scope, { tripId: params.id })),
  );
  api.get(
    "/data/trips/{id}/graph",
    {
      summary: "A trip's mileage as a graph",
      description: "The recorded moments whose mileage is known, those of a long trip thinned evenly to at most 2,000.",
      params: pathId,
      ok: z.object({ graph: z.array(z.object({ id: z.int(), sts: moment, mil: instant })), avg_mileage: mileage }),
      errors,
    },
    async ({ scope, params }) => {
      const { distanceM, fuelL, fuelType } = await getTripFigures(db, scope, { tripId: params.id });
      const samples = await listTripSamples(db, scope, { tripId: params.id, kind: "fuel" });
      return { graph: toTripGraph(samples, fuelType), avg_mileage: kmPerL(distanceM, fuelL) };
    },
  );
}

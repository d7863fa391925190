import { z } from "zod";
import { getCarbonFactors } from "#db/queries/accounts/accounts.ts";
import { getVehicleRollup } from "#db/queries/scoring/rollups.ts";
import { getVehicleCard } from "#db/queries/vehicles/vehicle-cards.ts";
import type { Scope } from "#server/domain/scope.ts";
import { toIso } from "#server/domain/time.ts";
import type { TripPoint } from "#server/domain/trips/rollup.ts";
import { carbonKg } from "#server/domain/vehicles/carbon.ts";
import type { CarnotFamily, RouteDeps } from "./deps.ts";
import { km, kmPerL, maybe, moment, pathId, roundOrNull } from "./fields.ts";

const errors = ["not_found"] as const;

const carbon = maybe.meta({
  description: "kg CO₂ of the trips whose fuel or electricity is known, by the account's factors; null when none is.",
});

const graphBody = z.object({
  graph: z.array(
    z.object({
      d: z.number().meta({ description: "Distance, km" }),
      t: z.int().meta({ description: "Duration, s" }),
      m: maybe.meta({ description: "Mileage, km a litre" }),
      id: z.int().meta({ description: "The trip" }),
      sts: moment.meta({ description: "When it started" }),
    }),
  ),
});

/** What a car has driven and used, from the sums the pipeline keeps. */
export function declareCarFigures(api: CarnotFamily, deps: RouteDeps): void {
  declareSums(api, deps);
  declareGraphs(api, deps);
}

function declareSums(api: CarnotFamily, { db, now }: RouteDeps): void {
  const readFootprint = async (scope: Scope, vehicleId: number) => {
    const [{ totals }, { fuelType }, factors] = await Promise.all([
      getVehicleRollup(db, scope, { vehicleId, at: now() }),
      getVehicleCard(db, scope, { vehicleId, at: now(), reach: "now" }),
      getCarbonFactors(db, scope),
    ]);
    return { totals, carbonFp: roundOrNull(carbonKg(totals, fuelType, factors), 3) };
  };

  api.get(
    "/cars/{id}/statistics",
    {
      summary: "A car's statistics",
      description: "Sums over all its finished trips. The mileage is over those whose fuel is known.",
      params: pathId,
      ok: z.object({
        total_time: z.int().meta({ description: "s" }),
        total_trips: z.int(),
        avg_mileage: maybe.meta({ description: "km a litre" }),
        total_distance: z.number().meta({ description: "km" }),
        carbon_fp: carbon,
      }),
      errors,
    },
    async ({ scope, params }) => {
      const { totals, carbonFp } = await readFootprint(scope, params.id);
      return {
        total_time: Math.round(totals.durationS),
        total_trips: totals.trips,
        avg_mileage: kmPerL(totals.fuelDistanceM, totals.fuelL),
        total_distance: km(totals.distanceM),
        carbon_fp: carbonFp,
      };
    },
  );
  api.get(
    "/cars/{id}/carbonfp",
    { summary: "A car's carbon footprint", params: pathId, ok: z.object({ carbon_fp: carbon }), errors },
    async ({ scope, params }) => ({ carbon_fp: (await readFootprint(scope, params.id)).carbonFp }),
  );
}

function declareGraphs(api: CarnotFamily, { db, now }: RouteDeps): void {
  const readGraph = async (scope: Scope, vehicleId: number) => {
    const { points } = await getVehicleRollup(db, scope, { vehicleId, at: now() });
    return { graph: points.map(toGraphPoint) };
  };
  const newest = "The newest 1,000 finished trips, oldest first; for a driver those of them that are theirs.";
  const graphOf = { params: pathId, ok: graphBody, errors };
  api.get("/cars/{id}/graphs", { summary: "A car's trips as a graph", description: newest, ...graphOf }, ({ scope, params }) =>
    readGraph(scope, params.id),
  );
  api.get(
    "/graphs/{id}",
    { summary: "A car's trips as a graph, under its older address", description: `The ID is the car's. ${newest}`, ...graphOf },
    ({ scope, params }) => readGraph(scope, params.id),
  );
}

function toGraphPoint({ tripId, startedAtMs, distanceM, durationS, fuelL }: TripPoint) {
  return { d: km(distanceM), t: Math.round(durationS), m: kmPerL(distanceM, fuelL), id: tripId, sts: toIso(startedAtMs) };
}

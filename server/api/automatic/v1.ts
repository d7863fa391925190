import { z } from "zod";
import { getUserFacts } from "#db/queries/accounts/user-facts.ts";
import { getTripFacts, listTripFacts } from "#db/queries/trips/trip-facts.ts";
import { getVehicleFacts, listVehicleFacts } from "#db/queries/vehicles/vehicle-facts.ts";
import { toV1Trip } from "#server/domain/automatic/to-v1-trip.ts";
import { toV1User } from "#server/domain/automatic/to-v1-user.ts";
import { toV1Vehicle } from "#server/domain/automatic/to-v1-vehicle.ts";
import { grantOf } from "./auth.ts";
import type { AutomaticFamily, RouteDeps } from "./deps.ts";
import { tripId, vehicleId } from "./filters.ts";
import { momentQuery } from "./moment-query.ts";
import { linkV1Pages, toV1Range, v1PageQuery } from "./v1-paginate.ts";
import { v1Trip, v1User, v1Vehicle } from "./v1-shapes.ts";
import { viewerOf } from "./viewer.ts";

const aboutPages = "Newest first. The header Link names the pages around this one: next, previous, first and last.";

const tripsQuery = v1PageQuery.extend({ start: momentQuery, end: momentQuery });

/** Version 1: lists are bare arrays, moments are epoch milliseconds, volumes US gallons. */
export function declareV1(api: AutomaticFamily, deps: RouteDeps): void {
  declareTrips(api, deps);
  declareVehicles(api, deps);
  api.get(
    "/v1/user",
    { summary: "Who the token stands for (version 1)", description: "The id alone without scope:user:profile.", ok: v1User },
    async ({ scope }) => toV1User(await getUserFacts(deps.db, scope, grantOf(scope)), viewerOf(scope, deps)),
  );
}

function declareTrips(api: AutomaticFamily, deps: RouteDeps): void {
  const { db, base } = deps;
  api.get(
    "/v1/trips",
    {
      summary: "Trips (version 1)",
      description: `${aboutPages} Needs scope:trip.`,
      query: tripsQuery,
      ok: z.array(v1Trip),
      errors: ["forbidden"],
    },
    async ({ scope, query, context }) => {
      const viewer = viewerOf(scope, deps, "scope:trip");
      const { trips, total } = await listTripFacts(db, scope, { started: { from: query.start, to: query.end }, ...toV1Range(query) });
      linkV1Pages({ context, address: `${base}/v1/trips`, query, names: Object.keys(tripsQuery.shape) }, total);
      return trips.map((trip) => toV1Trip(trip, viewer));
    },
  );
  const one = { description: "Needs scope:trip.", params: tripId, ok: v1Trip, errors: ["forbidden", "not_found"] } as const;
  const summaries = { "/v1/trips/{id}": "A trip (version 1)", "/v1/trip/{id}": "A trip (version 1), as some clients ask for it" };
  for (const [path, summary] of Object.entries(summaries)) {
    api.get(path, { summary, ...one }, async ({ scope, params: { id } }) => {
      const viewer = viewerOf(scope, deps, "scope:trip");
      return toV1Trip(await getTripFacts(db, scope, { uid: id }), viewer);
    });
  }
}

function declareVehicles(api: AutomaticFamily, deps: RouteDeps): void {
  const { db, base, now } = deps;
  const withoutProfile = "Address and id alone without scope:vehicle:profile.";
  api.get(
    "/v1/vehicles",
    { summary: "Vehicles (version 1)", description: `${aboutPages} ${withoutProfile}`, query: v1PageQuery, ok: z.array(v1Vehicle) },
    async ({ scope, query, context }) => {
      const viewer = viewerOf(scope, deps);
      const { vehicles, total } = await listVehicleFacts(db, scope, { at: now(), ...toV1Range(query) });
      linkV1Pages({ context, address: `${base}/v1/vehicles`, query, names: Object.keys(v1PageQuery.shape) }, total);
      return vehicles.map((vehicle) => toV1Vehicle(vehicle, viewer));
    },
  );
  api.get(
    "/v1/vehicles/{id}",
    {
      summary: "A vehicle (version 1)",
      description: withoutProfile,
      params: vehicleId,
      ok: v1Vehicle,
      errors: ["not_found"],
    },
    async ({ scope, params: { id } }) => toV1Vehicle(await getVehicleFacts(db, scope, { uid: id, at: now() }), viewerOf(scope, deps)),
  );
}

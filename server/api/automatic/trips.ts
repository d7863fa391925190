import { z } from "zod";
import { getTripId, getTripTag, type TripTag } from "#db/queries/trips/tags.ts";
import { getTripFacts, listTripFacts } from "#db/queries/trips/trip-facts.ts";
import type { Call } from "#server/api/family.ts";
import { tagTrip, untagTrip } from "#server/commands/trips/tag-trip.ts";
import { toTrip } from "#server/domain/automatic/to-trip.ts";
import type { GrantScope } from "#server/domain/scope.ts";
import { toIso } from "#server/domain/time.ts";
import type { AutomaticFamily, RouteDeps } from "./deps.ts";
import { anyOf, ofVehicle, tagOfTrip, tripId } from "./filters.ts";
import { momentQuery } from "./moment-query.ts";
import { answerPage, pageOf, pageQuery } from "./paginate.ts";
import * as shapes from "./shapes.ts";
import { requireSelf, userId } from "./users.ts";
import { viewerOf } from "./viewer.ts";

const errors = ["forbidden", "not_found"] as const;

const aboutTrips = `Finished trips, the newest first. score_events is 50 × the share of points that the report card gives for braking and
accelerating (of what was measured), score_speeding the same for speeding. fuel_cost_usd comes from the prices the account sets, in
dollars by a rate it sets. An accuracy that was not recorded is given as the usual one of a receiver. hard_brake and hard_accel are
changes of more than 11 km/h in a second, speeding is above 70, 75 and 80 mph. Positions of events need scope:location too.`;

const tripQuery = z.object({
  started_at__gte: momentQuery,
  started_at__lte: momentQuery,
  ended_at__gte: momentQuery,
  ended_at__lte: momentQuery,
  vehicle: ofVehicle,
  tags__in: anyOf,
  ...pageQuery.shape,
});

/** Trips and what they are tagged. */
export function declareTrips(api: AutomaticFamily, deps: RouteDeps): void {
  const { db, base } = deps;
  const answerTrips = async ({ scope, query, context }: Call<GrantScope, unknown, z.output<typeof tripQuery>, unknown>) => {
    const viewer = viewerOf(scope, deps, "scope:trip");
    const filter = {
      started: { from: query.started_at__gte, to: query.started_at__lte },
      ended: { from: query.ended_at__gte, to: query.ended_at__lte },
      vehicle: query.vehicle,
      tags: query.tags__in,
    };
    return answerPage({ context, base, query, schema: tripQuery }, async (page) => {
      const { trips, total } = await listTripFacts(db, scope, { ...filter, ...page });
      return { results: trips.map((trip) => toTrip(trip, viewer)), total };
    });
  };
  const list = { query: tripQuery, ok: pageOf(shapes.trip), errors };
  api.get("/trip", { summary: "Trips", description: aboutTrips, ...list }, answerTrips);
  api.get("/user/{id}/trip", { summary: "Trips, under the person's address", params: userId, ...list }, async (call) => {
    requireSelf(call.scope, call.params.id);
    return answerTrips(call);
  });
  api.get("/trip/{id}", { summary: "A trip", params: tripId, ok: shapes.trip, errors }, async ({ scope, params }) => {
    const viewer = viewerOf(scope, deps, "scope:trip");
    return toTrip(await getTripFacts(db, scope, { uid: params.id }), viewer);
  });
  declareTripTags(api, deps);
}

const toTripTag = ({ tag, createdAt }: TripTag) => ({ tag, created_at: toIso(createdAt.getTime()) });

function declareTripTags(api: AutomaticFamily, deps: RouteDeps): void {
  const { db } = deps;
  const findTrip = (scope: GrantScope, uid: z.output<typeof tripId>["id"]) => {
    viewerOf(scope, deps, "scope:trip");
    return getTripId(db, scope, { uid });
  };
  api.post(
    "/trip/{id}/tag",
    {
      summary: "Tag a trip",
      description: "Only business can be set. Once more changes nothing and gives the first moment. Viewers may not.",
      params: tripId,
      body: z.object({ tag: z.string().max(100).meta({ example: "business" }) }),
      form: true,
      ok: shapes.tripTag,
      errors: [...errors, "unprocessable"],
    },
    async ({ scope, params, body }) => toTripTag(await tagTrip(deps, scope, { tripId: await findTrip(scope, params.id), tag: body.tag })),
  );
  api.get(
    "/trip/{id}/tag/{tag}",
    { summary: "A tag of a trip", params: tagOfTrip, ok: shapes.tripTag, errors },
    async ({ scope, params }) => toTripTag(await getTripTag(db, scope, { tripId: await findTrip(scope, params.id), tag: params.tag })),
  );
  api.delete(
    "/trip/{id}/tag/{tag}",
    { summary: "Take a tag away", description: "Viewers may not.", params: tagOfTrip, ok: z.object({}), errors },
    async ({ scope, params }) => {
      await untagTrip(deps, scope, { tripId: await findTrip(scope, params.id), tag: params.tag });
      return {};
    },
  );
}

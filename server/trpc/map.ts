import { listTripLines } from "#db/queries/trips/polylines.ts";
import { tileBounds } from "#server/domain/tiles.ts";
import { toKnownRoads } from "#server/domain/trips/known-roads.ts";
import { listTowns } from "#server/places/list-towns.ts";
import { router, scopedProcedure } from "./init.ts";
import { tileInput } from "./map.input.ts";

/** More names than this do not fit a tile. */
const townsPerTile = 12;
/** How many trips teach the map its streets. */
const roadTrips = 250;

/** What the built-in map shows besides coasts and borders, when there is no tile server. */
export const mapRouter = router({
  towns: scopedProcedure.input(tileInput).query(({ input }) => listTowns(tileBounds(input), townsPerTile)),

  /** Lines of trips this person may see, as encoded polylines: the map draws the streets the fleet knows. */
  roads: scopedProcedure.query(async ({ ctx }) => toKnownRoads(await listTripLines(ctx.deps.db, ctx.scope, { limit: roadTrips }))),
});

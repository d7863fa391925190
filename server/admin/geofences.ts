import type { Command } from "commander";
import { type Geofence, listPlainGeofences } from "#db/queries/geofences/geofences.ts";
import { createGeofence } from "#server/commands/geofences/geofences.ts";
import { type AdminContext, addVerb, createNoun } from "./context.ts";
import { findAccountCalled, listFound } from "./find-rows.ts";
import { readNumber, readText, requireText } from "./read-options.ts";

const accountHelp = "the account, by id or name";

export function createGeofenceNoun(context: AdminContext): Command {
  const noun = createNoun("geofence", "places whose border matters; polygons are drawn on the map");
  addVerb(noun, context, "create", "create a round geofence", async ({ deps }, options) => {
    const { scope } = await findAccountCalled(deps, requireText(options, "account"));
    const [lat = 0, lon = 0, radiusM = 0] = ["lat", "lon", "radius"].map((name) => readNumber(options, name));
    return toRow(await createGeofence(deps, scope, { name: requireText(options, "name"), shape: { kind: "circle", lat, lon, radiusM } }));
  })
    .requiredOption("--account <account>", accountHelp)
    .requiredOption("--name <name>", "what it is called")
    .requiredOption("--lat <degrees>", "latitude of its centre")
    .requiredOption("--lon <degrees>", "longitude of its centre")
    .requiredOption("--radius <metres>", "from its centre to its border");
  addVerb(noun, context, "list", "list the geofences of one account or of all", async ({ deps }, options) => {
    const found = await listFound(deps, readText(options, "account"), (scope) => listPlainGeofences(deps.db, scope));
    return found.map(({ row }) => toRow(row));
  }).option("--account <account>", accountHelp);
  return noun;
}

/** One line of a table. */
function toRow({ id, accountId, name, shape }: Geofence) {
  const where = shape.kind === "circle" ? { lat: shape.lat, lon: shape.lon, radiusM: shape.radiusM } : { corners: shape.corners.length };
  return { id, accountId, name, kind: shape.kind, ...where };
}

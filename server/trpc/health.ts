import { type ListedEpisode, listEpisodes } from "#db/queries/health/dtc-episodes.ts";
import { getVehicleCard } from "#db/queries/vehicles/vehicle-cards.ts";
import { type DtcDescription, describeDtc } from "#server/domain/health/dtc/describe.ts";
import { dtcSeverities } from "#server/domain/health/dtc/severity.ts";
import { router, scopedProcedure } from "./init.ts";
import { vehicleInput } from "./vehicles/vehicles.input.ts";

/** A car does not have more open at once, and nobody reads further back. */
const shownFaults = 100;
const shownEpisodes = 100;

export interface OpenFault extends ListedEpisode {
  description: DtcDescription;
}

export const healthRouter = router({
  /** The fault codes of a car: those that are open with what they mean, gravest first, and all there were, newest first. */
  get: scopedProcedure.input(vehicleInput).query(async ({ ctx, input: { vehicleId } }) => {
    const { db, now } = ctx.deps;
    const at = now();
    const [, open, history] = await Promise.all([
      getVehicleCard(db, ctx.scope, { vehicleId, at, reach: "now" }),
      listEpisodes(db, ctx.scope, { vehicleId, at, openOnly: true, limit: shownFaults }),
      listEpisodes(db, ctx.scope, { vehicleId, at, limit: shownEpisodes }),
    ]);
    return { faults: open.flatMap(describe).sort(byGravity), history: history.map(toHistory) };
  }),
});

function describe(episode: ListedEpisode): OpenFault[] {
  const description = describeDtc(episode.code);
  return description ? [{ ...episode, description }] : [];
}

/** Confirmed before pending ones, then by severity, then the newest. */
function byGravity(a: OpenFault, b: OpenFault): number {
  const confirmed = Number(b.storedAt !== null) - Number(a.storedAt !== null);
  const severity = dtcSeverities.indexOf(b.description.severity) - dtcSeverities.indexOf(a.description.severity);
  return confirmed || severity || b.openedAt.getTime() - a.openedAt.getTime();
}

function toHistory({ lat: _lat, lon: _lon, vehicle: _vehicle, ...episode }: ListedEpisode) {
  const description = describeDtc(episode.code);
  return { ...episode, title: description?.title ?? episode.code, severity: description?.severity ?? ("medium" as const) };
}

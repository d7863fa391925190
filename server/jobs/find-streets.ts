import type { Task } from "graphile-worker";
import { findStreets, type StreetDeps } from "#server/commands/trips/geocode.ts";

export const findStreetsJob =
  (deps: StreetDeps): Task =>
  async (_payload, { abortSignal }) => {
    await findStreets(deps, abortSignal);
  };

import type { Task } from "graphile-worker";
import { z } from "zod";
import type { CommandDeps } from "#server/commands/deps.ts";
import { scoreTrips } from "#server/commands/scoring/score-trips.ts";

const payloadSchema = z.object({ vehicleId: z.number().int() });

export const scoreTripsJob =
  (deps: CommandDeps): Task =>
  async (payload) => {
    await scoreTrips(deps, payloadSchema.parse(payload).vehicleId);
  };

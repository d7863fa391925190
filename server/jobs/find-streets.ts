import type { Task } from "graphile-worker";
import { z } from "zod";
import type { CommandDeps } from "#server/commands/deps.ts";
import { findStreets } from "#server/commands/find-streets.ts";

const payloadSchema = z.object({ vehicleId: z.number().int() });

export const findStreetsJob =
  (deps: CommandDeps): Task =>
  async (payload) => {
    await findStreets(deps, payloadSchema.parse(payload).vehicleId);
  };

import type { Task } from "graphile-worker";
import { z } from "zod";
import { watchVehicle } from "#server/commands/alerts/watch-vehicle.ts";
import type { CommandDeps } from "#server/commands/deps.ts";

const payloadSchema = z.object({ vehicleId: z.number().int() });

export const watchVehicleJob =
  (deps: CommandDeps): Task =>
  async (payload) => {
    await watchVehicle(deps, payloadSchema.parse(payload).vehicleId);
  };

import type { Task } from "graphile-worker";
import { z } from "zod";
import type { CommandDeps } from "#server/commands/deps.ts";
import { rollUpVehicle } from "#server/commands/scoring/roll-up-vehicle.ts";

const payloadSchema = z.object({ vehicleId: z.number().int() });

export const rollUpVehicleJob =
  (deps: CommandDeps): Task =>
  async (payload) => {
    await rollUpVehicle(deps, payloadSchema.parse(payload).vehicleId);
  };

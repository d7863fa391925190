import type { Task } from "graphile-worker";
import { z } from "zod";
import type { CommandDeps } from "#server/commands/deps.ts";
import { watchDrive } from "#server/commands/driving-events/watch-drive.ts";

const payloadSchema = z.object({ vehicleId: z.number().int() });

export const watchDriveJob =
  (deps: CommandDeps): Task =>
  async (payload) => {
    await watchDrive(deps, payloadSchema.parse(payload).vehicleId);
  };

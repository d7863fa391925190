import type { Task } from "graphile-worker";
import { z } from "zod";
import type { CommandDeps } from "#server/commands/deps.ts";
import { trackDtcs } from "#server/commands/health/track-dtcs.ts";

const payloadSchema = z.object({ vehicleId: z.number().int() });

export const trackDtcsJob =
  (deps: CommandDeps): Task =>
  async (payload) => {
    await trackDtcs(deps, payloadSchema.parse(payload).vehicleId);
  };

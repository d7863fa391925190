import type { Task } from "graphile-worker";
import { z } from "zod";
import type { CommandDeps } from "#server/commands/deps.ts";
import { awardBadges } from "#server/commands/scoring/award-badges.ts";

const payloadSchema = z.object({ driverId: z.number().int() });

export const awardBadgesJob =
  (deps: CommandDeps): Task =>
  async (payload) => {
    await awardBadges(deps, payloadSchema.parse(payload).driverId);
  };

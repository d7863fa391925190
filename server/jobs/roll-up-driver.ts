import type { Task } from "graphile-worker";
import { z } from "zod";
import type { CommandDeps } from "#server/commands/deps.ts";
import { rollUpDriver } from "#server/commands/scoring/roll-up-driver.ts";

const payloadSchema = z.object({ driverId: z.number().int() });

export const rollUpDriverJob =
  (deps: CommandDeps): Task =>
  async (payload) => {
    await rollUpDriver(deps, payloadSchema.parse(payload).driverId);
  };

import type { Task } from "graphile-worker";
import { z } from "zod";
import type { CommandDeps } from "#server/commands/deps.ts";
import { cutTrips } from "#server/commands/trips/cut-trips.ts";

const payloadSchema = z.object({ vehicleId: z.number().int(), background: z.literal(true).optional() });

export const cutTripsJob =
  (deps: CommandDeps): Task =>
  async (payload) => {
    const { vehicleId, background = false } = payloadSchema.parse(payload);
    await cutTrips(deps, vehicleId, { background });
  };

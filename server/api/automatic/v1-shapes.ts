/** What version 1 answers, for the document of the API. What the token's scopes do not open is left out. */
import { z } from "zod";

const text = z.string().nullable();
const number = z.number().nullable();
const epochMs = z.int().meta({ description: "Epoch milliseconds", example: 1772438400201 });

export const v1User = z.object({
  id: z.string().meta({ example: "U_ffd955ba63db4c25" }),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  email: z.string().optional(),
});

export const v1Vehicle = z.object({
  uri: z.string(),
  id: z.string().meta({ example: "C_8e7b567626c24695" }),
  year: z.int().nullable().optional().meta({ example: 2001 }),
  make: text.optional(),
  model: text.optional(),
  color: text.optional().meta({ example: "#d15fed" }),
  display_name: z.string().optional(),
});

const location = z
  .object({ name: text, display_name: text, lat: z.number(), lon: z.number(), accuracy_m: z.number() })
  .nullable()
  .optional()
  .meta({ description: "Null where no position was measured. Needs scope:location." });

const driveEvent = z.object({
  type: z.enum(["speeding", "hard_accel", "hard_brake"]),
  start_distance_m: z.number().optional().meta({ description: "Speeding: from the start of the trip." }),
  end_distance_m: z.number().optional(),
  start_time: epochMs.optional(),
  end_time: epochMs.optional(),
  velocity_mph: z.number().optional(),
  lat: number.optional().meta({ description: "Hard braking and acceleration, with scope:location." }),
  lon: number.optional(),
  ts: epochMs.optional(),
  g: z.number().optional(),
});

const withBehavior = z.int().optional().meta({ description: "Needs scope:behavior." });

export const v1Trip = z.object({
  uri: z.string(),
  id: z.string().meta({ example: "T_db5c2635ffd945ba" }),
  user: z.object({ id: z.string().meta({ example: "U_ffd955ba63db4c25" }) }),
  vehicle: v1Vehicle,
  start_location: location,
  end_location: location,
  start_time: epochMs,
  start_time_zone: z.string(),
  end_time: epochMs,
  end_time_zone: z.string(),
  path: text.optional().meta({ description: "Encoded polyline; null without positions. Needs scope:location." }),
  distance_m: z.number(),
  hard_accels: withBehavior,
  hard_brakes: withBehavior,
  duration_over_80_s: withBehavior,
  duration_over_75_s: withBehavior,
  duration_over_70_s: withBehavior,
  fuel_cost_usd: number.meta({ description: "Null without known fuel, or a price of the account's." }),
  fuel_volume_gal: number,
  average_mpg: number,
  drive_events: z.array(driveEvent).optional().meta({ description: "Needs scope:vehicle:events." }),
});

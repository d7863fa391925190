import { z } from "zod";
import { tripTagNames } from "#server/domain/automatic/tags.ts";
import { maxListedTrips, tripPageSize, tripSorts } from "#server/domain/trips/trip-list.ts";
import { idInput } from "./vehicles/vehicles.input.ts";

const tripStatuses = ["open", "finished"] as const;

const day = z.iso.date();
const score = z.number().min(0).max(100);

/** A page of trips; all filters must match. */
export const tripListInput = z.strictObject({
  search: z.string().trim().max(100).optional(),
  vehicleId: idInput.optional(),
  driverId: idInput.optional(),
  /** Local days where the trip started, both inclusive. */
  fromDay: day.optional(),
  toDay: day.optional(),
  status: z.enum(tripStatuses).optional(),
  minScore: score.optional(),
  maxScore: score.optional(),
  tag: z.enum(tripTagNames).optional(),
  withEvents: z.boolean().optional(),
  sort: z.enum(tripSorts).default("date"),
  descending: z.boolean().default(true),
  offset: z.number().int().min(0).max(maxListedTrips).default(0),
  limit: z.number().int().min(1).max(100).default(tripPageSize),
});

export const tripInput = z.strictObject({ tripId: idInput });

export const tripTagInput = tripInput.extend({ tag: z.enum(tripTagNames), tagged: z.boolean() });

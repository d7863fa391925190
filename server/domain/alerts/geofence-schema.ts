import { z } from "zod";
import type { GeofenceShape } from "./alert.ts";
import { cornerLimits, findShapeProblem, leastAreaM2, radiusLimitsM } from "./geofence-limits.ts";

const lat = z.number().min(-85).max(85);
const lon = z.number().min(-180).max(180);

/** What a geofence may look like; a message for each thing it may not. */
export const geofenceShape: z.ZodType<GeofenceShape> = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("circle"), lat, lon, radiusM: z.number().min(radiusLimitsM.min).max(radiusLimitsM.max) }),
    z.strictObject({
      kind: z.literal("polygon"),
      corners: z
        .array(z.tuple([lat, lon]))
        .min(cornerLimits.min)
        .max(cornerLimits.max),
    }),
  ])
  .superRefine((shape, context) => {
    const problem = findShapeProblem(shape);
    if (problem && problem !== "radius" && problem !== "corners") context.addIssue({ code: "custom", message: refusals[problem] });
  });

const refusals = {
  meridian: "must not cross the 180th meridian: draw one on each side",
  crossing: "must not cross its own sides",
  area: `encloses less than ${leastAreaM2} square metres`,
};

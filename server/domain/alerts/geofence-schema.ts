import { z } from "zod";
import type { GeofenceShape } from "./alert.ts";
import { boundsOf } from "./geofence.ts";

/** The least radius a GPS can tell apart from its own noise, and the most, m. */
export const radiusLimitsM = { min: 25, max: 200_000 } as const;
export const maxCorners = 200;
/** A polygon with less area than this is a line, m². */
const leastAreaM2 = 500;

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
        .min(3)
        .max(maxCorners),
    }),
  ])
  .superRefine((shape, context) => {
    const refuse = (message: string) => context.addIssue({ code: "custom", message });
    if (shape.kind !== "polygon") return;
    const { west, east, areaM2 } = boundsOf(shape);
    if (east - west > 180) refuse("must not cross the 180th meridian: draw one on each side");
    else if (areaM2 < leastAreaM2) refuse(`encloses less than ${leastAreaM2} square metres`);
  });

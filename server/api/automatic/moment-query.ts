import { z } from "zod";
import { readMoment } from "#server/domain/automatic/read-moment.ts";

/** A moment in a query. The end it is of belongs to what is asked for. */
export const momentQuery = z
  .string()
  .transform((text, context) => {
    const at = readMoment(text);
    if (at) return at;
    context.addIssue({ code: "custom", message: "Send epoch seconds or milliseconds." });
    return z.NEVER;
  })
  .optional()
  .meta({ description: "Epoch seconds (decimals allowed) or milliseconds, inclusive.", example: "1772438400" });

import { z } from "zod";

export const tileInput = z
  .strictObject({ z: z.int().min(0).max(16), x: z.int().min(0), y: z.int().min(0) })
  .refine(({ z: zoom, x, y }) => x < 2 ** zoom && y < 2 ** zoom, "No such tile.");

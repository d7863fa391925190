import { z } from "zod";
import type { Rendering } from "#server/api/family-errors.ts";

export const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string(), request_id: z.string() }) });

export const rendering: Rendering = {
  ok: (data) => data as object,
  error: ({ code, status, message, requestId }) => ({ status, body: { error: { code, message, request_id: requestId } } }),
};

import { z } from "zod";
import type { ShownError } from "../family-errors.ts";

export const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string(), request_id: z.string() }) });

export function renderError({ code, message, requestId }: ShownError): z.input<typeof errorBody> {
  return { error: { code, message, request_id: requestId } };
}

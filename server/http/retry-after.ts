import type { AppError } from "#server/domain/errors.ts";

/** The `Retry-After` header of an error that says when a try makes sense again (RFC 9110, 10.2.3), in whole seconds. */
export function retryAfter({ retryAfterS }: AppError): Record<string, string> {
  return retryAfterS === undefined ? {} : { "Retry-After": String(Math.ceil(retryAfterS)) };
}

import { isDatabaseUnavailable } from "#db/unavailable.ts";
import { AppError } from "#server/domain/errors.ts";

const away = "The database cannot be reached at the moment. Try again soon.";

/** An error whose cause is known: an `AppError`, or a database that is away, as `unavailable`; null for any other. */
export function toKnownError(thrown: unknown): AppError | null {
  // First, because a sender's broken connection carries the same code as the database's.
  if (thrown instanceof AppError) return thrown;
  return isDatabaseUnavailable(thrown) ? new AppError("unavailable", away, { retryAfterS: 5, cause: thrown }) : null;
}

import { AppError } from "#server/domain/errors.ts";
import { msPerDay } from "#server/domain/time.ts";

/** Recordings without a date are laid out from here on: a time no fleet has data of. */
const firstBaseMs = Date.UTC(2001, 0, 1);
/** Keeps the next recording from being taken for the same trip. */
const marginMs = 3_600_000;

/**
 * Where a recording without a date begins: the midnight (UTC) after all that the device has, so that recordings never meet.
 * @returns what to add to the recording's own times
 * @throws AppError unprocessable when that would lie in the future
 */
export function chooseBase(firstAtMs: number, newestSampleMs: number | null, nowMs: number): number {
  const after = newestSampleMs === null ? 0 : Math.ceil((newestSampleMs + marginMs) / msPerDay) * msPerDay;
  const start = Math.max(firstBaseMs, after);
  if (start > nowMs - msPerDay) {
    const newest = new Date(newestSampleMs ?? 0).toISOString();
    throw new AppError(
      "unprocessable",
      `The recording has no date and the device has samples up to ${newest}: say with --start when it began.`,
    );
  }
  return alignBase(start, firstAtMs);
}

/** A clock that has run for more than a day says nothing of the day: then the recording itself starts at `startMs`. */
export function alignBase(startMs: number, firstAtMs: number): number {
  return firstAtMs > msPerDay ? startMs - Math.floor(firstAtMs / 1000) * 1000 : startMs;
}

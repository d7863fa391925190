import { zoneOffsetMs } from "#server/domain/time.ts";

const minuteMs = 60_000;
const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/**
 * When the quiet hours that a moment lies in end, epoch ms; null outside of them. From and to are local times, "22:00" to
 * "06:00"; they may span midnight, and end by the clock also in nights when it is changed.
 */
export function quietUntil(quiet: { from: string | null; to: string | null; timeZone: string }, nowMs: number): number | null {
  if (quiet.from === null || quiet.to === null || quiet.from === quiet.to) return null;
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  const offsetMs = zoneOffsetMs(quiet.timeZone, nowMs);
  const localMs = nowMs + offsetMs;
  const minute = Math.floor(localMs / minuteMs) % 1440;
  const isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!isQuiet) return null;
  const endLocalMs = Math.floor(localMs / minuteMs) * minuteMs + ((to - minute + 1440) % 1440) * minuteMs;
  const guessMs = endLocalMs - offsetMs;
  return guessMs + offsetMs - zoneOffsetMs(quiet.timeZone, guessMs);
}

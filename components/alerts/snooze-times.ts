/** For how long an alert can be silenced. Pure. */

export const snoozeChoices = ["hour", "workday", "tomorrow", "week"] as const;
export type SnoozeChoice = (typeof snoozeChoices)[number];

const hourMs = 3_600_000;
/** A new day of work begins, local hour. */
const morningHour = 7;

/** When it speaks again; "tomorrow" means the morning where the browser is. */
export function snoozeUntil(choice: SnoozeChoice, nowMs: number): Date {
  const until = new Date(nowMs);
  if (choice === "hour") return new Date(nowMs + hourMs);
  if (choice === "workday") return new Date(nowMs + 8 * hourMs);
  if (choice === "week") return new Date(nowMs + 7 * 24 * hourMs);
  until.setDate(until.getDate() + 1);
  until.setHours(morningHour, 0, 0, 0);
  return until;
}

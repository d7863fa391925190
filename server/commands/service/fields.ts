import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { findAccount } from "#db/queries/accounts/accounts.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { isDay } from "#server/domain/service/days.ts";
import { localDay } from "#server/domain/time.ts";

/** What service plans and records are made of, with the widest values that make sense. */

export const day = z.string().refine(isDay, "is not a day like 2026-03-01");
/** As wide as what a car may report. */
export const odometerKm = z.number().min(0).max(10_000_000);
/** A century of running day and night. */
export const engineHours = z.number().min(0).max(876_000);

/** Where the new day begins first. */
const easternmost = "Pacific/Kiritimati";

/** Throws `bad_request` for a day that has not begun anywhere on Earth: work is noted when it is done. */
export function requirePast(doneOn: string, now: Date): void {
  if (doneOn > localDay(easternmost, now.getTime())) throw new AppError("bad_request", "The day the work was done lies in the future.");
}

/** The account's calendar day and the currency it counts in. */
export async function readAccount(tx: Tx, scope: Scope, now: Date): Promise<{ today: string; timeZone: string; currency: string }> {
  const { timeZone = "UTC", currency = "EUR" } = (await findAccount(tx, scope)) ?? {};
  return { today: localDay(timeZone, now.getTime()), timeZone, currency };
}

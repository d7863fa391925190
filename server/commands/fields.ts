import { z } from "zod";
import { AppError } from "#server/domain/errors.ts";

/** Kinds of values that commands take, checked the same way wherever they come from. */

/** One line of text that people read: trimmed, without control characters. */
export function label(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^\P{Cc}*$/u, "must not contain control characters");
}

export const rowId = z.int().positive();

export const emailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email());

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** An IANA time zone, `Europe/Vienna`. */
export const timeZone = z.string().refine(isTimeZone, "is not a known time zone");

/** From and to of an assignment; null and absent ends are open. */
export const period = {
  from: z.date().nullish().default(null),
  to: z.date().nullish().default(null),
};

/** Checks a command's arguments against its schema. Throws `bad_request` with one sentence per wrong field. */
export function readArgs<Schema extends z.ZodType>(schema: Schema, args: unknown): z.output<Schema> {
  const result = schema.safeParse(args);
  if (result.success) return result.data;
  throw new AppError("bad_request", result.error.issues.map(toSentence).join(" "));
}

function toSentence(issue: z.core.$ZodIssue): string {
  const field = issue.path.join(".");
  return `${field ? `${field}: ` : ""}${issue.message}.`.replace(/\.\.$/, ".");
}

/** Throws `bad_request` when a period ends before it starts. */
export function requireOrder(from: Date | null, to: Date | null): void {
  if (from && to && to <= from) throw new AppError("bad_request", "The end must be after the start.");
}

import { InvalidArgumentError } from "commander";
import { findChoice, listChoices } from "./choices.ts";

/** Options come as text; these turn them into what commands take. Absent stays absent. */

type Options = Record<string, string | boolean | readonly string[] | undefined>;

export function readText(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

/** The values of an option that may be given several times. */
export function readTexts(options: Options, name: string): string[] | undefined {
  const value = options[name];
  return Array.isArray(value) ? value : undefined;
}

/** Throws when the option is missing: for those that may be given as an argument too, or that commander cannot require itself. */
export function requireText(options: Options, name: string): string {
  const value = readText(options, name);
  if (value === undefined) throw new InvalidArgumentError(`--${name} is missing. See --help.`);
  return value;
}

export function readNumber(options: Options, name: string): number | undefined {
  const text = readText(options, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value)) throw new InvalidArgumentError(`--${name} needs a number, not "${text}".`);
  return value;
}

/** The same, and null for `none`, which clears what is known. */
export function readNumberOrNone(options: Options, name: string): number | null | undefined {
  return options[name] === "none" ? null : readNumber(options, name);
}

export function readTextOrNone(options: Options, name: string): string | null | undefined {
  return options[name] === "none" ? null : readText(options, name);
}

const dateOnly = /^\d{4}-\d{2}-\d{2}$/;
const withZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

/** ISO 8601 with a zone, or a day, which begins at midnight UTC. */
export function readMoment(options: Options, name: string): Date | undefined {
  const text = readText(options, name);
  if (text === undefined) return undefined;
  const at = dateOnly.test(text) || withZone.test(text) ? new Date(text) : undefined;
  if (!at || Number.isNaN(at.getTime())) {
    throw new InvalidArgumentError(`--${name} needs ISO 8601 with a zone, like 2026-03-01T08:00:00Z, or a day, not "${text}".`);
  }
  return at;
}

/** Turns the text of a choice, or what else it is called, into the type of the command, which checks it. */
export function readChoice<Choice extends string>(options: Options, name: string, choices: readonly Choice[]): Choice | undefined {
  const text = readText(options, name);
  if (text === undefined) return undefined;
  const choice = findChoice(text, choices);
  if (!choice) throw new InvalidArgumentError(`--${name} must be one of ${listChoices(choices)}, not "${text}".`);
  return choice;
}

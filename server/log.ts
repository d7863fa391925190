import { type Logger, pino } from "pino";

export type Log = Logger;

/** One JSON line per request and job on standard output. Never give it tokens, positions or query strings. */
export function createLog(level: string, process: string): Log {
  return pino({ level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime });
}

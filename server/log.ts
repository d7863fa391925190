import { type Logger, pino } from "pino";
import { scrubSecrets } from "./domain/scrub-secrets.ts";

export type Log = Logger;

/** What a query that failed was asked with: values of people, which drizzle puts into the error and its text. */
const paramsOf = (error: unknown): string[] => {
  if (!(error instanceof Error)) return [];
  const own = "params" in error && Array.isArray(error.params) ? [`params: ${error.params}`] : [];
  return [...own, ...paramsOf(error.cause)];
};

function toLoggedError(error: Error): object {
  const { params: _, parameters: __, ...logged } = pino.stdSerializers.err(error) as ReturnType<typeof pino.stdSerializers.err>;
  const withoutParams = (text: string) => paramsOf(error).reduce((rest, params) => rest.replaceAll(params, "params: …"), text);
  return { ...logged, message: withoutParams(logged.message), stack: withoutParams(logged.stack) };
}

/**
 * One JSON line per request and job on standard output, without the secrets that {@link scrubSecrets} knows. Never give it others,
 * nor positions.
 */
export function createLog(level: string, process: string): Log {
  const options = { level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: toLoggedError } };
  return pino(options, { write: (line) => void globalThis.process.stdout.write(scrubSecrets(line)) });
}

/** Keeps secrets from what others write in this process: Next, libraries that are debugged, errors that nobody caught. */
export function scrubOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (chunk: string, ...rest: unknown[]) => boolean;
    const scrubbed = (chunk: string | Uint8Array, ...rest: unknown[]) =>
      write(scrubSecrets(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString()), ...rest);
    Object.assign(stream, { write: scrubbed });
  }
  process.on("uncaughtException", (error) => {
    // Node would write it past us, and end too; whoever else listens decides that for themselves.
    if (process.listenerCount("uncaughtException") > 1) return;
    console.error(error);
    process.exit(1);
  });
}

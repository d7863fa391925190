import type { Log } from "#server/log.ts";
import { toKnownError } from "./known-error.ts";
import { retryAfter } from "./retry-after.ts";

interface Options {
  log: Log;
  /** What is answered, as the log says it. */
  what: string;
  /** The body of an error: `{error}` as JSON, for scripts of ours, or the text alone, for browsers and other programs. */
  as: "json" | "text";
  /** Of each error. */
  headers: Record<string, string>;
}

/** All that is said of an error whose cause is ours; the log has the rest. */
const unexpected = "Something went wrong on our side.";

/** Answers what a route throws: what is known with its status and message, anything else with a constant 500. */
export async function answerRouteErrors({ log, what, as, headers }: Options, make: () => Promise<Response>): Promise<Response> {
  const answer = (status: number, message: string, more: Record<string, string> = {}) => {
    const init = { status, headers: { ...headers, ...more } };
    if (as === "json") return Response.json({ error: message }, init);
    return new Response(`${message}\n`, { ...init, headers: { "content-type": "text/plain; charset=utf-8", ...init.headers } });
  };
  try {
    return await make();
  } catch (thrown) {
    const error = toKnownError(thrown);
    if (error?.cause || !error) log.error({ err: thrown }, `${what} failed`);
    return error ? answer(error.status, error.message, retryAfter(error)) : answer(500, unexpected);
  }
}

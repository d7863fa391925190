import { networkOf } from "#server/auth/network.ts";
import { type CompletedSetup, completeSetup } from "#server/commands/accounts/setup.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Log } from "#server/log.ts";
import { readJsonBody } from "./json-body.ts";
import { retryAfter } from "./retry-after.ts";

export type SetupDeps = CommandDeps & { log: Log };

/** A name, an address and a password need no more. */
const maxBytes = 16_384;

function answer(status: number, body: object, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store", ...headers } });
}

/**
 * Answers `POST {token, accountName, name, email, password, timeZone?}`: 201 `{accountId, userId}`, else `{error}` with the status
 * of what is wrong (404 for a link that is unknown, used or expired). The caller checks that the request is same-origin.
 */
export async function handleSetup({ log, ...deps }: SetupDeps, request: Request): Promise<Response> {
  try {
    const origin = { kind: "web", network: networkOf(request.headers.get("x-forwarded-for")) } as const;
    const created: CompletedSetup = await completeSetup(deps, await readJsonBody(request, maxBytes), origin);
    return answer(201, created);
  } catch (error) {
    if (error instanceof AppError) return answer(error.status, { error: error.message }, retryAfter(error));
    log.error({ err: error }, "setup failed");
    return answer(500, { error: "Something went wrong on our side." });
  }
}

import { networkOf } from "#server/auth/network.ts";
import { type CompletedSetup, completeSetup } from "#server/commands/accounts/setup.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import type { Log } from "#server/log.ts";
import { readJsonBody } from "./json-body.ts";
import { answerRouteErrors } from "./route-errors.ts";

export type SetupDeps = CommandDeps & { log: Log };

/** A name, an address and a password need no more. */
const maxBytes = 16_384;

const noStore = { "cache-control": "no-store" };

/**
 * Answers `POST {token, accountName, name, email, password, timeZone?}`: 201 `{accountId, userId}`, else `{error}` with the status
 * of what is wrong (404 for a link that is unknown, used or expired). The caller checks that the request is same-origin.
 */
export function handleSetup({ log, ...deps }: SetupDeps, request: Request): Promise<Response> {
  return answerRouteErrors({ log, what: "setup", as: "json", headers: noStore }, async () => {
    const origin = { kind: "web", network: networkOf(request.headers.get("x-forwarded-for")) } as const;
    const created: CompletedSetup = await completeSetup(deps, await readJsonBody(request, maxBytes), origin);
    return Response.json(created, { status: 201, headers: noStore });
  });
}

import type { OpenAPIHono } from "@hono/zod-openapi";
import { createFamily } from "#server/api/family.ts";
import type { Scope } from "#server/domain/scope.ts";
import { createRateLimit } from "#server/http/rate-limit.ts";
import { declareAccounts } from "./accounts.ts";
import { createCarnotAuth } from "./auth.ts";
import { declareBadges } from "./badges.ts";
import { declareCarFigures } from "./car-figures.ts";
import { declareCarSettings } from "./car-settings.ts";
import { declareCars } from "./cars.ts";
import { declareCatalogue } from "./catalogue.ts";
import type { CarnotApiDeps, RouteDeps } from "./deps.ts";
import { declareDevices } from "./devices.ts";
import { declareDiagnostics } from "./diagnostics.ts";
import { declareDocuments } from "./documents.ts";
import { errorBody, renderingOf } from "./errors.ts";
import { declareNotifications } from "./notifications.ts";
import { declareObd } from "./obd.ts";
import { declareProfiles } from "./profiles.ts";
import { declareServicing } from "./servicing.ts";
import { declareTrips } from "./trips.ts";
import { declareUsers } from "./users.ts";

const description = `The Carnot API: drivers (its users), cars, adapters, trips and what was measured, by integer ids.

Distances are kilometres, speeds km/h, times seconds, mileage kilometres a litre, CO₂ kilograms; moments are ISO 8601 in UTC.
What is not known is null. A part of a score that could not be measured is left out.

Who sends the key as \`Authorization: <key>\` gets the bodies as they are shown here, and errors as \`{"detail": "…"}\` under their HTTP
status. Who sends \`Apikey: <key>\` with \`Authorization: Token <token>\` gets the same in \`{"status": true, "message": "Success", "data": …}\`,
and errors as \`{"status": false, "message": "…"}\`, always under the HTTP status 200. Every path answers with and without a slash at its end.
A key sees the fleet of its account, a driver's token that driver's trips and the cars assigned to them; anything else does not exist.`;

/** Whose requests count together: a key's, or a person's whichever key they come with. */
function callerOf({ actor, accountId }: Scope): string {
  if (actor.kind === "key") return `key ${actor.tokenId}`;
  return actor.kind === "user" ? `user ${actor.userId} of ${accountId}` : actor.kind;
}

/** The Carnot API, served below `/api/carnot`. */
export function createCarnotApi(given: CarnotApiDeps): OpenAPIHono {
  const deps: RouteDeps = { ...given, publicUrl: given.publicUrl ?? "http://localhost:3000" };
  const limitRate = createRateLimit({ name: "default", requests: deps.requestsPerMinute ?? 12_000, windowS: 60 }, deps.now);
  const api = createFamily({
    name: "carnot",
    log: deps.log,
    publicUrl: deps.publicUrl,
    authenticate: createCarnotAuth(deps),
    admit: (context, scope) => limitRate(context, callerOf(scope)),
    renderingOf,
    patterns: { id: "[0-9]+", code: "[A-Za-z0-9]+", dtype: "[a-z]+" },
    document: {
      title: "Carnot",
      version: "1",
      description,
      security: {
        name: "key",
        header: "Authorization",
        description: "An API key, as Authorization: <key>; or as Apikey: <key> with Authorization: Token <token>.",
      },
      error: errorBody,
    },
  });
  declareUsers(api, deps);
  declareProfiles(api, deps);
  declareCars(api, deps);
  declareCarFigures(api, deps);
  declareCarSettings(api, deps);
  declareCatalogue(api, deps);
  declareDevices(api, deps);
  declareTrips(api, deps);
  declareObd(api, deps);
  declareAccounts(api, deps);
  declareNotifications(api, deps);
  declareDiagnostics(api, deps);
  declareDocuments(api, deps);
  declareServicing(api, deps);
  declareBadges(api, deps);
  api.publish("/openapi.json", "This API as an OpenAPI 3.1 document", api.describe);
  return api.app;
}

import { randomUUID } from "node:crypto";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { createFamily } from "#server/api/family.ts";
import { createStreamTickets } from "#server/auth/stream-tickets.ts";
import { toAutomaticBase } from "#server/domain/automatic/base.ts";
import { createRateLimit } from "#server/http/rate-limit.ts";
import { createAutomaticAuth } from "./auth.ts";
import type { AutomaticApiDeps, RouteDeps } from "./deps.ts";
import { declareDevices } from "./devices.ts";
import { errorBody, renderingOf } from "./errors.ts";
import { declareOauth } from "./oauth.ts";
import { declareStreamTicket } from "./stream-ticket.ts";
import { declareTags } from "./tags.ts";
import { declareTrips } from "./trips.ts";
import { declareUsers } from "./users.ts";
import { declareV1 } from "./v1.ts";
import { declareVehicles } from "./vehicles.ts";

const description = `The Automatic API: a person's trips and vehicles for the apps the person allows, by OAuth2.

Version 2 is metric with ISO 8601 moments, version 1 (below \`/v1\`) in miles, gallons and epoch milliseconds. Every path answers with and
without a slash at its end. An app sees what the person sees, and of it what the token's scopes open: the keys of other scopes are left
out, and a call of which nothing is left is refused. \`scope:public\` comes with every token; the battery's voltage needs
\`scope:vehicle:profile\` alone. What is not known is null. What belongs to others answers like what does not exist.

Lists of version 2 hold 10 results unless \`limit\` says otherwise, and name the pages around them in \`_metadata\` and in the header Link.
A page past the end is empty. Moments in queries are seconds since 1970, whole or not, or milliseconds, and both ends are included.
Parameters that are not understood count for nothing; of one that is there twice the last counts.`;

/** The Automatic API, served below `/api/automatic`. */
export function createAutomaticApi(given: AutomaticApiDeps): OpenAPIHono {
  const publicUrl = (given.publicUrl ?? "http://localhost:3000").replace(/\/+$/, "");
  const tickets = given.tickets ?? createStreamTickets({ secret: randomUUID(), now: given.now });
  const deps: RouteDeps = { ...given, publicUrl, base: toAutomaticBase(publicUrl), tickets };
  const limitRate = createRateLimit({ name: "default", requests: deps.requestsPerMinute ?? 12_000, windowS: 60 }, deps.now);
  const api = createFamily({
    name: "automatic",
    log: deps.log,
    publicUrl: deps.publicUrl,
    authenticate: createAutomaticAuth(deps),
    admit: (context, { grant }) => grant && limitRate(context, `grant ${grant.grantId}`),
    renderingOf,
    cors: true,
    document: {
      title: "Automatic",
      version: "2",
      description,
      security: { name: "bearer", description: "An access token, as Authorization: Bearer <token>." },
      error: errorBody,
    },
  });
  declareOauth(api, deps);
  declareUsers(api, deps);
  declareVehicles(api, deps);
  declareTrips(api, deps);
  declareTags(api, deps);
  declareDevices(api, deps);
  declareV1(api, deps);
  declareStreamTicket(api, deps);
  api.publish("/openapi.json", "This API as an OpenAPI 3.1 document", api.describe);
  return api.app;
}

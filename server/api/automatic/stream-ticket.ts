import { z } from "zod";
import { ticketLifeS } from "#server/auth/stream-tickets.ts";
import { hashToken } from "#server/auth/tokens.ts";
import { invalidClient, readCredentials } from "./client-authentication.ts";
import type { AutomaticFamily, RouteDeps } from "./deps.ts";
import { createGate } from "./oauth.ts";

const short = z.string().max(500).optional();

const description = `The stream of live events is a socket.io server at \`/socket.io/\` of this origin, for clients of socket.io 1 to 4.
One connection is an app's: it hears of everybody who allows the app to, each event under the name of its type with one object,
\`trip:finished\`, \`ignition:on\`, \`ignition:off\`, \`notification:speeding\`, \`notification:hard_brake\`, \`notification:hard_accel\`,
\`mil:on\`, \`mil:off\` and, each minute of a drive, \`location:updated\`.

An app connects with \`?token=<client_id>:<client_secret>\`. The address of a connection may end up in the log of a proxy, so better ways
are the header \`Authorization: Basic\` (or \`Bearer <client_id>:<client_secret>\`), \`auth: { token }\` of socket.io 3 and later, or a
ticket: \`?ticket=<ticket>\` or \`auth: { ticket }\`. A ticket is good once, for a minute.

Wrong credentials are refused with \`Unauthorized client.\` on the open connection (\`error\` of old clients, \`connect_error\` of new ones).
A connection ends when the secret that opened it, also by way of a ticket, is good no more. An app may have 50 connections.
Pages of other sites may connect without cookies; old clients in a browser, which insist on sending theirs, use
\`transports: ["websocket"]\`.`;

/** The call by which an app gets a ticket for the stream of events. */
export function declareStreamTicket(api: AutomaticFamily, deps: RouteDeps): void {
  const admit = createGate(deps);
  api.post(
    "/stream/ticket",
    {
      summary: "Gives a ticket for the stream of live events",
      description,
      body: z
        .object({ client_id: short, client_secret: short })
        .meta({ example: { client_id: "CLIENT_ID", client_secret: "CLIENT_SECRET" } }),
      form: true,
      withoutUser: true,
      ok: z.object({ ticket: z.string(), expires_in: z.int() }),
      errors: ["rate_limited"],
    },
    async ({ body, context }) => {
      const client = await admit(context, body);
      const { secret } = readCredentials(context.req.header("authorization"), body);
      if (secret === null) throw invalidClient("A public app has no secret and no stream.");
      context.header("Cache-Control", "no-store");
      return { ticket: deps.tickets.issue({ appId: client.appId, hash: hashToken(secret) }), expires_in: ticketLifeS };
    },
  );
}

import { z } from "zod";
import { networkOf } from "#server/auth/network.ts";
import { logIn, logOut } from "#server/commands/accounts/api-logins.ts";
import type { Login } from "#server/commands/accounts/insert-login.ts";
import { registerUser } from "#server/commands/accounts/registration.ts";
import { AppError } from "#server/domain/errors.ts";
import { readLoginToken } from "./auth.ts";
import type { CarnotFamily, RouteDeps } from "./deps.ts";
import { done, doneBody } from "./errors.ts";

const family = "carnot";

const loginBody = z.object({
  token: z.string().meta({ description: "40 hex characters, for Authorization: Token …, together with Apikey. Shown this once." }),
  id: z.int().nullable().meta({ description: "The driver this person is, the ID of calls below /users; null for who does not drive." }),
  email: z.string(),
});

const toLogin = ({ token, driverId, email }: Login): z.infer<typeof loginBody> => ({ token, id: driverId, email });

const anEmail = z.string().max(1000).meta({ description: "In upper or lower case." });

const registering = `The key says which account. It lets anyone register, or only those with an invitation, which is good once
(\`admin -- account change --registration\`, \`admin -- invitation create\`). Who registers becomes a user and a driver, and is
signed in. The password needs at least 8 characters and must not be one of those that everyone tries first.
An e-mail address that has a user already is refused after the same time as a success takes.`;

const signingIn = `Each login has a token of its own. It ends with /users/logout, with a change of the password, and when it is not
used for 90 days; a person keeps at most 50. An unknown address and a wrong password get the same answer after the same time.
After twenty failures of one network, each further try has to wait. After five failures of one address, tries are refused like a wrong
password for up to a minute, whoever makes them; who was refused then and tries again after a minute is let in with the right password.`;

const signingOut = `Ends the login whose token comes in the Authorization header; the next login makes a new one.
The e-mail address of the body is not needed for it.`;

/** Registering, signing in and out: what a person does who is nobody yet. A key of the account is needed all the same. */
export function declareAccounts(api: CarnotFamily, deps: RouteDeps): void {
  declareRegistration(api, deps);
  declareLogins(api, deps);
}

const networkOfRequest = (request: Request): string => networkOf(request.headers.get("x-forwarded-for"));

function declareRegistration(api: CarnotFamily, deps: RouteDeps): void {
  api.post(
    "/users/register",
    {
      summary: "Register",
      description: registering,
      withoutUser: true,
      body: z
        .object({
          email: anEmail,
          password: z.string().max(1000),
          name: z.string().max(1000),
          phone: z.union([z.string(), z.number()]).nullish().meta({ description: "A number or a text." }),
          invitation: z.string().max(1000).nullish().meta({ description: "mpi_…" }),
        })
        .meta({ example: { email: "ann@example.com", password: "a phrase of your own", name: "Ann", invitation: "mpi_…" } }),
      ok: loginBody,
      errors: ["forbidden", "conflict", "rate_limited"],
    },
    async ({ scope, body: { phone, invitation, ...person }, context }) => {
      const network = networkOfRequest(context.req.raw);
      const optional = { phone: phone === null || phone === undefined ? null : String(phone), invitation: invitation || null };
      return toLogin(await registerUser(deps, scope, { ...person, ...optional, family, network }));
    },
  );
}

function declareLogins(api: CarnotFamily, deps: RouteDeps): void {
  api.post(
    "/users/login",
    {
      summary: "Sign in",
      description: signingIn,
      withoutUser: true,
      body: z
        .object({ email: anEmail, password: z.string().max(1000) })
        .meta({ example: { email: "ann@example.com", password: "a phrase of your own" } }),
      ok: loginBody,
      errors: ["rate_limited"],
    },
    async ({ scope, body: { email, password }, context }) =>
      toLogin(await logIn(deps, scope, { email, password, family, network: networkOfRequest(context.req.raw) })),
  );
  api.post(
    "/users/logout",
    {
      summary: "Sign out",
      description: signingOut,
      withoutUser: true,
      body: z.object({ email: anEmail.optional() }).meta({ example: { email: "ann@example.com" } }),
      ok: doneBody,
    },
    async ({ scope, context }) => {
      const token = readLoginToken(context.req.raw.headers);
      if (token === null) throw new AppError("unauthorized", "Invalid Token: send the login's token, Authorization: Token …");
      await logOut(deps, scope, { token });
      return done;
    },
  );
}

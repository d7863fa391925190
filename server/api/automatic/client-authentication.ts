import type { Context } from "hono";
import type { Db } from "#db/client.ts";
import { type Client, findClient } from "#db/queries/apps/oauth-clients.ts";
import { verifyClientSecret } from "#server/auth/app-secrets.ts";
import { AppError } from "#server/domain/errors.ts";

/** What an app may say of itself in a form. */
export interface FormCredentials {
  client_id?: string | undefined;
  client_secret?: string | undefined;
}

interface Credentials {
  clientId: string;
  /** Null: it said none. */
  secret: string | null;
}

export const invalidClient = (message: string) => new AppError("unauthorized", message, { word: "err_invalid_client" });

/** Some programs encode both parts as forms do, down to the `_` of a secret (RFC 6749 2.3.1), others send them bare; ours have no `%`. */
function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readBasic(header: string | undefined): Credentials | null {
  const [, encoded] = /^basic +(\S+)$/i.exec(header?.trim() ?? "") ?? [];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 0) throw invalidClient("Authorization: Basic is base64 of client_id:client_secret.");
  return { clientId: decodePart(text.slice(0, colon)), secret: decodePart(text.slice(colon + 1)) || null };
}

/** From the header, the form or both, which must agree then. A token in the header is a leftover of other calls, and none of ours. */
export function readCredentials(header: string | undefined, form: FormCredentials): Credentials {
  const basic = readBasic(header);
  const clientId = basic?.clientId ?? form.client_id;
  if (!clientId) throw invalidClient("client_id is missing.");
  const secret = basic?.secret || form.client_secret || null;
  const differ = basic && ((form.client_id && form.client_id !== clientId) || (form.client_secret && form.client_secret !== secret));
  if (differ) throw invalidClient("The header and the form name different apps or secrets.");
  return { clientId, secret };
}

/**
 * The app that sends a form. Throws `unauthorized` (`err_invalid_client`), alike for an unknown app and a wrong or missing secret;
 * public apps have none.
 */
export async function authenticateClient(db: Db, now: Date, context: Context, form: FormCredentials): Promise<Client> {
  const { clientId, secret } = readCredentials(context.req.header("authorization"), form);
  const client = await findClient(db, clientId);
  const isRight = client?.isPublic ? secret === null : client && secret !== null && (await verifyClientSecret(db, client, secret, now));
  if (!client || !isRight) throw invalidClient("The client id or the client secret is not right.");
  return client;
}

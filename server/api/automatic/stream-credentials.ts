/** What says who connects to the stream. Public clients put it into the address; the header, `auth` and tickets keep it out of there. */
import type { IncomingMessage } from "node:http";

/** An app's id and secret. */
export interface ClientPair {
  clientId: string;
  secret: string;
}

export type StreamCredentials = { pair: ClientPair } | { ticket: string };

/** `<client id>:<secret>`; null for what is none. */
function readPair(text: string | null | undefined): ClientPair | null {
  const [, clientId, secret] = /^([^:\s]{1,100}):([^:\s]{1,200})$/.exec(text ?? "") ?? [];
  return clientId && secret ? { clientId, secret } : null;
}

/** Of `Authorization: Basic …`, or of `Bearer` (or `token`) before the pair itself. */
export function readAuthorization(header: string | undefined): ClientPair | null {
  const [, scheme = "", value = ""] = /^(basic|bearer|token) +(\S{1,500})$/i.exec(header?.trim() ?? "") ?? [];
  return readPair(scheme.toLowerCase() === "basic" ? Buffer.from(value, "base64").toString() : value);
}

const fromPair = (pair: ClientPair | null): StreamCredentials | null => pair && { pair };
const fromTicket = (ticket: unknown): StreamCredentials | null => (typeof ticket === "string" && ticket ? { ticket } : null);

/**
 * Takes the credentials out of the address of a request, so that whatever writes the address down from here on writes none, and reads
 * them: null where there are none. Without `secretInUrl`, a secret there counts for nothing.
 */
export function takeFromUrl(request: Pick<IncomingMessage, "url">, secretInUrl: boolean): StreamCredentials | null {
  const url = new URL(request.url ?? "/", "http://localhost");
  const [token, ticket] = [url.searchParams.get("token"), url.searchParams.get("ticket")];
  if (token === null && ticket === null) return null;
  url.searchParams.delete("token");
  url.searchParams.delete("ticket");
  request.url = url.pathname + url.search;
  return fromTicket(ticket) ?? (secretInUrl ? fromPair(readPair(token)) : null);
}

/** What socket.io clients of version 3 and later send as `auth`. */
export function readAuth(auth: Record<string, unknown>): StreamCredentials | null {
  const token = auth["token"];
  return fromTicket(auth["ticket"]) ?? fromPair(readPair(typeof token === "string" ? token : null));
}

export function readHeader(header: string | undefined): StreamCredentials | null {
  return fromPair(readAuthorization(header));
}

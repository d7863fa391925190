/** Where codes of an app may be sent, by what its owner wrote. Kept and compared as text, so nothing is normalised here. */

/** Longer addresses are refused, characters. */
export const maxUriLength = 500;
/** More addresses than any app needs. */
export const maxRedirectUris = 10;

/** What stands for the app's own id while it is not known yet, lower-cased: `automatic-{client_id}://oauth`. */
export const clientIdPlaceholder = "{client_id}";

/** Printable ASCII without what has to be written in percents (RFC 3986, 2): no spaces, line breaks or lookalike letters. */
const plain = /^[!#-;=?-[\]_a-z~]+$/;
/** A custom scheme is a domain turned round (RFC 8252, 7.1): its dot keeps `javascript:` and the like out. */
const reverseDomain = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+$/;
/** Names of the machine the browser runs on (RFC 8252, 7.3). */
const loopbackHosts = new Set(["127.0.0.1", "[::1]", "localhost"]);

function readUrl(uri: string): URL | null {
  try {
    return new URL(uri);
  } catch {
    return null;
  }
}

function problemOfWebAddress(uri: string, url: URL): string | null {
  // The parser forgives missing and turned slashes; browsers and people read them differently.
  const [, authority] = /^https?:\/\/([^/?]+)/.exec(uri) ?? [];
  if (authority === undefined) return "must be written in full, such as https://app.example/callback";
  if (authority.includes("@")) return "must not contain a user name or password";
  if (url.protocol === "http:" && !loopbackHosts.has(url.hostname)) return "must be https; http is for 127.0.0.1, [::1] and localhost only";
  return null;
}

/**
 * What is wrong with a redirect URI, as the end of a sentence; null when it may be registered: https, http on the machine itself, or
 * a scheme of the app's own, a domain turned round (`com.example.app:/oauth`) or `automatic-<client id in lower case>`.
 */
export function findRedirectUriProblem(uri: string, clientId: string): string | null {
  if (uri.length > maxUriLength) return `must have at most ${maxUriLength} characters`;
  if (!plain.test(uri)) return "must be one address of plain characters, without spaces";
  if (uri.includes("#")) return "must not have a fragment";
  const url = readUrl(uri);
  if (!url) return "must be a whole address, such as https://app.example/callback";
  const scheme = url.protocol.slice(0, -1);
  // The parser lower-cases the scheme; as text an upper-cased one would be another address.
  if (!uri.startsWith(url.protocol)) return "must have its scheme in lower case";
  if (scheme === "https" || scheme === "http") return problemOfWebAddress(uri, url);
  if (scheme === `automatic-${clientId.toLowerCase()}` || reverseDomain.test(scheme)) return null;
  return `must be https, have a scheme such as com.example.app, or be automatic-${clientIdPlaceholder}://oauth`;
}

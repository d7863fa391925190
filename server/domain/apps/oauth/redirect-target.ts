/** Where the answer to an authorization request goes. Addresses are compared as text: nothing is decoded or normalised. */

/** http on the machine itself, whose port a native app cannot know before it runs (RFC 8252, 7.3): address, port, the rest. */
const loopback = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::([1-9]\d{0,4}))?((?:[/?].*)?)$/;

function readLoopback(uri: string): { host: string; rest: string } | null {
  const [, host, port = "80", rest = ""] = loopback.exec(uri) ?? [];
  return host !== undefined && Number(port) <= 65_535 ? { host, rest } : null;
}

function isSameButPort(registered: string, named: string): boolean {
  const one = readLoopback(registered);
  const other = readLoopback(named);
  return one !== null && other !== null && one.host === other.host && one.rest === other.rest;
}

/**
 * The address a request may be answered at: the named one if it is registered exactly so (on the machine itself with any port),
 * without a name the first that is registered. Null: nowhere.
 */
export function findTarget(registered: readonly string[], named: string | null): string | null {
  if (named === null) return registered[0] ?? null;
  return registered.some((uri) => uri === named || isSameButPort(uri, named)) ? named : null;
}

/** Whom a person sends something to: a host, or a program on their device by the scheme of its addresses. */
export type ShownTarget = { kind: "host"; name: string } | { kind: "program"; name: string };

export function showTarget(target: string): ShownTarget {
  const [, web] = /^https?:\/\/([^/?]+)/.exec(target) ?? [];
  return web === undefined ? { kind: "program", name: target.slice(0, target.indexOf(":")) } : { kind: "host", name: web };
}

/** The target with an answer in its query. Values survive byte for byte: spaces become %20, which every decoder reads alike. */
export function addAnswer(target: string, answer: Readonly<Record<string, string | null>>): string {
  const pairs = Object.entries(answer).flatMap(([name, value]) => (value === null ? [] : [`${name}=${encodeURIComponent(value)}`]));
  return `${target}${target.includes("?") ? "&" : "?"}${pairs.join("&")}`;
}

import type { IncomingHttpHeaders } from "node:http";
import type { FamilyHost } from "./env.ts";

/** Throws one sentence where a host is to stand for an API that does not exist, or for two. */
export function checkFamilyHosts(hosts: readonly FamilyHost[], families: readonly string[]): void {
  for (const { host, family } of hosts) {
    if (!families.includes(family)) {
      throw new Error(`FAMILY_HOSTS: ${host}=${family} names an API that does not exist. There are: ${families.join(", ")}.`);
    }
    const other = hosts.find((each) => each.host === host && each.family !== family)?.family;
    if (other) throw new Error(`FAMILY_HOSTS: ${host} stands for ${family} and for ${other}.`);
  }
}

/** Paths that are the same on every host: the stream's. */
const everywhere = /^\/socket\.io(?:[/?]|$)/;

/**
 * Where a request goes that came to a host: on one that stands for an API everything is below that API's base URL, with or without
 * the base URL in front, except for the stream. On other hosts, and without a host, nothing changes.
 */
export function toFamilyPath(hosts: readonly FamilyHost[], host: string | undefined, url: string): string {
  const family = hosts.find((each) => each.host === host?.trim().toLowerCase())?.family;
  if (!family || !url.startsWith("/") || everywhere.test(url)) return url;
  const base = `/api/${family}`;
  const rest = url.slice(base.length);
  return url.startsWith(base) && (rest === "" || rest.startsWith("/") || rest.startsWith("?")) ? url : `${base}${url}`;
}

/** The host a request was sent to: what the proxy in front says, where there is one that is to be believed, else its own. */
export function hostOf(headers: IncomingHttpHeaders, trustProxy: boolean): string | undefined {
  const forwarded = trustProxy ? headers["x-forwarded-host"] : undefined;
  // Proxies append: the last entry is of the nearest.
  return (Array.isArray(forwarded) ? forwarded.join(",") : forwarded)?.split(",").at(-1) ?? headers.host;
}

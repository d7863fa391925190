import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * The network a request comes from, to count failures by: the address, of IPv6 its /64, which is what a household or a server is given.
 * The web process sets `x-forwarded-for` itself unless a trusted proxy stands in front, which appends to it: so the last entry is
 * the only one a client cannot choose.
 */
export function networkOf(forwardedFor: string | null | undefined): string {
  const text = forwardedFor?.split(",").at(-1)?.trim().toLowerCase() ?? "";
  // By Node, as this runs at each request of an API: the library throws and catches an error for a text that is no address.
  if (isIP(text) !== 6) return text || "unknown";
  // An IPv4 address within IPv6 is that IPv4 address.
  const address = ipaddr.process(text);
  if (!(address instanceof ipaddr.IPv6)) return address.toString();
  const groups = address.parts.slice(0, 4).map((group) => group.toString(16));
  return `${groups.join(":")}::/64`;
}

import { isIPv6 } from "node:net";

/** The first four groups of an IPv6 address: the network a household or a server is given. */
function networkOfIpv6(address: string): string {
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":").length : 0;
  const filled = tail === undefined ? groups : [...groups, ...Array.from({ length: Math.max(0, 8 - groups.length - after) }, () => "0")];
  const all = tail ? [...filled, ...tail.split(":")] : filled;
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

/**
 * The network a request comes from, to count failures by: the address, of IPv6 its /64.
 * The web process sets `x-forwarded-for` itself unless a trusted proxy stands in front, which appends to it: so the last entry is
 * the only one a client cannot choose.
 */
export function networkOf(forwardedFor: string | null | undefined): string {
  const address = forwardedFor?.split(",").at(-1)?.trim().toLowerCase() ?? "";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (mapped) return mapped;
  return isIPv6(address) && !address.includes(".") ? networkOfIpv6(address) : address || "unknown";
}

import { BlockList, isIP } from "node:net";
import { isPublicAddress } from "../domain/ip-address.ts";
import { type JudgeAddress, RefusedTarget } from "../outbound.ts";

/** Networks that may be sent to although they are not public, without TLS, and on any port. */
export interface Networks {
  isEmpty: boolean;
  holds(address: string): boolean;
}

/** Reads `192.168.1.0/24` and the like. An IPv4 address within IPv6 (`::ffff:…`) belongs to the networks of IPv4. */
export function readNetworks(cidrs: readonly string[]): Networks {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [address = "", bits] = cidr.split("/");
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? "ipv6" : "ipv4");
  }
  return { isEmpty: cidrs.length === 0, holds: (address) => list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4") };
}

/**
 * Judges addresses of webhooks: public ones and those of the named networks are good. `needsNetwork`: over plain HTTP, or on a port of
 * its own, only the networks will do.
 */
export function judgeTarget(networks: Networks, needsNetwork: boolean): JudgeAddress {
  return (address) => {
    if (networks.holds(address)) return;
    if (needsNetwork) throw new RefusedTarget("Only the networks of WEBHOOK_ALLOW_CIDRS get plain HTTP or other ports than 443.");
    if (!isPublicAddress(address)) throw new RefusedTarget("The address is not public, and WEBHOOK_ALLOW_CIDRS does not name its network.");
  };
}

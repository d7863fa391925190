import { isPublicAddress } from "#server/domain/ip-address.ts";
import type { Networks } from "#server/domain/networks.ts";
import { type JudgeAddress, RefusedTarget } from "#server/outbound.ts";

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

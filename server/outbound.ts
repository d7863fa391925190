import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "./domain/ip-address.ts";

/** An address that came from a user leads where nothing is sent. The text names no address: its reader may not know our network. */
export class RefusedTarget extends Error {
  override name = "RefusedTarget";
}

/** Throws {@link RefusedTarget} for an IP address that must not be connected to. */
export type JudgeAddress = (address: string) => void;

export const requirePublic: JudgeAddress = (address) => {
  if (!isPublicAddress(address)) throw new RefusedTarget("The address is not public.");
};

/**
 * The options by which a request of node:http or node:https connects only to addresses that are judged good: those the socket's own
 * lookup finds, the only one there is, whatever the name means a moment later. Throws {@link RefusedTarget} for a literal address that
 * is not. No connection is used twice.
 */
export function guardConnection(url: string, judge: JudgeAddress, lookup: LookupFunction = systemLookup) {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  // Node looks up names only.
  if (isIP(host)) judge(host);
  return { lookup: judgeLookup(lookup, judge), agent: false } as const;
}

function judgeLookup(lookup: LookupFunction, judge: JudgeAddress): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const addresses = Array.isArray(found) ? found : [];
      try {
        for (const { address } of addresses) judge(address);
      } catch (refusal) {
        return callback(refusal as Error, []);
      }
      const [first] = addresses;
      if (options.all || !first) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

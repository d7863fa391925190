import { BlockList, isIP, type LookupFunction } from "node:net";

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

/** Where a webhook leads is nowhere we send to. The text names no address: whoever reads it may not know our network. */
export class RefusedTarget extends Error {
  constructor(message = "The address is not public, and WEBHOOK_ALLOW_CIDRS does not name its network.") {
    super(message);
    this.name = "RefusedTarget";
  }
}

export interface GuardedTarget {
  networks: Networks;
  /** Plain HTTP, or a port of its own: only the named networks will do. */
  needsNetwork: boolean;
  /** What the agent may connect to although it is not public: filled with addresses that were found in the networks. */
  permitted: string[];
}

/** Throws {@link RefusedTarget} where an address needs to be in one of the networks and is not. */
export function admitAddress(address: string, { networks, needsNetwork, permitted }: GuardedTarget): void {
  if (networks.holds(address)) permitted.push(address);
  else if (needsNetwork) throw new RefusedTarget("Only the networks of WEBHOOK_ALLOW_CIDRS get plain HTTP or other ports than 443.");
}

/** The socket's own lookup, the only one there is: what it finds is judged and connected to, whatever the name means a moment later. */
export function guardLookup(lookup: LookupFunction, target: GuardedTarget): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const addresses = Array.isArray(found) ? found : [];
      try {
        for (const { address } of addresses) admitAddress(address, target);
      } catch (refusal) {
        return callback(refusal as Error, []);
      }
      const [first] = addresses;
      if (options.all || !first) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

import ipaddr from "ipaddr.js";

/** Networks that may be reached although they are not public. */
export interface Networks {
  isEmpty: boolean;
  holds(address: string): boolean;
}

/** Reads `192.168.1.0/24` and the like. An IPv4 address within IPv6 (`::ffff:…`) belongs to the networks of IPv4. */
export function readNetworks(cidrs: readonly string[]): Networks {
  const networks = cidrs.map((cidr) => ipaddr.parseCIDR(cidr));
  return {
    isEmpty: networks.length === 0,
    holds: (text) => {
      const address = ipaddr.process(text);
      return networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
    },
  };
}

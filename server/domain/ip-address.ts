import ipaddr from "ipaddr.js";

/**
 * True for an address of the public internet, judged by its bytes, however it is written. False for every address of a special
 * registry (private, loopback, link-local, documentation, multicast …) and for every IPv6 address that carries an IPv4 one: what
 * translates it would connect to that one, and that may be private. Text that is no address is not public.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  const bytes = address.toByteArray();
  return address.kind() === "ipv4" || (isGlobalUnicast(bytes) && !isIsatap(bytes));
}

/** 2000::/3, the only part of IPv6 that is given out (RFC 4291, IANA's registry). */
const isGlobalUnicast = ([first = 0]: number[]): boolean => first >> 5 === 0b001;

/** An interface identifier of `0000:5efe` or `0200:5efe` before an IPv4 address, behind any prefix (RFC 5214, 6.1). */
function isIsatap(bytes: number[]): boolean {
  const [first = 0, second, third, fourth] = bytes.slice(8, 12);
  return (first & ~0b10) === 0 && second === 0 && third === 0x5e && fourth === 0xfe;
}

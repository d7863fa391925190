import { describe, expect, test } from "vitest";
import { isPublicAddress } from "./ip-address.ts";

/** 10.0.0.1 and 93.184.216.34: one private and one public address that IPv6 can carry. */
const carried = [
  ["mapped", (high: string, low: string) => `::ffff:${high}:${low}`],
  ["compatible", (high: string, low: string) => `::${high}:${low}`],
  ["translated (SIIT)", (high: string, low: string) => `::ffff:0:${high}:${low}`],
  ["NAT64", (high: string, low: string) => `64:ff9b::${high}:${low}`],
  ["local NAT64, at the end", (high: string, low: string) => `64:ff9b:1::${high}:${low}`],
  [
    "local NAT64, behind its /48",
    (high: string, low: string) => `64:ff9b:1:${high}:${low.padStart(4, "0").replace(/(..)(..)/, "$1:$200")}::`,
  ],
  ["6to4", (high: string, low: string) => `2002:${high}:${low}::1`],
  ["Teredo server", (high: string, low: string) => `2001:0:${high}:${low}::1`],
  ["Teredo client", (high: string, low: string) => `2001:0:4136:e378:8000:63bf:${flip(high)}:${flip(low)}`],
  ["ISATAP", (high: string, low: string) => `2a00:1450::5efe:${high}:${low}`],
  ["ISATAP of a public address", (high: string, low: string) => `2a00:1450:0:0:200:5efe:${high}:${low}`],
] as const;
const flip = (group: string) => (Number.parseInt(group, 16) ^ 0xffff).toString(16);

describe("an IPv6 address that carries an IPv4 one is not public", () => {
  for (const [name, write] of carried) {
    test.each([
      ["a private one", "a00", "1"],
      ["this machine's", "7f00", "1"],
      ["the metadata service's", "a9fe", "a9fe"],
      ["a public one", "5db8", "d822"],
    ])(`${name}: %s`, (_, high, low) => {
      const address = write(high, low);
      expect([address, isPublicAddress(address)]).toEqual([address, false]);
    });
  }

  test.each(["::127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::192.168.0.1", "0:0:0:0:0:0:a00:1", "0000:0000:0000:0000:0000:0000:0A00:0001"])(
    "however it is written: %s",
    (address) => {
      expect(isPublicAddress(address)).toBe(false);
    },
  );
});

test.each([
  ["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1"],
  ["192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.7", "224.0.0.1", "240.0.0.1", "255.255.255.255"],
  ["::", "::1", "100::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "3fff::1", "5f00::1"],
  ["fc00::1", "fd00::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1"],
  // Not given out to anybody.
  ["1::1", "4000::1", "8000::1", "::1:7f00:1", "64:ff9b:2::1"],
  ["", "localhost", "1.2.3", "1.2.3.4.5", "::g", "[::1]", "10.0.0.1/8"],
])("not public: %s, %s, …", (...addresses) => {
  expect(addresses.filter(isPublicAddress)).toEqual([]);
});

test.each(["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111", "2001:4860:4860::8888", "2a00:1450:4001:81b::200e", "2A00:1450:0:5EFE::1"])(
  "public: %s",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

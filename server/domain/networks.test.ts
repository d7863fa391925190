import { expect, test } from "vitest";
import { readNetworks } from "./networks.ts";

test("an address is of a network by its bytes, IPv4 within IPv6 too", () => {
  const { isEmpty, holds } = readNetworks(["192.168.1.0/24", "fd00::/8"]);
  expect(isEmpty).toBe(false);
  expect(["192.168.1.7", "::ffff:192.168.1.7", "fd12::1"].every(holds)).toBe(true);
  expect(["192.168.2.7", "127.0.0.1", "::1", "fe80::1"].some(holds)).toBe(false);
});

test("without networks none is", () => {
  expect(readNetworks([])).toMatchObject({ isEmpty: true });
  expect(readNetworks([]).holds("127.0.0.1")).toBe(false);
});

import { describe, expect, it } from "vitest";
import { networkOf } from "./network.ts";

describe("the network of a request", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::ffff:cb00:7107", "203.0.113.7"],
    ["0:0:0:0:0:FFFF:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002:ffff::1", "2001:db8:1:2::/64"],
    ["2001:db8::9", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["198.51.100.1, 203.0.113.7", "203.0.113.7"],
    ["", "unknown"],
    [null, "unknown"],
    [undefined, "unknown"],
  ])("%j is %j", (header, network) => {
    expect(networkOf(header)).toBe(network);
  });
});

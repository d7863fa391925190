import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashToken, looksLikeToken, mintToken } from "./tokens.ts";

describe("tokens", () => {
  it("carry their prefix, 256 random bits and a checksum", () => {
    const { token, hash, hint } = mintToken("device");
    expect(token).toMatch(/^mpd_[0-9A-Za-z]{49}$/);
    expect(hash).toBe(createHash("sha256").update(token).digest("hex"));
    expect(hint).toBe(`${token.slice(0, 8)}…${token.slice(-4)}`);
    expect(looksLikeToken("device", token)).toBe(true);
  });

  it("differ each time", () => {
    const tokens = Array.from({ length: 200 }, () => mintToken("device").token);
    expect(new Set(tokens).size).toBe(200);
  });

  it("of one kind do not pass as another", () => {
    expect(looksLikeToken("device", mintToken("setup").token)).toBe(false);
    expect(looksLikeToken("setup", mintToken("setup").token)).toBe(true);
  });

  it("have the checksum of CRC-32's published check value", () => {
    // CRC-32 of "mpd_" followed by 43 zeros, computed with Python's zlib.crc32.
    const unchecked = `mpd_${"0".repeat(43)}`;
    expect(looksLikeToken("device", `${unchecked}CHECK!`)).toBe(false);
    expect(looksLikeToken("device", `${unchecked}1tGXP2`)).toBe(true);
  });

  it("with any one character changed are refused", () => {
    const { token } = mintToken("device");
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (index, character) => {
        fc.pre(token.charAt(index) !== character);
        expect(looksLikeToken("device", token.slice(0, index) + character + token.slice(index + 1))).toBe(false);
      }),
    );
  });

  it("are hashed the same each time", () => {
    expect(hashToken("x")).toBe(hashToken("x"));
  });
});

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

  it.each([
    ["api_key", "mpk_"],
    ["calendar", "mpc_"],
    ["invitation", "mpi_"],
  ] as const)("of kind %s begin with %s", (kind, prefix) => {
    const { token } = mintToken(kind);
    expect(token.slice(0, 4)).toBe(prefix);
    expect(looksLikeToken(kind, token)).toBe(true);
    expect(looksLikeToken(kind, `${token.slice(0, -1)}!`)).toBe(false);
  });

  it("of a login are 40 hex characters in lower case", () => {
    const { token, hint } = mintToken("login");
    expect(token).toMatch(/^[0-9a-f]{40}$/);
    expect(hint).toBe(`${token.slice(0, 4)}…${token.slice(-4)}`);
    expect(looksLikeToken("login", token)).toBe(true);
    expect(looksLikeToken("login", token.toUpperCase().padEnd(41, "0"))).toBe(false);
    expect(looksLikeToken("login", mintToken("api_key").token)).toBe(false);
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

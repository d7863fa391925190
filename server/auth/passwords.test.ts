import { scryptSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { commonPasswords } from "./common-passwords.ts";
import { checkNewPassword, hashPassword, verifyPassword } from "./passwords.ts";

describe("password hashes", () => {
  it("keep algorithm, parameters, salt and hash, and verify", async () => {
    const stored = await hashPassword("a long enough phrase");
    expect(stored).toMatch(/^scrypt\$N=131072,r=8,p=1\$[\w+/]{22}==\$[\w+/]{43}=$/);
    expect(await verifyPassword("a long enough phrase", stored)).toEqual({ ok: true, outdated: false });
    expect(await verifyPassword("a long enough phrasE", stored)).toEqual({ ok: false, outdated: false });
  });

  it("of the same password differ", async () => {
    expect(await hashPassword("the same phrase")).not.toBe(await hashPassword("the same phrase"));
  });

  it("made with weaker parameters verify and say that they are outdated", async () => {
    const salt = Buffer.from("0123456789abcdef");
    const key = scryptSync("old but right", salt, 32, { N: 2 ** 14, r: 8, p: 1 });
    const stored = `scrypt$N=16384,r=8,p=1$${salt.toString("base64")}$${key.toString("base64")}`;
    expect(await verifyPassword("old but right", stored)).toEqual({ ok: true, outdated: true });
    expect(await verifyPassword("wrong", stored)).toEqual({ ok: false, outdated: false });
  });

  it.each([null, "", "garbage", "scrypt$N=1$$", "md5$x$y$z"])("%j never verifies", async (stored) => {
    expect(await verifyPassword("", stored)).toEqual({ ok: false, outdated: false });
  });

  it("treat composed and decomposed letters alike", async () => {
    const stored = await hashPassword("caf\u00e9 au lait");
    expect((await verifyPassword("cafe\u0301 au lait", stored)).ok).toBe(true);
  });
});

describe("new passwords", () => {
  it.each([
    ["seven characters", "abcdefg"],
    ["257 characters", "abcdef".repeat(43).slice(0, 257)],
    ["a common one in capitals", "PASSWORD123"],
    ["the e-mail address", "Ann@Example.org"],
    ["two characters over and over", "abababababab"],
  ])("%s is refused", (_, password) => {
    expect(() => checkNewPassword(password, "ann@example.org")).toThrow(/password/i);
  });

  it.each(["correct horse battery staple", "ünïcödé 12", "x7#kQ9!z", "abc".repeat(85)])("%j is taken", (password) => {
    expect(() => checkNewPassword(password, "ann@example.org")).not.toThrow();
  });

  it("are held against a list of some hundred", () => {
    expect(commonPasswords.size).toBeGreaterThan(300);
    for (const password of commonPasswords) expect(password).toBe(password.toLowerCase());
  });
});

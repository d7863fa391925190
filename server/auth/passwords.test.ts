import { scryptSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { commonPasswords } from "./common-passwords.ts";
import { occupyHashing } from "./fixtures/occupy-hashing.ts";
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

describe("sixty passwords at once", () => {
  it("are hashed in turn; those for whom there is no room are told to try again", async () => {
    const salt = Buffer.from("0123456789abcdef");
    const quick = `scrypt$N=1024,r=8,p=1$${salt.toString("base64")}$${scryptSync("a phrase", salt, 32, { N: 1024 }).toString("base64")}`;
    const results = await Promise.allSettled(Array.from({ length: 60 }, () => verifyPassword("a phrase", quick)));
    const refusals = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    // One at a time, and sixteen who wait.
    expect(refusals).toHaveLength(60 - 17);
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: "unavailable", retryAfterS: 5 });
  });

  it("are refused whether new or to be checked, and there is room again afterwards", async () => {
    const release = occupyHashing();
    await expect(hashPassword("a long enough phrase")).rejects.toMatchObject({ code: "unavailable" });
    await expect(verifyPassword("a long enough phrase", null)).rejects.toMatchObject({ code: "unavailable" });
    await release();
    expect((await verifyPassword("a long enough phrase", null)).ok).toBe(false);
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

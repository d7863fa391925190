import { randomUUID } from "node:crypto";
import { decode, encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { absoluteLimitS, idleLimitS, renewalIntervalS } from "./session-limits.ts";
import { renewSession } from "./session-renewal.ts";

const secret = "a secret of the tests, long enough";

/** A token issued now, for a sign-in some seconds ago. */
async function issue(signedInAgoS: number): Promise<{ token: string; nowS: number; claims: object }> {
  const nowS = Math.floor(Date.now() / 1000);
  const claims = { sessionId: randomUUID(), userId: 1, accountId: 2, version: 3, signedInAt: nowS - signedInAgoS };
  return { token: await encode({ token: claims, secret, maxAge: idleLimitS }), nowS, claims };
}

describe("renewing a session", () => {
  it("leaves a fresh token alone", async () => {
    const { token, nowS } = await issue(0);
    expect(await renewSession(token, secret, (nowS + renewalIntervalS - 60) * 1000)).toBeNull();
  });

  it("keeps what an older one says and starts the idle limit anew", async () => {
    const { token, nowS, claims } = await issue(0);
    const renewed = await renewSession(token, secret, (nowS + renewalIntervalS + 60) * 1000);
    expect(renewed?.maxAgeS).toBe(idleLimitS);
    expect(await decode({ token: renewed?.token ?? "", secret })).toMatchObject(claims);
  });

  it("never passes the absolute limit", async () => {
    const { token, nowS } = await issue(absoluteLimitS - 2 * renewalIntervalS);
    const renewed = await renewSession(token, secret, (nowS + renewalIntervalS) * 1000);
    expect(renewed?.maxAgeS).toBe(renewalIntervalS);
    expect(await renewSession(token, secret, (nowS + 2 * renewalIntervalS) * 1000)).toBeNull();
  });

  it.each(["", "nonsense", "a.b.c.d.e"])("ignores %j", async (token) => {
    expect(await renewSession(token, secret, Date.now())).toBeNull();
  });

  it("ignores a token of another secret", async () => {
    const { token, nowS } = await issue(0);
    expect(await renewSession(token, `${secret}!`, (nowS + renewalIntervalS) * 1000)).toBeNull();
  });
});

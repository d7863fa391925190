import { createECDH } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { deriveVapidKeys } from "./vapid.ts";

test("a secret always gives the same valid pair of keys, another secret another one", () => {
  const keys = deriveVapidKeys("0123456789abcdef0123456789abcdef");
  expect(keys).toEqual(deriveVapidKeys("0123456789abcdef0123456789abcdef"));
  expect(keys).not.toEqual(deriveVapidKeys("0123456789abcdef0123456789abcdeg"));
  fc.assert(
    fc.property(fc.string({ minLength: 32 }), (secret) => {
      const { publicKey, privateKey } = deriveVapidKeys(secret);
      const curve = createECDH("prime256v1");
      curve.setPrivateKey(Buffer.from(privateKey, "base64url"));
      expect(curve.getPublicKey("base64url")).toBe(publicKey);
      expect([Buffer.from(publicKey, "base64url").length, Buffer.from(privateKey, "base64url").length]).toEqual([65, 32]);
    }),
  );
});

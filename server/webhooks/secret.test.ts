import { describe, expect, test } from "vitest";
import { newWebhookSalt, webhookSecret } from "./secret.ts";

const master = "0123456789abcdef0123456789abcdef";

describe("the signing secret of a webhook", () => {
  test("stays the same for a server and a salt, and for nothing else", () => {
    const salt = newWebhookSalt();
    const secret = webhookSecret(master, salt);
    expect(webhookSecret(master, salt)).toBe(secret);
    expect(webhookSecret(master, newWebhookSalt())).not.toBe(secret);
    expect(webhookSecret(master.replace("0", "1"), salt)).not.toBe(secret);
  });

  test("is 32 bytes in base64 behind its mark", () => {
    const secret = webhookSecret(master, newWebhookSalt());
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(Buffer.from(secret.slice(6), "base64")).toHaveLength(32);
  });
});

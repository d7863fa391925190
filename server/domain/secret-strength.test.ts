import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { countUnpredictable } from "./secret-strength.ts";

test.each([
  "a".repeat(40),
  "ab".repeat(20),
  "abc123".repeat(8),
  "0123456789abcdef0123456789abcdef",
  "abcdefghijklmnopqrstuvwxyz0123456789",
  "zyxwvutsrqponmlkjihgfedcba9876543210",
  "qwertyuiopasdfghjklzxcvbnmqwertyuiop",
  "abbabaabbaababbabaababbaabbabaab",
  "motorpoolmotorpoolmotorpoolmotorpool",
  "00000000000000000000000000000000001",
  "",
])("%s is told by its beginning", (secret) => {
  expect(countUnpredictable(secret)).toBeLessThan(20);
});

test("random secrets are not, however they are written", () => {
  for (let round = 0; round < 2000; round++) {
    const bytes = randomBytes(16);
    expect(countUnpredictable(bytes.toString("hex"))).toBeGreaterThanOrEqual(20);
    expect(countUnpredictable(randomBytes(24).toString("base64"))).toBeGreaterThanOrEqual(20);
  }
});

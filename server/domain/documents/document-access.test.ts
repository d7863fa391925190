import { expect, test } from "vitest";
import type { Actor, Scope } from "#server/domain/scope.ts";
import { mayWriteDocument } from "./document-access.ts";

const scope = (actor: Actor, driverIds: Scope["driverIds"] = "all"): Scope => ({ actor, accountId: 1, driverIds });
const driver = scope({ kind: "user", userId: 1, role: "driver" }, [7]);

test.each([
  ["the system", scope({ kind: "system", reason: "test" }), true],
  ["an owner", scope({ kind: "user", userId: 1, role: "owner" }), true],
  ["a manager", scope({ kind: "user", userId: 1, role: "manager" }), true],
  ["a key that may write", scope({ kind: "key", tokenId: 1, access: "write" }), true],
  ["a key that may read", scope({ kind: "key", tokenId: 1, access: "read" }), false],
  ["a viewer", scope({ kind: "user", userId: 1, role: "viewer" }), false],
  ["a driver", driver, false],
  ["an adapter", scope({ kind: "device", deviceId: 1 }, []), false],
])("papers of a car by %s: %s", (_, asker, may) => {
  expect(mayWriteDocument(asker, { driverId: null, kind: "insurance" })).toBe(may);
  expect(mayWriteDocument(asker, { driverId: null, kind: "licence" })).toBe(may);
});

test("a driver writes the own licence, nobody else's and nothing else", () => {
  expect(mayWriteDocument(driver, { driverId: 7, kind: "licence" })).toBe(true);
  expect(mayWriteDocument(driver, { driverId: 8, kind: "licence" })).toBe(false);
  expect(mayWriteDocument(driver, { driverId: 7, kind: "insurance" })).toBe(false);
  expect(mayWriteDocument(scope({ kind: "user", userId: 1, role: "viewer" }, [7]), { driverId: 7, kind: "licence" })).toBe(false);
});

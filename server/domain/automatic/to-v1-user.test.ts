import { expect, test } from "vitest";
import { appScopes } from "#server/domain/apps/scopes.ts";
import { viewerWith } from "./fixtures/facts.ts";
import { splitName } from "./split-name.ts";
import { toV1User } from "./to-v1-user.ts";

const mary = {
  uid: "ffd955ba-63db-4c25-a1b2-c3d4e5f60718",
  name: "Mary Driverton",
  email: "mary@cars.example",
  createdAt: new Date("2026-01-01T00:00:00Z"),
};

test("a person is an id, and who it is with scope:user:profile alone", () => {
  const id = { id: "U_ffd955ba63db4c25" };
  expect(toV1User(mary, viewerWith())).toEqual({ ...id, first_name: "Mary", last_name: "Driverton", email: "mary@cars.example" });
  expect(toV1User(mary, viewerWith(appScopes.filter((scope) => scope !== "scope:user:profile")))).toEqual(id);
});

test.each([
  ["Mary Driverton", "Mary", "Driverton"],
  [" Ana  de la Cruz ", "Ana de la", "Cruz"],
  ["Cher", "Cher", ""],
])("%j is %j, %j", (name, first_name, last_name) => {
  expect(splitName(name)).toEqual({ first_name, last_name });
});

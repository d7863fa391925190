import { expect, test } from "vitest";
import { openDatabase, plainClient } from "./client.ts";

test("the plain client of a database is known to every copy of this module, as Next's is one", async () => {
  const copy: { plainClient: typeof plainClient } = await import(`./client.ts?copy=${"second"}`);
  const { orm } = openDatabase("postgres://localhost/unused");
  expect(copy.plainClient).not.toBe(plainClient);
  expect(copy.plainClient(orm)).toBe(plainClient(orm));
});

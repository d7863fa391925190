import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { cases, commandNames } from "#server/commands/fixtures/permission-cases.ts";
import { callers, createFleet, scopeOf } from "#server/commands/fixtures/permission-fleet.ts";
import { AppError } from "#server/domain/errors.ts";

let database: TestDatabase;
let deps: CommandDeps;

beforeAll(async () => {
  database = await createTestDatabase();
  deps = { db: database.orm, now: () => new Date("2026-03-10T12:00:00Z") };
});
afterAll(() => database.drop());

/** `ok`, or the code of the AppError. */
async function outcomeOf(run: Promise<unknown>): Promise<string> {
  try {
    await run;
    return "ok";
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe("commands", () => {
  it("are all in the table below", () => {
    expect([...commandNames].sort()).toEqual(Object.keys(cases).sort());
  });

  for (const [name, { run, allowed, names }] of Object.entries(cases)) {
    for (const caller of callers) {
      const may = allowed.includes(caller);
      const expected = name === "createSetupLink" && may ? "conflict" : may ? "ok" : "forbidden";
      it(`${name} by ${caller}: ${expected}`, async () => {
        const fleet = await createFleet(deps);
        expect(await outcomeOf(run(await scopeOf(deps, fleet, caller), fleet, deps))).toBe(expected);
      });
      if (names && may) {
        it(`${name} by ${caller} on another account's rows: not_found`, async () => {
          const scope = await scopeOf(deps, await createFleet(deps), caller);
          expect(await outcomeOf(run(scope, await createFleet(deps), deps))).toBe("not_found");
        });
      }
    }
  }
});

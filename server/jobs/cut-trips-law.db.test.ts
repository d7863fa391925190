import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countCases, createTestDatabase, type TestDatabase } from "#db/test-db.ts";
import { play } from "./fixtures/cut-stage.ts";
import { changes, histories, inOrder, recording } from "./fixtures/made-recordings.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Recordings after which a fresh database keeps the tables small, however many cases there are. */
const perDatabase = 100;
let onDatabase = 0;

async function renewDatabase(): Promise<void> {
  if (++onDatabase < perDatabase) return;
  await database.drop();
  database = await createTestDatabase();
  onDatabase = 0;
}

/** Histories of each recording: what they are compared with is made once. */
const perRecording = 8;
const cases = countCases(2000);
/** Far more than a case takes, ms. */
const longestCaseMs = 2000;

test(
  "however a recording is split into uploads, in whatever order they come and whenever the worker runs, the same is made of it",
  async () => {
    const cut = fc.record({ recorded: recording, made: changes }).chain(({ recorded, made }) =>
      fc.record({
        recorded: fc.constant(recorded),
        made: fc.constant(made),
        played: fc.array(histories(recorded, made.length), { minLength: perRecording, maxLength: perRecording }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(cut, async ({ recorded, made, played }) => {
        const all = [inOrder(recorded, made.length), ...played];
        const [expected, ...outcomes] = await Promise.all(all.map((history) => play(database, recorded, made, history)));
        for (const outcome of outcomes) expect(outcome).toEqual(expected);
        await renewDatabase();
      }),
      // A failure names the seed that brings it back; to shrink it would take many minutes.
      { numRuns: Math.ceil(cases / perRecording), endOnFailure: true },
    );
  },
  cases * longestCaseMs,
);

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DtcReport, mergeDtcReports } from "#server/domain/vehicles/state.ts";
import { findMilStretches, trackEpisodes } from "./track.ts";

const report = (atMs: number, status: DtcReport["status"], code = "P0301"): DtcReport => ({ atMs, code, status });

describe("episodes of fault codes", () => {
  test("open with the first report, are confirmed by the first stored one and closed by clearing", () => {
    const told = [report(1, "pending"), report(2, "stored"), report(3, "stored"), report(4, "cleared")];
    expect(trackEpisodes(told)).toEqual([{ code: "P0301", status: "cleared", openedAtMs: 1, storedAtMs: 2, closedAtMs: 4 }]);
  });

  test("repeats continue an open one, and its status is what the newest said", () => {
    const told = [report(1, "stored"), report(5, "pending")];
    expect(trackEpisodes(told)).toEqual([{ code: "P0301", status: "pending", openedAtMs: 1, storedAtMs: 1, closedAtMs: null }]);
  });

  test("a code that comes back after it was cleared opens a new one", () => {
    const told = [report(1, "stored"), report(2, "cleared"), report(3, "cleared"), report(9, "pending")];
    expect(trackEpisodes(told)).toMatchObject([
      { openedAtMs: 1, closedAtMs: 2 },
      { openedAtMs: 9, closedAtMs: null, storedAtMs: null },
    ]);
  });

  test("clearing a code that was not open is no episode", () => {
    expect(trackEpisodes([report(1, "cleared")])).toEqual([]);
  });

  test("two adapters in one moment: stored outweighs pending, clearing comes last", () => {
    expect(trackEpisodes([report(1, "pending"), report(1, "stored")])).toMatchObject([{ status: "stored", storedAtMs: 1 }]);
    const both = [report(1, "cleared"), report(1, "stored"), report(2, "pending")];
    expect(trackEpisodes(both)).toMatchObject([
      { openedAtMs: 1, closedAtMs: 1 },
      { openedAtMs: 2, closedAtMs: null },
    ]);
  });

  test("codes do not touch each other", () => {
    const told = [report(1, "stored"), report(2, "cleared", "P0420"), report(1, "stored", "P0420")];
    expect(trackEpisodes(told).map(({ code, closedAtMs }) => [code, closedAtMs])).toEqual([
      ["P0301", null],
      ["P0420", 2],
    ]);
  });
});

const reports = fc.array(
  fc.record({
    atMs: fc.integer({ min: 0, max: 12 }),
    code: fc.constantFrom("P0301", "P0420"),
    status: fc.constantFrom("stored", "pending", "cleared"),
  }),
  { maxLength: 24 },
);

describe("the laws of episodes", () => {
  test("shuffled and repeated reports give the same episodes", () => {
    const shuffled = reports.chain((told) =>
      fc.tuple(fc.constant(told), fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2 })),
    );
    fc.assert(
      fc.property(shuffled, ([told, again]) => {
        expect(trackEpisodes(again)).toEqual(trackEpisodes(told));
      }),
    );
  });

  test("episodes of a code follow one another, and only the last may be open", () => {
    fc.assert(
      fc.property(reports, (told) => {
        for (const code of ["P0301", "P0420"]) {
          const own = trackEpisodes(told).filter((episode) => episode.code === code);
          for (const [at, { openedAtMs, storedAtMs, closedAtMs, status }] of own.entries()) {
            const next = own[at + 1];
            expect(next === undefined || (closedAtMs !== null && closedAtMs < next.openedAtMs)).toBe(true);
            expect(closedAtMs === null || closedAtMs >= openedAtMs).toBe(true);
            expect(storedAtMs === null || storedAtMs >= openedAtMs).toBe(true);
            expect(status === "cleared").toBe(closedAtMs !== null);
          }
        }
      }),
    );
  });

  test("what is open is what the car's state says is open", () => {
    const rank = { pending: 0, stored: 1, cleared: 2 };
    fc.assert(
      fc.property(reports, (told) => {
        const newest = ["P0301", "P0420"].flatMap(
          (code) =>
            told
              .filter((each) => each.code === code)
              .sort((a, b) => b.atMs - a.atMs || rank[b.status] - rank[a.status])
              .slice(0, 1) as DtcReport[],
        );
        const open = trackEpisodes(told).filter(({ closedAtMs }) => closedAtMs === null);
        const state = mergeDtcReports({}, newest).dtcs ?? [];
        const written = ({ code, status }: { code: string; status: string }) => `${code} ${status}`;
        expect(open.map(written).sort()).toEqual(state.map(written).sort());
      }),
    );
  });
});

describe("stretches with the check engine light on", () => {
  const told = (...pairs: [number, boolean][]) => pairs.map(([atMs, mil]) => ({ atMs, mil }));

  test("last from the first report of it to the first of its absence", () => {
    expect(findMilStretches(told([1, false], [2, true], [3, true], [5, false], [9, true]))).toEqual([
      { fromMs: 2, toMs: 5 },
      { fromMs: 9, toMs: null },
    ]);
  });

  test("do not depend on the order of reports; on wins within a moment", () => {
    const wanted = [{ fromMs: 1, toMs: 4 }];
    expect(findMilStretches(told([4, false], [2, false], [1, true], [2, true]))).toEqual(wanted);
    expect(findMilStretches(told([2, true], [1, true], [2, false], [4, false]))).toEqual(wanted);
  });
});

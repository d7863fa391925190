import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { trackEpisodes } from "#server/domain/health/dtc/track.ts";
import type { DtcReport } from "#server/domain/vehicles/state.ts";
import type { MilMemory } from "./memory.ts";
import { assumeTold, findMilMoments, type MilMoment, selectMilNews } from "./mil.ts";

const minute = 60_000;

type Told = readonly [minutes: number, code: string, status: DtcReport["status"], mil?: boolean];

function toReports(told: readonly Told[]): DtcReport[] {
  return told.map(([minutes, code, status, mil]) => ({ atMs: minutes * minute, code, status, ...(mil !== undefined && { mil }) }));
}

/** As the reports are read from the database: what the lamp said at each moment, on winning. */
function findOf(reports: readonly DtcReport[]): MilMoment[] {
  const lit = new Map<number, boolean>();
  for (const { atMs, mil } of reports) if (mil !== undefined) lit.set(atMs, mil || lit.get(atMs) === true);
  return findMilMoments(
    trackEpisodes(reports),
    [...lit].map(([atMs, mil]) => ({ atMs, mil })),
  );
}

const brief = (moment: MilMoment) => {
  const codes = moment.dtcs.map(({ code }) => code).join("+");
  return `${moment.type.slice(4)} ${moment.atMs / minute} ${codes}${moment.type === "mil.off" ? ` ${moment.userCleared ? "cleared" : "by itself"}` : ""}`;
};
const find = (...told: Told[]) => findOf(toReports(told)).map(brief);

describe("the light goes on", () => {
  test("when a code is confirmed with it, and again with each further one, naming all", () => {
    expect(find([1, "P0301", "pending", false], [2, "P0301", "stored", true], [3, "P0301", "stored", true])).toEqual(["on 2 P0301"]);
    expect(find([1, "P0301", "stored", true], [2, "P0420", "stored", true], [3, "P0420", "stored", true])).toEqual([
      "on 1 P0301",
      "on 2 P0301+P0420",
    ]);
    expect(find([1, "P0301", "stored", true], [1, "P0420", "stored", true])).toEqual(["on 1 P0301+P0420"]);
  });

  test("with when each code was first reported", () => {
    const [on] = findOf(
      toReports([
        [1, "P0301", "pending", false],
        [2, "P0301", "stored", true],
      ]),
    );
    expect(on?.dtcs).toEqual([{ code: "P0301", atMs: minute }]);
  });

  test("later than the code where it was dark then", () => {
    expect(find([1, "P0301", "stored", false], [5, "P0301", "stored", true])).toEqual(["on 5 P0301"]);
  });

  test("for what is only pending never", () => {
    expect(find([1, "P0301", "pending", true])).toEqual([]);
  });

  test("with a confirmed code where the car never says how it is", () => {
    expect(find([1, "P0301", "stored"], [9, "P0301", "cleared"])).toEqual(["on 1 P0301", "off 9 P0301 cleared"]);
  });
});

describe("the light goes off", () => {
  const both: Told[] = [
    [1, "P0301", "stored", true],
    [1, "P0420", "stored", true],
  ];

  test("cleared by somebody when all codes are reported as cleared", () => {
    expect(find(...both, [9, "P0301", "cleared", false], [9, "P0420", "cleared", false])[1]).toBe("off 9 P0301+P0420 cleared");
    expect(find(...both, [9, "P0301", "cleared", true], [9.5, "P0420", "cleared", true])[1]).toBe("off 9.5 P0301+P0420 cleared");
    expect(find(...both, [9, "P0301", "cleared", false], [9.5, "P0420", "cleared", false])[1]).toBe("off 9 P0301+P0420 cleared");
  });

  test("by itself where codes are left", () => {
    expect(find(...both, [9, "P0301", "stored", false])[1]).toBe("off 9 P0301+P0420 by itself");
    expect(find(...both, [9, "P0301", "cleared", false], [30, "P0420", "cleared", false]).slice(1)).toEqual([
      "off 9 P0301+P0420 by itself",
    ]);
  });

  test("not while a code is left and it is on", () => {
    expect(find(...both, [9, "P0301", "cleared", true])).toEqual(["on 1 P0301+P0420"]);
  });

  test("and on again", () => {
    const again: Told[] = [
      [9, "P0301", "stored", false],
      [12, "P0301", "stored", true],
    ];
    expect(find(...both, ...again)).toEqual(["on 1 P0301+P0420", "off 9 P0301+P0420 by itself", "on 12 P0301+P0420"]);
  });
});

/** Tells what is new after each part of the reports; gives all that was told. */
function tellParts(parts: readonly (readonly DtcReport[])[]): MilMoment[] {
  const known: DtcReport[] = [];
  const told: MilMoment[] = [];
  let memory: MilMemory = { told: [], floorMs: null };
  for (const part of parts) {
    known.push(...part);
    const { news, memory: after } = selectMilNews(findOf(known), memory);
    memory = JSON.parse(JSON.stringify(after));
    told.push(...news);
  }
  return told;
}

/** Reports of three codes and the light, which says how it is each time, at moments of their own. */
const lives = fc
  .array(
    fc.record({
      code: fc.constantFrom("P0301", "P0420", "U0100"),
      status: fc.constantFrom("pending", "stored", "cleared"),
      mil: fc.boolean(),
    }),
    {
      maxLength: 12,
    },
  )
  .map((told) =>
    told.map((report, i): DtcReport => ({ ...report, status: report.status as DtcReport["status"], atMs: (i + 1) * 10 * minute })),
  );

describe("news", () => {
  test("are all moments, each once, when reports come one after another", () => {
    fc.assert(
      fc.property(lives, (reports) => {
        const parts = reports.map((report) => [report]);
        expect(tellParts(parts).map(brief)).toEqual(findOf(reports).map(brief));
        expect(tellParts(parts.flatMap((part) => [part, part])).map(brief)).toEqual(findOf(reports).map(brief));
      }),
    );
  });

  test("leave no moment out and tell none twice when reports come shuffled, late and again", () => {
    fc.assert(
      fc.property(lives, fc.infiniteStream(fc.nat(3)), (reports, choices) => {
        const parts: DtcReport[][] = [[], [], [], []];
        for (const report of reports) parts[choices.next().value as number]?.push(report);
        const told = tellParts([...parts, reports, reports]);
        // A moment is told anew only with a code that nobody was told of.
        expect(new Set(told.map(({ type, atMs, dtcs }) => `${type} ${atMs} ${dtcs.map(({ code }) => code)}`)).size).toBe(told.length);
        for (const moment of findOf(reports)) {
          const same = told.filter(({ type, atMs }) => type === moment.type && atMs >= moment.atMs && atMs <= moment.sameToMs);
          expect(same.length).toBeGreaterThan(0);
          for (const { code, fromMs } of moment.of) {
            expect(told.some(({ type, atMs, dtcs }) => type === "mil.on" && atMs >= fromMs && dtcs.some((dtc) => dtc.code === code))).toBe(
              true,
            );
          }
        }
      }),
    );
  });

  test("are none for what was so before anybody was told", () => {
    const old = toReports([
      [1, "P0301", "stored", true],
      [5, "P0301", "cleared", false],
    ]);
    const found = findOf([...old, ...toReports([[9, "P0420", "stored", true]])]);
    expect(selectMilNews(found, assumeTold(found, [{ atMs: 9 * minute }])).news.map(brief)).toEqual(["on 9 P0420"]);
  });

  test("are remembered up to a number, and what is older than those counts as told", () => {
    const long = toReports(Array.from({ length: 400 }, (_, i): Told => [i * 10, "P0301", i % 2 === 0 ? "stored" : "cleared", i % 2 === 0]));
    const found = findOf(long);
    expect(found).toHaveLength(400);
    const { news, memory } = selectMilNews(found, { told: [], floorMs: null });
    expect(news).toHaveLength(400);
    expect(memory.told).toHaveLength(100);
    expect(selectMilNews(found, memory).news).toEqual([]);
  });
});

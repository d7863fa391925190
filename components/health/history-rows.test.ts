import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { historyWidth, toHistoryRows } from "./history-rows.ts";
import type { Episode } from "./verdict.ts";

const day = 86_400_000;
const now = 100 * day;
let nextId = 0;
const episode = (code: string, openedDay: number, more: Partial<Episode> = {}): Episode => ({
  id: ++nextId,
  code,
  status: "stored",
  openedAt: new Date(openedDay * day),
  storedAt: new Date(openedDay * day),
  closedAt: null,
  openedTimeZone: null,
  closedTimeZone: null,
  openedTripId: null,
  closedTripId: null,
  openedKm: null,
  closedKm: null,
  drivenM: 0,
  milDrivenM: 0,
  title: code,
  severity: "medium",
  ...more,
});

describe("the history of faults as bars", () => {
  test("a row for each code, a bar for each episode, from the first opening until now", () => {
    const closed = episode("P0301", 0, { status: "cleared", closedAt: new Date(50 * day) });
    const { fromMs, rows } = toHistoryRows([episode("P0301", 90), episode("P0420", 50, { storedAt: new Date(75 * day) }), closed], now);
    expect(fromMs).toBe(0);
    expect(rows.map(({ code }) => code)).toEqual(["P0301", "P0420"]);
    expect(rows[0]?.bars).toMatchObject([
      { x: 900, width: 100, pendingWidth: 0 },
      { x: 0, width: 500, pendingWidth: 0 },
    ]);
    expect(rows[1]?.bars).toMatchObject([{ x: 500, width: 500, pendingWidth: 250 }]);
  });

  test("one that was never confirmed is pale all over", () => {
    const [row] = toHistoryRows([episode("P0301", 50, { status: "pending", storedAt: null })], now).rows;
    expect(row?.bars).toMatchObject([{ width: historyWidth, pendingWidth: historyWidth }]);
  });

  test("short ones can be seen, and none reaches beyond the end", () => {
    const instant = episode("P0301", 100, { closedAt: new Date(now), status: "cleared" });
    const [row] = toHistoryRows([instant], now).rows;
    expect(row?.bars).toMatchObject([{ x: historyWidth - 4, width: 4 }]);
    expect(toHistoryRows([instant], now).fromMs).toBe(93 * day);
  });

  test("no bar has a negative part, at whatever moments", () => {
    const moment = fc.integer({ min: 0, max: now });
    fc.assert(
      fc.property(fc.array(fc.tuple(moment, moment, moment, fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 6 }), (times) => {
        const episodes = times.map(([a, b, c, confirmed, closed]) => {
          const [openedAt, storedAt, closedAt] = [a, b, c].sort((x, y) => x - y).map((at) => new Date(at));
          const own = { openedAt: openedAt ?? new Date(), storedAt: confirmed ? (storedAt ?? null) : null };
          return episode("P0301", 0, { ...own, closedAt: closed ? (closedAt ?? null) : null });
        });
        for (const { x, width, pendingWidth } of toHistoryRows(episodes, now).rows[0]?.bars ?? []) {
          expect(Math.min(x, width, pendingWidth, width - pendingWidth)).toBeGreaterThanOrEqual(0);
          expect(x + width).toBeLessThanOrEqual(historyWidth + 1e-6);
        }
      }),
    );
  });
});

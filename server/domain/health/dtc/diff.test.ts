import { describe, expect, test } from "vitest";
import { diffEpisodes, type KnownEpisode } from "./diff.ts";
import type { TrackedEpisode } from "./episode.ts";

const episode = (openedAtMs: number, more: Partial<TrackedEpisode> = {}): TrackedEpisode => ({
  code: "P0301",
  status: "pending",
  openedAtMs,
  storedAtMs: null,
  closedAtMs: null,
  openedTripId: null,
  closedTripId: null,
  openedKm: null,
  closedKm: null,
  lat: null,
  lon: null,
  drivenM: 0,
  milDrivenM: 0,
  ...more,
});
const known = (id: number, openedAtMs: number, more: Partial<TrackedEpisode> = {}): KnownEpisode => ({
  id,
  ...episode(openedAtMs, more),
});
const nothing = { gone: [], changed: [], added: [], news: [] };

describe("comparing episodes", () => {
  test("what is as it was is left alone", () => {
    expect(diffEpisodes([known(7, 1)], [episode(1)])).toEqual(nothing);
  });

  test("a new one is added and told, with how far it has come", () => {
    const cleared = episode(5, { status: "cleared", storedAtMs: 6, closedAtMs: 9 });
    expect(diffEpisodes([], [episode(1), cleared])).toEqual({
      ...nothing,
      added: [episode(1), cleared],
      news: [
        { code: "P0301", status: "pending", atMs: 1 },
        { code: "P0301", status: "cleared", atMs: 9 },
      ],
    });
  });

  test("confirming and clearing are told; distance, and falling back to pending, are only written", () => {
    const stored = { status: "stored", storedAtMs: 3 } as const;
    expect(diffEpisodes([known(7, 1)], [episode(1, stored)]).news).toEqual([{ code: "P0301", status: "stored", atMs: 3 }]);
    const driven = episode(1, { ...stored, status: "pending", drivenM: 500 });
    expect(diffEpisodes([known(7, 1, stored)], [driven])).toEqual({ ...nothing, changed: [{ id: 7, ...driven }] });
  });

  test("an opening that late reports have moved keeps its id and is no news", () => {
    const earlier = episode(1);
    expect(diffEpisodes([known(7, 4)], [earlier])).toEqual({ ...nothing, changed: [{ id: 7, ...earlier }] });
  });

  test("one that a late clearing has split keeps its id, its second half is new", () => {
    const [first, second] = [episode(1, { status: "cleared", closedAtMs: 3 }), episode(5)];
    const diff = diffEpisodes([known(7, 1)], [first, second]);
    expect(diff).toMatchObject({ gone: [], changed: [{ id: 7, closedAtMs: 3 }], added: [second] });
    expect(diff.news).toHaveLength(2);
  });

  test("one that never was is gone and told", () => {
    const other = episode(1, { code: "P0420" });
    const diff = diffEpisodes([known(7, 1), known(8, 1, { code: "P0420" })], [other]);
    expect(diff).toEqual({ ...nothing, gone: [7], news: [{ code: "P0301", status: "removed", atMs: 1 }] });
  });
});

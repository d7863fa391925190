import { expect, test } from "vitest";
import { addRecord, createSlice, joinCounting } from "./slice.ts";

const nowMs = Date.parse("2026-06-01T12:00:00Z");

test("records are gathered by what they are, bad ones with their number", () => {
  const slice = createSlice();
  const lines = [
    '{"type":"sample","at":1772352000000,"rpm":900}',
    '{"type":"ignition","at":1772352001000,"on":true}',
    '{"type":"sample"',
    '{"type":"dtc","at":1772352000000,"code":"P0301","status":"stored"}',
    '{"type":"device","at":1772352000000,"plugged":true}',
    '{"type":"sample","at":1772352000000,"rpm":true}',
  ];
  lines.forEach((text, index) => {
    addRecord(slice, index + 1, text, nowMs);
  });
  expect(slice).toEqual({
    length: 6,
    samples: [
      { atMs: 1772352000000, rpm: 900 },
      { atMs: 1772352001000, ignition: true },
    ],
    dtcs: [{ atMs: 1772352000000, code: "P0301", status: "stored" }],
    deviceReports: [{ atMs: 1772352000000, plugged: true }],
    rejected: [
      { line: 3, reason: "not valid JSON" },
      { line: 6, reason: "rpm: must be a number" },
    ],
  });
});

test("samples of one moment are joined, and repeats among them are counted apart", () => {
  const gps = { atMs: 1000, lat: 1, lon: 2 };
  const obd = { atMs: 1000, rpm: 900, pids: { "0C": 1 } };
  const joined = joinCounting([gps, { atMs: 500, rpm: 1 }, obd, gps, { atMs: 1000, rpm: 800 }, { atMs: 1000, pids: { "5C": 2 } }]);
  expect(joined.samples).toEqual([
    { atMs: 500, rpm: 1 },
    { atMs: 1000, lat: 1, lon: 2, rpm: 900, pids: { "0C": 1, "5C": 2 } },
  ]);
  expect(joined.repeats).toBe(2);
  expect([joined.recordsAt(500), joined.recordsAt(1000)]).toEqual([1, 3]);
});

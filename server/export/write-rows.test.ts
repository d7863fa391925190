import { expect, test } from "vitest";
import { collect } from "#server/domain/telemetry/collect.ts";
import type { Column } from "./columns.ts";
import { type ExportFormat, writeRows } from "./write-rows.ts";

interface Row {
  name: string | null;
  lon: number | null;
}

const columns: Column<Row>[] = [
  { name: "name", meaning: "", value: (row) => row.name },
  { name: "lon", meaning: "", value: (row) => row.lon },
];

async function write(format: ExportFormat, ...rows: Row[]) {
  async function* all() {
    yield* rows;
  }
  return (await collect(writeRows(all(), columns, format))).join("");
}

test("CSV: quotes what needs it, leaves missing values empty and numbers as they are", async () => {
  expect(await write("csv", { name: 'a "b", c', lon: -83.2 }, { name: null, lon: null })).toBe('name,lon\r\n"a ""b"", c",-83.2\r\n,\r\n');
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])("CSV: text %j is no formula", async (name) => {
  expect(await write("csv", { name, lon: 0 })).toContain(`'${name}`);
});

test("JSON: an array, also an empty one", async () => {
  expect(JSON.parse(await write("json"))).toEqual([]);
  const rows = [
    { name: "=1", lon: -1 },
    { name: null, lon: null },
  ];
  expect(JSON.parse(await write("json", ...rows))).toEqual(rows);
});

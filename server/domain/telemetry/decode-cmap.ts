import { fromMph } from "#server/domain/units.ts";
import { type CsvRow, readCsvRows } from "./csv-rows.ts";
import { accept, type Decoded, quote, readNumber, reject, type TextChunks, wrongFile } from "./decoded.ts";
import { createLocalClock, type LocalClock, parseWallClock } from "./local-clock.ts";

/**
 * Chicago travel survey (CMAP, cleaned by NREL): a speed a second from a GPS logger, in miles/h, with a local wall clock.
 * The speed is the logger's, not the car's, so it becomes `gpsSpeedKmh`.
 */
export async function* decodeCmap(chunks: TextChunks, options: { timeZone: string }): AsyncGenerator<Decoded> {
  const clock = createLocalClock(options.timeZone);
  let columns: { timestamp: number; speed: number } | undefined;
  for await (const row of readCsvRows(chunks)) {
    if (columns) yield decodeRow(row, columns, clock);
    else columns = findColumns(row.cells);
  }
}

function findColumns(header: string[]): { timestamp: number; speed: number } {
  const names = header.map((name) => name.trim());
  const missing = ["timestamp", "speed_mph"].filter((name) => !names.includes(name));
  if (missing.length > 0) throw wrongFile("cmap", `its header lacks ${missing.join(" and ")}`);
  return { timestamp: names.indexOf("timestamp"), speed: names.indexOf("speed_mph") };
}

function decodeRow({ line, cells }: CsvRow, columns: { timestamp: number; speed: number }, clock: LocalClock): Decoded {
  const timestamp = cells[columns.timestamp] ?? "";
  const wallMs = parseWallClock(timestamp);
  if (wallMs === null) return reject(line, `timestamp is not yyyy-MM-dd HH:mm:ss: ${quote(timestamp)}`);
  const speedMph = readNumber(cells[columns.speed]);
  if (speedMph === undefined) return reject(line, "speed_mph is missing");
  if (Number.isNaN(speedMph)) return reject(line, `speed_mph is not a number: ${quote(cells[columns.speed] ?? "")}`);
  return accept(line, { atMs: clock.toUtcMs(wallMs), gpsSpeedKmh: fromMph(speedMph) });
}

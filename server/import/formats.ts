import { AppError } from "#server/domain/errors.ts";
import { parseMappings } from "#server/domain/telemetry/csv-mapping.ts";
import { decodeCarobd } from "#server/domain/telemetry/decode-carobd.ts";
import { decodeCmap } from "#server/domain/telemetry/decode-cmap.ts";
import { decodeCsv } from "#server/domain/telemetry/decode-csv.ts";
import { decodeEnvirocar } from "#server/domain/telemetry/decode-envirocar.ts";
import { decodeGpx } from "#server/domain/telemetry/decode-gpx.ts";
import { decodeOpenxc } from "#server/domain/telemetry/decode-openxc.ts";
import type { Decoded, TextChunks } from "#server/domain/telemetry/decoded.ts";
import { createLocalClock } from "#server/domain/telemetry/local-clock.ts";

export const formats = {
  csv: "any CSV with a header; --map says which column is what",
  cmap: "Chicago travel survey: speed a second with a local clock (--time-zone)",
  envirocar: "enviroCar tracks (GeoJSON)",
  carobd: "carOBD recordings, timed by the engine's run time",
  openxc: "OpenXC traces, a message a signal",
  gpx: "GPS tracks",
} as const;
export type Format = keyof typeof formats;

export interface FormatOptions {
  timeZone: string;
  /** `column=field:unit` of the csv format. */
  map: readonly string[];
}

export interface Decoder {
  format: Format;
  decode(chunks: TextChunks): AsyncGenerator<Decoded>;
  /** Differs exactly when the same file would be read differently. */
  settings: string;
}

/** Checks the options before any file is opened. Throws AppError bad_request. */
export function createDecoder(format: string, options: FormatOptions): Decoder {
  const { timeZone, map } = options;
  if (!isFormat(format)) throw new AppError("bad_request", `There is no format "${format}". Formats: ${Object.keys(formats).join(", ")}.`);
  createLocalClock(timeZone);
  if (format !== "csv" && map.length > 0) throw new AppError("bad_request", "--map belongs to --format csv.");
  const decoder = (decode: Decoder["decode"], ...settings: string[]) => ({ format, decode, settings: [format, ...settings].join("\n") });
  switch (format) {
    case "csv": {
      const mappings = parseMappings(map);
      return decoder((chunks) => decodeCsv(chunks, { mappings, timeZone }), timeZone, ...map);
    }
    case "cmap":
      return decoder((chunks) => decodeCmap(chunks, { timeZone }), timeZone);
    case "envirocar":
      return decoder(decodeEnvirocar);
    case "carobd":
      return decoder(decodeCarobd);
    case "openxc":
      return decoder(decodeOpenxc);
    case "gpx":
      return decoder(decodeGpx);
  }
}

function isFormat(name: string): name is Format {
  return Object.hasOwn(formats, name);
}

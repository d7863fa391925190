import { SaxesParser, type SaxesTagPlain } from "saxes";
import { AppError } from "#server/domain/errors.ts";
import { accept, type Decoded, quote, readNumber, reject, type TextChunks, wrongFile } from "./decoded.ts";
import type { Sample } from "./sample.ts";

/** Values inside a `<trkpt>`, by their name without prefix; extensions nest, so any depth counts. */
const pointValues = ["ele", "time", "speed", "course"];
/** Longer text between two tags is no track. */
const maxTextLength = 1_000_000;

/** GPS tracks in GPX 1.0 and 1.1: position, height, and speed (m/s) and course where an extension has them. */
export async function* decodeGpx(chunks: TextChunks): AsyncGenerator<Decoded> {
  const reader = new PointReader();
  for await (const chunk of chunks) {
    reader.write(chunk);
    yield* reader.takeDecoded();
  }
  reader.close();
  yield* reader.takeDecoded();
}

class PointReader {
  private readonly parser = new SaxesParser();
  private decoded: Decoded[] = [];
  private rootSeen = false;
  private point: { line: number; lat: string; lon: string; values: Record<string, string> } | undefined;
  private value: string | undefined;
  private sinceTag = 0;

  constructor() {
    this.parser.on("doctype", () => {
      throw wrongFile("gpx", "it has a document type declaration, which is not allowed");
    });
    this.parser.on("error", (error) => {
      throw new AppError("unprocessable", `The GPX cannot be read: ${error.message}`, { cause: error });
    });
    this.parser.on("opentag", (tag) => this.open(tag));
    this.parser.on("closetag", (tag) => this.closeTag(localName(tag.name)));
    this.parser.on("text", (text) => this.addText(text));
  }

  write(chunk: string): void {
    this.sinceTag += chunk.length;
    this.parser.write(chunk);
    if (this.sinceTag > maxTextLength) throw wrongFile("gpx", "a text in it is too long");
  }

  close(): void {
    if (!this.rootSeen) throw wrongFile("gpx", "it has no <gpx> element");
    this.parser.close();
  }

  takeDecoded(): Decoded[] {
    const taken = this.decoded;
    this.decoded = [];
    return taken;
  }

  private open(tag: SaxesTagPlain): void {
    this.sinceTag = 0;
    const name = localName(tag.name);
    if (!this.rootSeen && name !== "gpx") throw wrongFile("gpx", `it begins with <${name}>`);
    this.rootSeen = true;
    if (name === "trkpt") {
      this.point = { line: this.parser.line, lat: tag.attributes["lat"] ?? "", lon: tag.attributes["lon"] ?? "", values: {} };
    } else if (this.point && pointValues.includes(name)) this.value = "";
  }

  private addText(text: string): void {
    if (this.value !== undefined) this.value += text;
  }

  private closeTag(name: string): void {
    this.sinceTag = 0;
    if (this.point && this.value !== undefined && pointValues.includes(name)) {
      this.point.values[name] ??= this.value.trim();
      this.value = undefined;
    }
    if (name !== "trkpt" || !this.point) return;
    const { line, lat, lon, values } = this.point;
    this.decoded.push(decodePoint(line, lat, lon, values));
    this.point = undefined;
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function decodePoint(line: number, lat: string, lon: string, values: Record<string, string>): Decoded {
  const position = { lat: readNumber(lat) ?? Number.NaN, lon: readNumber(lon) ?? Number.NaN };
  if (Number.isNaN(position.lat) || Number.isNaN(position.lon)) return reject(line, `a point has no position: ${quote(`${lat}, ${lon}`)}`);
  const time = values["time"] ?? "";
  // A time without a zone is UTC by the standard.
  const atMs = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(time) ? time : `${time}Z`);
  if (Number.isNaN(atMs)) return reject(line, time === "" ? "a point has no time" : `a point's time cannot be read: ${quote(time)}`);
  const sample: Sample = { atMs, ...position };
  const altitudeM = readNumber(values["ele"]);
  const speedMps = readNumber(values["speed"]);
  const headingDeg = readNumber(values["course"]);
  if (altitudeM !== undefined && !Number.isNaN(altitudeM)) sample.altitudeM = altitudeM;
  if (speedMps !== undefined && speedMps >= 0) sample.gpsSpeedKmh = speedMps * 3.6;
  if (headingDeg !== undefined && !Number.isNaN(headingDeg)) sample.headingDeg = headingDeg;
  return accept(line, sample);
}

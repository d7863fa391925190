import { AppError } from "#server/domain/errors.ts";
import type { Splitter } from "./split-lines.ts";

const [quote, comma, backslash] = [0x22, 0x2c, 0x5c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Where the reading is; commas part texts at the depth of open brackets that goes with it. */
type Place = "before" | "members" | "records" | "after";
const depthOf: Record<Place, number> = { before: 0, members: 1, records: 2, after: 0 };

/**
 * Cuts `{"batch_id": …, "records": [ … ]}` into the texts of its records while it comes in, so that a JSON upload needs no more
 * memory than an NDJSON one. It follows strings and brackets only; what lies between is left to JSON.parse, record by record.
 */
export class JsonSplitter implements Splitter {
  /** Known once it came in; may stand after the records. */
  batchId: string | undefined;

  readonly #maxLength: number;
  #place: Place = "before";
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** What came since the last cut. */
  #carry = "";
  /** Only before the first record may nothing stand. */
  #records = 0;
  readonly #seen = new Set<string>();
  /** The member read last; nothing is left to read of `records` when its array has closed. */
  #lastMember: string | undefined;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  feed(piece: string): string[] {
    const records: string[] = [];
    let start = 0;
    // Every character of every JSON upload passes here: state in locals, and only five of them mean anything outside strings.
    let [depth, inString, escaped] = [this.#depth, this.#inString, this.#escaped];
    for (let index = 0; index < piece.length; index++) {
      const code = piece.charCodeAt(index);
      if (inString) {
        if (escaped) escaped = false;
        else if (code === quote) inString = false;
        else if (code === backslash) escaped = true;
      } else if (code === quote) inString = true;
      else if (code === openBrace || code === openBracket) {
        if (depth++ === depthOf[this.#place] && this.#opens(code, piece, start, index)) start = index + 1;
      } else if (code === closeBrace || code === closeBracket || code === comma) {
        const closes = code !== comma;
        if (closes) depth--;
        if (depth !== depthOf[this.#place] - (closes ? 1 : 0)) continue;
        this.#cut(this.#take(piece, start, index), code, records);
        start = index + 1;
      }
    }
    [this.#depth, this.#inString, this.#escaped] = [depth, inString, escaped];
    this.#carry = this.#join(piece, start, piece.length);
    return records;
  }

  end(): string[] {
    if (this.#place !== "after" || this.#carry.trim() !== "") throw malformed("it ends too early or goes on after its end");
    if (!this.#seen.has("records")) throw malformed("records is missing");
    return [];
  }

  /** True for the two brackets that open a list of texts: that of the object, and that of its records. */
  #opens(code: number, piece: string, start: number, index: number): boolean {
    if (this.#place === "after") throw malformed("it goes on after its end");
    if (this.#place === "before") {
      if (code !== openBrace || this.#take(piece, start, index) !== "") throw malformed("it must be an object");
      this.#place = "members";
      return true;
    }
    if (this.#place !== "members" || code !== openBracket) return false;
    if (!/^\s*"records"\s*:\s*$/.test(this.#join(piece, start, index))) return false;
    this.#note("records");
    this.#carry = "";
    this.#place = "records";
    return true;
  }

  /** A text ended with a comma or a closing bracket. */
  #cut(text: string, code: number, records: string[]): void {
    const closes = code !== comma;
    if (this.#place === "records") {
      if (code === closeBrace) throw malformed("records does not end");
      if (text !== "") records.push(text);
      else if (!closes || this.#records > 0) throw malformed("a record is empty");
      this.#records++;
      if (closes) this.#place = "members";
    } else if (this.#place === "members") {
      if (code === closeBracket) throw malformed("its brackets do not match");
      this.#readMember(text, closes);
      if (closes) this.#place = "after";
    } else throw malformed("it must be one object");
  }

  #readMember(text: string, isLast: boolean): void {
    if (text === "" && (this.#lastMember === "records" || (isLast && this.#seen.size === 0))) {
      this.#lastMember = undefined;
      return;
    }
    const [entry, ...more] = Object.entries(parseMember(text));
    if (!entry || more.length > 0) throw malformed("it is not valid JSON");
    const [key, value] = entry;
    this.#note(key);
    if (key === "records") throw new AppError("bad_request", "records: must be an array");
    if (key !== "batch_id") throw new AppError("bad_request", `${key.slice(0, 40)}: unknown key`);
    if (typeof value !== "string") throw new AppError("bad_request", "batch_id: must be a string");
    this.batchId = value;
  }

  #note(key: string): void {
    if (this.#seen.has(key)) throw malformed(`${key} comes twice`);
    this.#seen.add(key);
    this.#lastMember = key;
  }

  #take(piece: string, start: number, end: number): string {
    const text = this.#join(piece, start, end).trim();
    this.#carry = "";
    return text;
  }

  #join(piece: string, start: number, end: number): string {
    const text = this.#carry + piece.slice(start, end);
    if (text.length > this.#maxLength)
      throw new AppError("too_large", `Record ${this.#records + 1} is longer than ${this.#maxLength} characters.`);
    return text;
  }
}

function parseMember(text: string): object {
  try {
    return Object(JSON.parse(`{${text}}`));
  } catch {
    throw malformed("it is not valid JSON");
  }
}

const malformed = (how: string) => new AppError("bad_request", `The upload is not a JSON object with batch_id and records: ${how}.`);

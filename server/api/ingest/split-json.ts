import { AppError } from "#server/domain/errors.ts";
import type { Splitter } from "./split-lines.ts";

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Cuts `{"batch_id": …, "records": [ … ]}` into the texts of its records while it comes in, so that a JSON upload needs no more
 * memory than an NDJSON one. It follows strings and brackets only; what lies between is left to JSON.parse, record by record.
 */
export class JsonSplitter implements Splitter {
  /** Known once it came in; may stand after the records. */
  batchId: string | undefined;

  readonly #maxBytes: number;
  /** Open brackets: 0 outside, 1 among the members, 2 among the records. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  #place: "before" | "members" | "records" | "after" = "before";
  /** The text collected since the last cut. */
  #carry: Buffer = Buffer.alloc(0);
  /** Records so far: only before the first one may nothing stand. */
  #count = 0;
  readonly #seen = new Set<string>();
  /** The member whose text was cut last; nothing is left to read of `records` when its array has closed. */
  #lastMember: string | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  *feed(chunk: Uint8Array): Iterable<string> {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index];
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === backslash) this.#escaped = true;
        else if (byte === quote) this.#inString = false;
      } else if (byte === quote) this.#inString = true;
      else if (byte === openBrace || byte === openBracket) {
        if (this.#opens(byte, bytes.subarray(start, index))) start = index + 1;
        this.#depth++;
      } else if (byte === closeBrace || byte === closeBracket) {
        this.#depth--;
        if (this.#depth === this.#cutDepth() - 1) {
          yield* this.#cut(bytes.subarray(start, index), byte);
          start = index + 1;
        }
      } else if (byte === comma && this.#depth === this.#cutDepth()) {
        yield* this.#cut(bytes.subarray(start, index), comma);
        start = index + 1;
      }
    }
    this.#carry = this.#join(bytes.subarray(start));
  }

  end(): Iterable<string> {
    if (this.#place !== "after" || this.#text(Buffer.alloc(0)) !== "") throw malformed("it ends too early or goes on after its end");
    if (!this.#seen.has("records")) throw malformed("records is missing");
    return [];
  }

  /** The depth at which commas part texts. */
  #cutDepth(): number {
    return this.#place === "records" ? 2 : this.#place === "members" ? 1 : 0;
  }

  /** True for the two brackets that open a list of texts. */
  #opens(byte: number, rest: Buffer): boolean {
    if (this.#place === "before") {
      if (byte !== openBrace || this.#text(rest) !== "") throw malformed("it must be an object");
      this.#place = "members";
      return true;
    }
    if (this.#place === "after") throw malformed("it goes on after its end");
    if (this.#place !== "members" || this.#depth !== 1 || byte !== openBracket) return false;
    if (!/^"records"\s*:$/.test(this.#joinText(rest))) return false;
    this.#note("records");
    this.#carry = Buffer.alloc(0);
    this.#place = "records";
    return true;
  }

  *#cut(rest: Buffer, by: number | undefined): Iterable<string> {
    if (this.#place === "before" || this.#place === "after") throw malformed("it must be one object");
    const text = this.#text(rest);
    const closes = by !== comma;
    if (this.#place === "records") {
      if (by === closeBrace) throw malformed("records does not end");
      if (text !== "") yield text;
      else if (!closes || this.#count > 0) throw malformed("a record is empty");
      this.#count++;
      if (closes) this.#place = "members";
      return;
    }
    if (by === closeBracket) throw malformed("its brackets do not match");
    this.#member(text, closes);
    if (closes) this.#place = "after";
  }

  #member(text: string, last: boolean): void {
    // Nothing is left of `records` itself, and nothing stands in an empty object.
    if (text === "" && (this.#lastMember === "records" || (last && this.#seen.size === 0))) {
      this.#lastMember = undefined;
      return;
    }
    let member: unknown;
    try {
      member = JSON.parse(`{${text}}`);
    } catch {
      throw malformed("it is not valid JSON");
    }
    const [entry, ...more] = Object.entries(member ?? {});
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

  #text(rest: Buffer): string {
    const text = this.#joinText(rest);
    this.#carry = Buffer.alloc(0);
    return text;
  }

  #joinText(rest: Buffer): string {
    return this.#join(rest).toString("utf8").trim();
  }

  #join(rest: Buffer): Buffer {
    const joined = this.#carry.length === 0 ? rest : Buffer.concat([this.#carry, rest]);
    if (joined.length > this.#maxBytes) throw new AppError("too_large", `A record is longer than ${this.#maxBytes} bytes.`);
    return joined;
  }
}

const malformed = (how: string) => new AppError("bad_request", `The upload is not a JSON object with batch_id and records: ${how}.`);

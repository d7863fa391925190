import { AppError } from "#server/domain/errors.ts";

/** Cuts what comes in into the texts of single records. */
export interface Splitter {
  feed(chunk: Uint8Array): Iterable<string>;
  /** What is left when everything came in; throws when the end is missing. */
  end(): Iterable<string>;
}

/** NDJSON: one record a line. Gives blank lines too, as empty texts, so that line numbers stay those of the sender. */
export class LineSplitter implements Splitter {
  readonly #maxBytes: number;
  #carry: Buffer = Buffer.alloc(0);
  #line = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  *feed(chunk: Uint8Array): Iterable<string> {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      yield this.#take(bytes.subarray(start, end));
      start = end + 1;
    }
    this.#carry = this.#join(bytes.subarray(start));
  }

  *end(): Iterable<string> {
    if (this.#carry.length > 0) yield this.#take(Buffer.alloc(0));
  }

  #take(rest: Buffer): string {
    const line = this.#join(rest);
    this.#carry = Buffer.alloc(0);
    this.#line++;
    return line.toString("utf8").trimEnd();
  }

  #join(rest: Buffer): Buffer {
    const joined = this.#carry.length === 0 ? rest : Buffer.concat([this.#carry, rest]);
    if (joined.length > this.#maxBytes) throw new AppError("too_large", `Line ${this.#line + 1} is longer than ${this.#maxBytes} bytes.`);
    return joined;
  }
}

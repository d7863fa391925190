import { AppError } from "#server/domain/errors.ts";

/** Cuts the text that comes in, piece by piece, into the texts of single records. */
export interface Splitter {
  /** The records that end in this piece. */
  feed(piece: string): string[];
  /** The record that ended with the content; throws when the content ends too early. */
  end(): string[];
}

/** NDJSON: one record a line. Gives blank lines too, so that line numbers stay those of the sender. */
export class LineSplitter implements Splitter {
  readonly #maxLength: number;
  #carry = "";
  #line = 0;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  feed(piece: string): string[] {
    const lines = (this.#carry + piece).split("\n");
    for (const line of lines) {
      if (line.length > this.#maxLength)
        throw new AppError("too_large", `Line ${this.#line + 1} is longer than ${this.#maxLength} characters.`);
      this.#line++;
    }
    this.#carry = lines.pop() ?? "";
    this.#line--;
    return lines;
  }

  end(): string[] {
    return this.#carry === "" ? [] : [this.#carry];
  }
}

import { AppError } from "#server/domain/errors.ts";
import type { TextChunks } from "./decoded.ts";

export interface JsonElement {
  /** Line on which the element begins. */
  line: number;
  text: string;
}

/** One feature of a track is a few hundred characters; anything near this is no such file. */
const maxElementLength = 1_000_000;

/**
 * The elements of the array under a top-level key of a JSON object, as text, one by one:
 * a document of any size is read without ever being held as a whole.
 */
export async function* readJsonElements(chunks: TextChunks, key: string): AsyncGenerator<JsonElement> {
  const scanner = new ElementScanner(key);
  for await (const chunk of chunks) yield* scanner.push(chunk);
  scanner.end();
}

class ElementScanner {
  private readonly key: string;
  private line = 1;
  private depth = 0;
  private inString = false;
  private escaped = false;
  /** The last string read outside of elements: a key, when a colon follows. */
  private word = "";
  private lastKey = "";
  private inArray = false;
  private found = false;
  private element: string | undefined;
  private elementLine = 1;

  constructor(key: string) {
    this.key = key;
  }

  *push(chunk: string): Generator<JsonElement> {
    let from = 0;
    for (let index = 0; index < chunk.length; index++) {
      const outside = this.element === undefined;
      const ended = this.read(chunk.charCodeAt(index));
      if (outside && this.element !== undefined) from = index;
      if (ended) {
        yield { line: this.elementLine, text: this.element + chunk.slice(from, index + 1) };
        this.element = undefined;
      }
    }
    if (this.element === undefined) return;
    this.element += chunk.slice(from);
    if (this.element.length > maxElementLength) throw new AppError("unprocessable", `Line ${this.elementLine}: the element is too long.`);
  }

  end(): void {
    if (!this.found) throw new AppError("unprocessable", `The JSON has no list ${JSON.stringify(this.key)}.`);
    if (this.depth > 0) throw new AppError("unprocessable", `The JSON is cut off at line ${this.line}.`);
  }

  /** Takes one character; true when it closes an element. */
  private read(code: number): boolean {
    if (code === 10) this.line++;
    if (this.inString) this.readInString(code);
    else if (code === quoteMark) this.beginString();
    else if (code === openBrace || code === openBracket) this.open(code);
    else if (code === closeBrace || code === closeBracket) return this.close();
    else if (code === colon && this.depth === 1) this.lastKey = this.word;
    return false;
  }

  private beginString(): void {
    this.inString = true;
    this.word = "";
  }

  private readInString(code: number): void {
    if (this.escaped) this.escaped = false;
    else if (code === backslash) this.escaped = true;
    else if (code === quoteMark) this.inString = false;
    else if (this.depth === 1 && this.word.length < 100) this.word += String.fromCharCode(code);
  }

  private open(code: number): void {
    this.depth++;
    if (this.depth === 2 && code === openBracket && this.lastKey === this.key) {
      this.inArray = true;
      this.found = true;
    } else if (this.depth === 3 && this.inArray) {
      this.element = "";
      this.elementLine = this.line;
    }
  }

  private close(): boolean {
    this.depth--;
    if (this.depth === 1) this.inArray = false;
    return this.depth === 2 && this.inArray;
  }
}

const quoteMark = 34;
const colon = 58;
const openBracket = 91;
const backslash = 92;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

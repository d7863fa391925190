import type { TextChunks } from "./decoded.ts";

export interface TextLine {
  line: number;
  text: string;
  /** True where only the beginning of an overlong line is given. */
  cut: boolean;
}

const maxLineLength = 65_536;

/** Lines of a text that comes in chunks; the rest of an overlong line is dropped, so memory stays flat. */
export async function* readLines(chunks: TextChunks): AsyncGenerator<TextLine> {
  let line = 0;
  let rest = "";
  let cut = false;
  for await (const chunk of chunks) {
    const parts = chunk.split("\n");
    for (let index = 0; index < parts.length; index++) {
      const room = maxLineLength - rest.length;
      const part = parts[index] ?? "";
      if (part.length > room) cut = true;
      rest += part.slice(0, room);
      if (index === parts.length - 1) break;
      yield { line: ++line, text: rest.replace(/\r$/, ""), cut };
      rest = "";
      cut = false;
    }
  }
  if (rest !== "") yield { line: ++line, text: rest, cut };
}

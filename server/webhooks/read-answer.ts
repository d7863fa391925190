import type { IncomingMessage } from "node:http";

/** More of an answer is not read. */
const mostBytes = 65_536;
/** What the log keeps of it. */
const keptCharacters = 1000;
/** Nothing that moves a cursor, hides or turns text: what is kept is shown to people. */
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

/** One line of text from elsewhere, short enough to keep. */
export const toKeptText = (text: string, most = keptCharacters): string =>
  Array.from(text.replace(/\s+/g, " ").replace(unprintable, "")).slice(0, most).join("");

/** Collects the beginning of an answer's body as it comes, never inflated; what came so far can be asked for at any time. */
export function collectAnswer(response: IncomingMessage): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    if (bytes < mostBytes) chunks.push(chunk.subarray(0, mostBytes - bytes));
    bytes += chunk.length;
    if (bytes >= mostBytes) response.destroy();
  });
  // How far it came is enough: that there is an answer is known by its status.
  response.on("error", () => {});
  return () => toKeptText(Buffer.concat(chunks).toString("utf8"));
}

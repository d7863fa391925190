import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { AppError } from "#server/domain/errors.ts";

/** Called with the number of bytes just read from the disk. */
export type OnBytes = (bytes: number) => void;

/** Bytes on the disk. Throws AppError for a path that is no readable, filled file. */
export async function measureFile(path: string): Promise<number> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    const reason = cause.code === "ENOENT" ? "There is no such file." : `It cannot be read: ${cause.message}.`;
    throw new AppError("not_found", reason, { cause });
  });
  if (!found.isFile()) throw new AppError("bad_request", "This is not a file.");
  if (found.size === 0) throw new AppError("unprocessable", "The file is empty.");
  return found.size;
}

/** SHA-256 of the content, hex; the same for a file and its gzip. */
export async function hashRecording(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of await readContent(path)) hash.update(chunk);
  return hash.digest("hex");
}

/** The text of a file in chunks, however large it is: inflated if it is gzip, UTF-8 or UTF-16, without a byte-order mark. */
export async function* readText(path: string, onBytes?: OnBytes): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of await readContent(path, onBytes)) {
    decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? "utf-16le" : "utf-8");
    const text = decoder.decode(chunk, { stream: true });
    if (text !== "") yield text;
  }
  const rest = decoder?.decode() ?? "";
  if (rest !== "") yield rest;
}

async function readContent(path: string, onBytes: OnBytes = () => {}): Promise<AsyncIterable<Buffer>> {
  const bytes = countBytes(createReadStream(path), onBytes);
  return (await isGzip(path)) ? inflate(bytes) : bytes;
}

async function* countBytes(stream: AsyncIterable<Buffer>, onBytes: OnBytes): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    onBytes(chunk.length);
    yield chunk;
  }
}

/** By the first two bytes (RFC 1952), whatever the name says. */
async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

async function* inflate(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  // Errors of either side come out of the loop below.
  pipeline(Readable.from(bytes), gunzip, () => {});
  try {
    for await (const chunk of gunzip) yield chunk;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "unknown error";
    throw new AppError("unprocessable", `The gzip data is damaged: ${reason}.`, { cause });
  }
}

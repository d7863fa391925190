import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { AppError } from "#server/domain/errors.ts";
import type { IngestLimits } from "./limits.ts";

/**
 * The content of a request as it comes in, inflated. Counts while streaming and stops at the first limit that breaks:
 * `too_large`, `unsupported_media` for an encoding other than gzip, `bad_request` for a broken or silent sender.
 */
export function readContent(request: Request, limits: IngestLimits): AsyncGenerator<Uint8Array> {
  const encoding = (request.headers.get("content-encoding") ?? "identity").trim().toLowerCase();
  if (encoding !== "identity" && encoding !== "gzip") {
    throw new AppError("unsupported_media", "The only Content-Encoding is gzip, once.");
  }
  const length = Number(request.headers.get("content-length") ?? 0);
  if (length > limits.bodyBytes) throw tooLarge(`The body is larger than ${limits.bodyBytes} bytes.`);
  const received = receive(request, limits);
  return encoding === "gzip" ? inflate(received, limits) : received;
}

const pieceBytes = 256 * 1024;

const tooLarge = (message: string) => new AppError("too_large", message);

async function* receive(request: Request, limits: IngestLimits): AsyncGenerator<Uint8Array> {
  if (isSmall(request)) {
    // Most uploads: reading them at once costs the server a fraction of making a stream of them.
    yield new Uint8Array(await orSilence(request.arrayBuffer(), limits.silenceMs).catch(brokenOff));
    return;
  }
  if (!request.body) return;
  const reader = request.body.getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await orSilence(reader.read(), limits.silenceMs);
      if (done) return;
      bytes += value.byteLength;
      if (bytes > limits.bodyBytes) throw tooLarge(`The body is larger than ${limits.bodyBytes} bytes.`);
      // A body that was in memory already comes as one chunk: what is made of it should not be as large again.
      for (let start = 0; start < value.byteLength; start += pieceBytes) yield value.subarray(start, start + pieceBytes);
    }
  } catch (error) {
    brokenOff(error);
  } finally {
    // Not cancelled: that would close the connection before the answer is out. The server drains what still comes.
    reader.releaseLock();
  }
}

/** True for a body whose length is told and fits in one piece. */
function isSmall(request: Request): boolean {
  const length = request.headers.get("content-length");
  return length !== null && Number(length) <= pieceBytes;
}

function brokenOff(error: unknown): never {
  throw error instanceof AppError ? error : new AppError("bad_request", "The upload broke off.", { cause: error });
}

/** The same promise, unless it takes too long. */
async function orSilence<T>(read: Promise<T>, silenceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError("bad_request", "The upload stopped coming in.")), silenceMs);
  });
  try {
    return await Promise.race([read, silence]);
  } finally {
    clearTimeout(timer);
    // Releasing the reader rejects a read that is still waiting; nobody listens to it any more.
    read.catch(() => {});
  }
}

async function* inflate(source: AsyncIterable<Uint8Array>, limits: IngestLimits): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  // What goes wrong in the source comes out of the gunzip stream below.
  const feeding = pipeline(source, gunzip).catch(() => {});
  let bytes = 0;
  try {
    for await (const chunk of gunzip) {
      bytes += chunk.byteLength;
      if (bytes > limits.inflatedBytes) throw tooLarge(`The content is larger than ${limits.inflatedBytes} bytes when unpacked.`);
      // Its bytesWritten are the compressed bytes behind what came out so far.
      if (bytes > limits.ratioFromBytes && bytes > gunzip.bytesWritten * limits.ratio) {
        throw tooLarge(`The content unpacks to more than ${limits.ratio} times its size.`);
      }
      yield chunk;
    }
  } catch (error) {
    throw error instanceof AppError ? error : new AppError("bad_request", "The content is not valid gzip.", { cause: error });
  } finally {
    gunzip.destroy();
    await feeding;
  }
}

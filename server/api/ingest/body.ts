import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { AppError } from "#server/domain/errors.ts";
import { readBody } from "#server/http/request-body.ts";
import type { IngestLimits } from "./limits.ts";

export interface UploadRequest {
  request: Request;
  /** The message behind it, where it came over a socket of ours. */
  incoming?: IncomingMessage | undefined;
}

/**
 * The content of a request as it comes in, inflated. Counts while streaming and stops at the first limit that breaks: `too_large`,
 * `unsupported_media` for an encoding other than gzip, `request_timeout` for a slow sender, `bad_request` for a broken one.
 */
export function readContent({ request, incoming }: UploadRequest, limits: IngestLimits): AsyncGenerator<Uint8Array> {
  const encoding = (request.headers.get("content-encoding") ?? "identity").trim().toLowerCase();
  if (encoding !== "identity" && encoding !== "gzip") {
    throw new AppError("unsupported_media", "The only Content-Encoding is gzip, once.");
  }
  const { bodyBytes: maxBytes, leastRate } = limits;
  const bodyLimits = { maxBytes, leastRate, tooLarge: () => tooLarge(`The body is larger than ${maxBytes} bytes.`) };
  const received = inPieces(readBody(request, bodyLimits, incoming));
  return encoding === "gzip" ? inflate(received, limits) : received;
}

const tooLarge = (message: string) => new AppError("too_large", message);

/** A body that was in memory already comes as one chunk: what is made of it should not be as large again. */
const pieceBytes = 256 * 1024;

async function* inPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.byteLength; start += pieceBytes) yield chunk.subarray(start, start + pieceBytes);
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

import type { IncomingMessage } from "node:http";
import { AppError } from "#server/domain/errors.ts";

/** How fast a body has to come in: so many bytes, or its end, in each such time. */
export interface LeastRate {
  bytes: number;
  /** Time the server waits for the sender, ms. */
  windowMs: number;
}

/** About 0.5 kB/s: less than the slowest mobile network gives (GPRS, 1 kB/s and more). */
export const leastRate: LeastRate = { bytes: 16 * 1024, windowMs: 30_000 };

export interface BodyLimits {
  maxBytes: number;
  /** What is thrown for a larger body. */
  tooLarge: () => AppError;
  leastRate?: LeastRate;
}

/** Where a body is read from. The message of a socket is read no faster than its chunks are asked for; undefined: the body has ended. */
interface Source {
  read(): Promise<Uint8Array | undefined>;
  release(): void;
}

/**
 * The body of a request, chunk by chunk, as it comes in. Throws `tooLarge()`, `request_timeout` for a sender slower than the least rate,
 * and `bad_request` when it breaks off. Give the `incoming` message where there is one: the platform's stream buffers whatever comes in.
 */
export async function* readBody(request: Request, limits: BodyLimits, incoming?: IncomingMessage): AsyncGenerator<Uint8Array> {
  const { maxBytes, tooLarge } = limits;
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const source = incoming ? fromMessage(incoming) : fromStream(request.body);
  const paced = holdToRate(source, limits.leastRate ?? leastRate);
  let bytes = 0;
  try {
    for (let chunk = await paced(); chunk; chunk = await paced()) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw tooLarge();
      yield chunk;
    }
  } catch (error) {
    throw error instanceof AppError ? error : new AppError("bad_request", "The upload broke off.", { cause: error });
  } finally {
    // Not cancelled: that would close the connection before the answer is out. The server drains what still comes.
    source.release();
  }
}

/** Reads while the sender keeps to the rate. Only the time that is spent waiting for the sender counts. */
function holdToRate(source: Source, { bytes: leastBytes, windowMs }: LeastRate): Source["read"] {
  let [bytes, waitedMs] = [0, 0];
  const tooSlow = () =>
    new AppError("request_timeout", `The body came in too slowly: at least ${leastBytes} bytes are due every ${windowMs / 1000} s.`);
  return async () => {
    const startedMs = performance.now();
    const chunk = await within(source.read(), windowMs - waitedMs, tooSlow);
    waitedMs += performance.now() - startedMs;
    bytes += chunk?.byteLength ?? 0;
    if (bytes >= leastBytes) [bytes, waitedMs] = [0, 0];
    return chunk;
  };
}

async function within<T>(read: Promise<T>, ms: number, tooSlow: () => AppError): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow()), ms);
  });
  try {
    return await Promise.race([read, timeout]);
  } finally {
    clearTimeout(timer);
    // A read that is given up fails when its source is released; nobody listens to it any more.
    read.catch(() => {});
  }
}

function fromStream(body: ReadableStream<Uint8Array> | null): Source {
  const reader = body?.getReader();
  return { read: async () => (await reader?.read())?.value, release: () => reader?.releaseLock() };
}

function fromMessage(message: IncomingMessage): Source {
  let stop = () => {};
  /** Settles with the next event that a read could have been waiting for. */
  const change = () =>
    new Promise<void>((resolve, reject) => {
      const closed = () => reject(message.errored ?? new Error("The connection was closed."));
      message.once("readable", resolve).once("end", resolve).once("error", reject).once("close", closed);
      stop = () => message.off("readable", resolve).off("end", resolve).off("error", reject).off("close", closed);
    }).finally(stop);
  return {
    read: async () => {
      for (;;) {
        const chunk: Buffer | null = message.read();
        if (chunk) return chunk;
        if (message.readableEnded) return undefined;
        if (message.destroyed) throw message.errored ?? new Error("The connection was closed.");
        await change();
      }
    },
    release: () => stop(),
  };
}

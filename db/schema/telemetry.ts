import { jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { identity, idRef, moment } from "#db/columns.ts";
import type { UploadAnswer } from "#server/domain/telemetry/upload-answer.ts";
import { devices } from "./vehicles.ts";

/** One upload of a device: its answer is stored, so that a repeat gets the same one. */
export const uploadBatches = pgTable(
  "upload_batches",
  {
    ...identity(),
    deviceId: idRef("device_id")
      .notNull()
      .references(() => devices.id, { onDelete: "cascade" }),
    batchId: text("batch_id").notNull(),
    /** SHA-256 of the records, hex. */
    contentHash: text("content_hash").notNull(),
    /** Null while the batch is being stored. */
    answer: jsonb("answer").$type<UploadAnswer>(),
    receivedAt: moment("received_at").notNull().defaultNow(),
  },
  (t) => [uniqueIndex("upload_batches_natural_key").on(t.deviceId, t.batchId)],
);

import type { OpenAPIHono } from "@hono/zod-openapi";
import { createFamily } from "#server/api/family.ts";
import { uploadSchema } from "#server/domain/telemetry/record-schema.ts";
import { authenticateDevice } from "./auth.ts";
import type { IngestApiDeps } from "./deps.ts";
import { errorBody, rendering } from "./errors.ts";
import { defaultLimits } from "./limits.ts";
import { declareUploads } from "./uploads.ts";

/** The route by which adapters upload, served below `/api/ingest`. */
export function createIngestApi(deps: IngestApiDeps): OpenAPIHono {
  const api = createFamily({
    name: "ingest",
    log: deps.log,
    publicUrl: deps.publicUrl ?? "http://localhost:3000",
    authenticate: (request) => authenticateDevice(deps, request),
    renderingOf: () => rendering,
    document: {
      title: "Motorpool ingestion",
      version: "1",
      description: "Where adapters upload what they measure.",
      security: { name: "device", description: "The token of one device, made when the device was registered." },
      error: errorBody,
    },
  });
  declareUploads(api, deps, { ...defaultLimits, ...deps.limits });
  api.publish("/openapi.json", "This API as an OpenAPI 3.1 document", api.describe);
  api.publish("/schema.json", "JSON Schema of an upload", () => ({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Motorpool upload",
    ...uploadSchema,
  }));
  return api.app;
}

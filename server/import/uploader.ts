import { z } from "zod";
import type { Db } from "#db/client.ts";
import { insertDeviceToken, revokeTokenRow } from "#db/queries/apps/tokens.ts";
import { mintToken } from "#server/auth/tokens.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { AppError } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";

/** The ingestion route, in this process or elsewhere. */
export interface UploadRoute {
  request(path: string, init: RequestInit): Response | Promise<Response>;
}

const uploadPath = "/api/ingest/uploads";
const maxTries = 6;
/** Ends by itself should the process be killed before it can revoke its token. */
const tokenLifetimeMs = 24 * 3_600_000;

const answerSchema = z.object({
  accepted: z.number(),
  duplicates: z.number(),
  rejected: z.array(z.object({ line: z.number(), reason: z.string() })),
});
export type UploadAnswer = z.infer<typeof answerSchema>;

export interface Uploader {
  /** Sends one batch as newline-delimited JSON; waits and tries again while the route is busy. Throws AppError with the route's message. */
  upload(batchId: string, records: readonly { type: string }[]): Promise<UploadAnswer>;
  /** Revokes the token it has worked with. */
  close(): Promise<void>;
}

/** Uploads for a device through the ingestion route, as the adapter itself would, with a token of its own. */
export async function openUploader(deps: CommandDeps, scope: Scope, device: { id: number }, route: UploadRoute): Promise<Uploader> {
  const { token, hash, hint } = mintToken("device");
  const expiresAt = new Date(deps.now().getTime() + tokenLifetimeMs);
  const inserted = await insertDeviceToken(deps.db, scope, { deviceId: device.id, name: "import", hash, hint, expiresAt });
  return {
    upload: (batchId, records) => send(route, token, batchId, records),
    close: () => endToken(deps.db, scope, inserted.id, deps.now()),
  };
}

async function endToken(db: Db, scope: Scope, tokenId: number, at: Date): Promise<void> {
  await revokeTokenRow(db, scope, tokenId, at);
}

async function send(route: UploadRoute, token: string, batchId: string, records: readonly { type: string }[]): Promise<UploadAnswer> {
  const body = records.map((record) => `${JSON.stringify(record)}\n`).join("");
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson", "idempotency-key": batchId };
  for (let tries = 1; ; tries++) {
    const response = await route.request(uploadPath, { method: "POST", headers, body });
    if (response.ok) return answerSchema.parse(await response.json());
    const busy = [409, 429, 503].includes(response.status);
    if (!busy || tries === maxTries)
      throw new AppError("unprocessable", `The ingestion route refused the upload: ${await messageOf(response)}`);
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(response.headers.get("retry-after") ?? 1)));
  }
}

async function messageOf(response: Response): Promise<string> {
  const text = (await response.text()).slice(0, 500);
  return `${response.status} ${text}`;
}

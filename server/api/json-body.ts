import { AppError } from "#server/domain/errors.ts";

const mebibyte = 1024 * 1024;

/** Reads a JSON body of at most 1 MiB unless more is allowed: `unsupported_media`, `too_large` or `bad_request` for anything else. */
export async function readJsonBody(request: Request, maxBytes = mebibyte): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/([\w.-]+\+)?json(;|$)/i.test(type)) throw new AppError("unsupported_media", "Send Content-Type: application/json.");
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new AppError("too_large", `The body is larger than ${Math.floor(maxBytes / mebibyte)} MiB.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new AppError("bad_request", "The body is not valid JSON.");
  }
}

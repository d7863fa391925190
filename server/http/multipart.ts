import { AppError } from "#server/domain/errors.ts";
import { readBody } from "./request-body.ts";

/** A form of ours has a handful of fields. */
const maxParts = 24;

/**
 * Reads a form with a file. Counts while the body comes in and stops at `maxBytes`: `tooLarge()` is thrown then, `unsupported_media`
 * for a body that is no form, `request_timeout` for one that comes in too slowly, `bad_request` for a broken one.
 */
export async function readMultipart(request: Request, maxBytes: number, tooLarge: () => AppError): Promise<FormData> {
  const contentType = request.headers.get("content-type") ?? "";
  const boundary = /^multipart\/form-data;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))\s*$/i.exec(contentType);
  if (!boundary) throw new AppError("unsupported_media", "Send multipart/form-data.");
  const chunks: Uint8Array[] = [];
  for await (const chunk of readBody(request, { maxBytes, tooLarge })) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  if (countParts(body, boundary[1] ?? boundary[2] ?? "") > maxParts) throw new AppError("bad_request", "The form has too many fields.");
  try {
    return await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  } catch (error) {
    throw new AppError("bad_request", "The form cannot be read.", { cause: error });
  }
}

/** Counted before the form is taken apart, which costs more. */
function countParts(body: Buffer, boundary: string): number {
  const delimiter = Buffer.from(`--${boundary}`, "latin1");
  let count = 0;
  for (let at = body.indexOf(delimiter); at !== -1 && count <= maxParts; at = body.indexOf(delimiter, at + delimiter.length)) count++;
  return count;
}

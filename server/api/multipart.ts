import { AppError } from "#server/domain/errors.ts";

/** A form of ours has a handful of fields. */
const maxParts = 24;

/**
 * Reads a form with a file. Counts while the body comes in and stops at `maxBytes`: `tooLarge()` is thrown then, `unsupported_media`
 * for a body that is no form, `bad_request` for a broken one.
 */
export async function readMultipart(request: Request, maxBytes: number, tooLarge: () => AppError): Promise<FormData> {
  const contentType = request.headers.get("content-type") ?? "";
  const boundary = /^multipart\/form-data;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))\s*$/i.exec(contentType);
  if (!boundary) throw new AppError("unsupported_media", "Send multipart/form-data.");
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const body = await readUpTo(request, maxBytes, tooLarge);
  if (countParts(body, boundary[1] ?? boundary[2] ?? "") > maxParts) throw new AppError("bad_request", "The form has too many fields.");
  try {
    return await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  } catch (error) {
    throw new AppError("bad_request", "The form cannot be read.", { cause: error });
  }
}

async function readUpTo(request: Request, maxBytes: number, tooLarge: () => AppError): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done || !value) return Buffer.concat(chunks);
      size += value.byteLength;
      if (size > maxBytes) throw tooLarge();
      chunks.push(value);
    }
  } catch (error) {
    throw error instanceof AppError ? error : new AppError("bad_request", "The upload broke off.", { cause: error });
  } finally {
    // Not cancelled: that would close the connection before the answer is out.
    reader?.releaseLock();
  }
}

/** Counted before the form is taken apart, which costs more. */
function countParts(body: Buffer, boundary: string): number {
  const delimiter = Buffer.from(`--${boundary}`, "latin1");
  let count = 0;
  for (let at = body.indexOf(delimiter); at !== -1 && count <= maxParts; at = body.indexOf(delimiter, at + delimiter.length)) count++;
  return count;
}

import { AppError } from "#server/domain/errors.ts";
import { readBody } from "./request-body.ts";

const mebibyte = 1024 * 1024;
/** Forms hold a few short fields, bytes. */
const maxFormBytes = 64 * 1024;

const isJson = (request: Request) => /^application\/([\w.-]+\+)?json(;|$)/i.test(typeOf(request));
const isForm = (request: Request) => /^application\/x-www-form-urlencoded(;|$)/i.test(typeOf(request));
const typeOf = (request: Request) => request.headers.get("content-type") ?? "";

/** Reads a JSON body of at most 1 MiB unless more is allowed: `unsupported_media`, `too_large` or `bad_request` for anything else. */
export async function readJsonBody(request: Request, maxBytes = mebibyte): Promise<unknown> {
  if (!isJson(request)) throw new AppError("unsupported_media", "Send Content-Type: application/json.");
  const text = await readText(request, maxBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("bad_request", "The body is not valid JSON.");
  }
}

/** Reads a body as an HTML form sends it, at most 64 KiB: `unsupported_media` or `too_large` for anything else. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  if (!isForm(request)) throw new AppError("unsupported_media", "Send Content-Type: application/x-www-form-urlencoded.");
  return new URLSearchParams(await readText(request, maxFormBytes));
}

/** The fields of a body that is either; no body has none. A field that a form has twice is refused with `bad_request`. */
export async function readFormOrJson(request: Request, maxBytes = mebibyte): Promise<unknown> {
  if (typeOf(request) === "" && (await isEmpty(request))) return {};
  if (!isForm(request)) return readJsonBody(request, maxBytes);
  const form = await readForm(request);
  const names = [...form.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new AppError("bad_request", `${twice} is there more than once.`);
  return Object.fromEntries(form);
}

const isEmpty = (request: Request) =>
  readText(request, 0).then(
    () => true,
    () => false,
  );

async function readText(request: Request, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  const tooLarge = () => new AppError("too_large", `The body is larger than ${sayBytes(maxBytes)}.`);
  for await (const chunk of readBody(request, { maxBytes, tooLarge })) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const sayBytes = (bytes: number) => (bytes < mebibyte ? `${Math.floor(bytes / 1024)} KiB` : `${Math.floor(bytes / mebibyte)} MiB`);

import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import { type Document, getDocumentFile, type StoredFile } from "#db/queries/documents/documents.ts";
import { type DocumentDeps, storeDocument } from "#server/commands/documents/documents.ts";
import { contentTypes, fileTypeOf, isPicture, maxFileBytes } from "#server/domain/documents/file-type.ts";
import type { DocumentKind } from "#server/domain/documents/kinds.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import { parseId } from "#server/domain/ids.ts";
import type { Scope } from "#server/domain/scope.ts";
import { createTurns } from "#server/domain/turns.ts";
import { fileTooLarge } from "#server/files/inspect.ts";
import { pictures } from "#server/files/pictures.ts";
import type { Log } from "#server/log.ts";
import { readMultipart } from "./multipart.ts";
import { answerRouteErrors } from "./route-errors.ts";

export interface DocumentRouteDeps extends DocumentDeps {
  log: Log;
}

/** The file and what the form says besides. */
const maxFormBytes = maxFileBytes + 64 * 1024;

/** Forms of an account that are in memory at once; a few more wait without being read. */
const inTurn = createTurns({ places: Number.POSITIVE_INFINITY, placesPerOwner: 3, waiting: 8 });

/** What we serve is shown by no page but ours and runs nothing, whatever is in it. */
const safeHeaders = {
  "cache-control": "private, no-store",
  "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

function requireScope(scope: Scope | null): Scope {
  if (!scope) throw new AppError("unauthorized", "Sign in to go on.");
  return scope;
}

const answer = (log: Log, make: () => Promise<Response>) =>
  answerRouteErrors({ log, what: "documents: a request", as: "json", headers: safeHeaders }, make);

/**
 * Answers a form with `kind`, `vehicleId` or `driverId`, `number`, `note`, `issuedOn`, `expiresOn`, `replaces` and `file`, all but
 * `kind` optional: 201 with the stored document, else `{error}` with the status of what is wrong, 503 when too many of the account are
 * under way. The caller checks that the request is same-origin.
 */
export function handleDocumentUpload({ log, ...deps }: DocumentRouteDeps, scope: Scope | null, request: Request): Promise<Response> {
  return answer(log, async () => {
    const asker = requireScope(scope);
    return inTurn(async () => {
      const args = await toArgs(await readMultipart(request, maxFormBytes, fileTooLarge));
      const document: Document = await storeDocument(deps, asker, args);
      return Response.json({ document }, { status: 201, headers: safeHeaders });
    }, asker.accountId);
  });
}

const numbers = new Set(["vehicleId", "driverId", "replaces"]);

/** The fields by name, checked by the command. An empty one was left out; the name and type a browser gives a file are not looked at. */
async function toArgs(form: FormData) {
  const args: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (Object.hasOwn(args, name)) throw new AppError("bad_request", `The form has ${name} twice.`);
    if (typeof value !== "string") args[name] = new Uint8Array(await value.arrayBuffer());
    else if (value !== "") args[name] = numbers.has(name) ? Number(value) : value;
  }
  // Whatever else is in it, the command refuses.
  return args as Parameters<typeof storeDocument>[2];
}

const fileNames: Record<DocumentKind, string> = {
  registration: "registration",
  insurance: "insurance",
  pollution: "pollution-certificate",
  licence: "licence",
  service_bill: "service-bill",
};

/** "insurance-rough-golf.pdf": of letters, digits and dashes only, whatever people call their cars. */
function toFileName({ kind, ownerName, contentType }: StoredFile): string {
  const owner = ownerName
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 60)
    .toLowerCase();
  const extension = { pdf: "pdf", jpeg: "jpg", png: "png", webp: "webp" }[fileTypeOf(contentType) ?? "pdf"];
  return `${[fileNames[kind], owner].filter(Boolean).join("-")}.${extension}`;
}

/**
 * Hands out the file of a document as an attachment under a name of ours; `?preview=1` shows a small picture of one that is a picture.
 * 401, or 404 for what is unknown, foreign, set aside, without a file, or no picture where a preview is asked for.
 */
export function handleDocumentFile(deps: DocumentRouteDeps, scope: Scope | null, documentId: string, request: Request): Promise<Response> {
  return answer(deps.log, async () => {
    const asker = requireScope(scope);
    const id = parseId(documentId);
    if (id === undefined) throw notFound("document");
    const stored = await getDocumentFile(deps.db, asker, { documentId: id, at: deps.now() });
    const type = fileTypeOf(stored.contentType);
    const read = async () => {
      const bytes = await deps.files.read(stored.storedName);
      if (!bytes) throw notFound("document");
      return bytes;
    };
    if (!type) throw notFound("document");
    if (new URL(request.url).searchParams.get("preview") === "1") {
      if (!isPicture(type)) throw notFound("preview");
      return toResponse(await pictures.preview(asker.accountId, read), contentTypes.webp, "inline");
    }
    const bytes = await read();
    const subject = { id, name: [stored.kind, stored.ownerName].join(", ") };
    await appendAudit(deps.db, asker, { at: deps.now(), action: "document.downloaded", subject });
    return toResponse(bytes, contentTypes[type], `attachment; filename="${toFileName(stored)}"`);
  });
}

function toResponse(bytes: Uint8Array, contentType: string, disposition: string): Response {
  const headers = { ...safeHeaders, "content-type": contentType, "content-disposition": disposition };
  return new Response(new Uint8Array(bytes), { headers: { ...headers, "content-length": String(bytes.byteLength) } });
}

import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { appendAudit } from "#db/queries/accounts/audit-log.ts";
import {
  countDocuments,
  type Document,
  getDocument,
  getOwnerName,
  insertDocument,
  lockDocument,
  type NewDocument,
  type Owner,
  replaceServiceBill,
  updateDocument,
} from "#db/queries/documents/documents.ts";
import { forbidden } from "#server/commands/authorise.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { label, readArgs, rowId } from "#server/commands/fields.ts";
import { changesBetween, pickValues } from "#server/domain/accounts/audit/changes.ts";
import { type DocumentOwner, mayWriteDocument } from "#server/domain/documents/document-access.ts";
import { documentKinds } from "#server/domain/documents/kinds.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import { canManage, type Scope } from "#server/domain/scope.ts";
import { isDay } from "#server/domain/service/days.ts";
import type { FileStore } from "#server/files/file-store.ts";
import { inspectFile } from "#server/files/inspect.ts";

export interface DocumentDeps extends CommandDeps {
  files: FileStore;
}

/** Papers of one car or driver, those set aside among them. */
const maxPerOwner = 200;
const maxMetaBytes = 8 * 1024;

/** Text of several lines, as people write it. */
const words = z
  .string()
  .transform((text) => text.replaceAll("\r\n", "\n").trim())
  .pipe(
    z
      .string()
      .max(2000)
      .regex(/^[\P{Cc}\n\t]*$/u, "must not contain control characters"),
  )
  .transform((text) => text || null);

const day = z.string().refine(isDay, "is not a day like 2026-03-01");

/** JSON writes NUL and halves of characters as escapes; PostgreSQL has no place for either. */
const unstorable = /\\u(0000|d[89a-f]..)/i;

const meta = z.record(z.string(), z.unknown()).superRefine((value, context) => {
  const json = JSON.stringify(value);
  if (Buffer.byteLength(json) > maxMetaBytes) context.addIssue(`is larger than ${maxMetaBytes / 1024} kB as JSON`);
  else if (unstorable.test(json)) context.addIssue("contains characters that cannot be stored");
});

const facts = {
  number: label(100).nullable().optional(),
  note: words.nullable().optional(),
  issuedOn: day.nullable().optional(),
  expiresOn: day.nullable().optional(),
  meta: meta.optional(),
};

const newDocument = z
  .strictObject({
    ...facts,
    kind: z.enum(documentKinds),
    vehicleId: rowId.optional(),
    driverId: rowId.optional(),
    /** The paper of the same owner and kind that is set aside for this one. */
    replaces: rowId.optional(),
    file: z.custom<Uint8Array>((value) => value instanceof Uint8Array, "is not a file").optional(),
  })
  .refine(({ vehicleId, driverId }) => (vehicleId === undefined) !== (driverId === undefined), "Name either a car or a driver")
  .refine(({ driverId, kind }) => driverId === undefined || kind === "licence", "A driver has a licence, the other papers are a car's")
  .refine(({ kind: _, vehicleId: _vehicle, driverId: _driver, replaces: _replaces, ...content }) => {
    return Object.values(content).some((value) => value !== undefined && value !== null);
  }, "There is nothing to store: give a file or what is known of it");
type NewArgs = z.output<typeof newDocument>;

/** Throws `forbidden` for those who may not write any paper at all. */
function requireWriter(scope: Scope): void {
  if (!canManage(scope) && !(scope.actor.kind === "user" && scope.actor.role === "driver")) throw forbidden();
}

function requireMayWrite(scope: Scope, owner: DocumentOwner): void {
  if (!mayWriteDocument(scope, owner)) throw forbidden();
}

function requireDayOrder({ issuedOn, expiresOn }: { issuedOn?: string | null | undefined; expiresOn?: string | null | undefined }): void {
  if (issuedOn && expiresOn && expiresOn < issuedOn) throw new AppError("bad_request", "It cannot expire before it was issued.");
}

/**
 * Stores a paper of a car or a driver, with its file where one is given. What is kept of a file is said in server/files/inspect.ts.
 * Throws `forbidden`, `not_found` (car, driver, the paper it replaces), `conflict` when there are too many, `bad_request`,
 * `too_large` and `unsupported_media`.
 */
export async function storeDocument(deps: DocumentDeps, scope: Scope, args: z.input<typeof newDocument>): Promise<Document> {
  requireWriter(scope);
  const { file, ...content } = readArgs(newDocument, args);
  const owner = { vehicleId: content.vehicleId ?? null, driverId: content.driverId ?? null };
  requireMayWrite(scope, { ...owner, kind: content.kind });
  requireDayOrder(content);
  await getOwnerName(deps.db, scope, { ...owner, at: deps.now() });
  const inspected = file && (await inspectFile(scope.accountId, file));
  // On disk before the row that names it; a file without a row is swept away.
  const storedName = inspected ? await deps.files.put(inspected.bytes) : null;
  const about = { storedName, contentType: inspected?.contentType ?? null, sizeBytes: inspected?.bytes.byteLength ?? null };
  try {
    return await deps.db.transaction((tx) => insertReplacing(tx, scope, { ...content, owner, about, at: deps.now() }));
  } catch (error) {
    if (storedName !== null) await deps.files.remove(storedName);
    throw error;
  }
}

interface Insertion extends Omit<NewArgs, "file" | "vehicleId" | "driverId"> {
  owner: Owner;
  about: Pick<NewDocument, "storedName" | "contentType" | "sizeBytes">;
  at: Date;
}

async function insertReplacing(tx: Tx, scope: Scope, insertion: Insertion): Promise<Document> {
  const { owner, about, at, replaces, kind, number, note, issuedOn, expiresOn, meta: more } = insertion;
  if ((await countDocuments(tx, scope, owner)) >= maxPerOwner) {
    throw new AppError("conflict", `There are ${maxPerOwner} papers already. Remove some; they are deleted after a while.`);
  }
  const createdBy = scope.actor.kind === "user" ? scope.actor.userId : null;
  const row = { ...owner, ...about, kind, number, note, issuedOn, expiresOn, createdBy, ...(more && { meta: more }) };
  const documentId = await insertDocument(tx, scope, row, at);
  if (replaces !== undefined) {
    const old = await lockDocument(tx, scope, { documentId: replaces, at });
    const fits = old?.kind === kind && old.vehicleId === owner.vehicleId && old.driverId === owner.driverId;
    if (!fits || old.removedAt !== null) throw notFound("document");
    await updateDocument(tx, scope, replaces, { removedAt: at }, at);
    await replaceServiceBill(tx, scope, replaces, documentId);
  }
  const document = await getDocument(tx, scope, { documentId, at });
  const after = pickValues({ ...document, ...owner, replaces }, [...audited, "vehicleId", "driverId", "contentType", "replaces"]);
  await appendAudit(tx, scope, { at, action: "document.stored", subject: subjectOf(document), after });
  return document;
}

/** What the audit log keeps of a paper, besides what it belongs to: no numbers, notes or contents. */
const audited = ["kind", "issuedOn", "expiresOn"];

/** A paper is called after its kind and its owner. */
const subjectOf = ({ id, kind, vehicle, driver }: Document) => ({
  id,
  name: [kind, vehicle?.name ?? driver?.name].filter(Boolean).join(", "),
});

const documentChange = z.strictObject({ ...facts, documentId: rowId });

/** Changes what is known of a paper; null clears. Throws `forbidden`, `not_found` and `bad_request`. */
export async function changeDocument({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof documentChange>): Promise<Document> {
  requireWriter(scope);
  const { documentId, ...given } = readArgs(documentChange, args);
  const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (Object.keys(change).length === 0) throw new AppError("bad_request", "Nothing to change.");
  const at = now();
  return db.transaction(async (tx) => {
    const row = await lockWritable(tx, scope, documentId, at);
    if (row.removedAt !== null) throw notFound("document");
    requireDayOrder({ ...row, ...change });
    await updateDocument(tx, scope, documentId, change, at);
    const document = await getDocument(tx, scope, { documentId, at });
    const changes = changesBetween(row, document, audited);
    const after = { ...changes.after, fields: Object.keys(change) };
    await appendAudit(tx, scope, { at, action: "document.changed", subject: subjectOf(document), ...changes, after });
    return document;
  });
}

async function lockWritable(tx: Tx, scope: Scope, documentId: number, at: Date) {
  const row = await lockDocument(tx, scope, { documentId, at });
  if (!row) throw notFound("document");
  requireMayWrite(scope, row);
  return row;
}

const named = z.strictObject({ documentId: rowId });

/** Sets a paper aside; {@link restoreDocument} takes it back until it is swept away with its file. Harmless to repeat. */
export async function removeDocument({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof named>): Promise<void> {
  requireWriter(scope);
  const { documentId } = readArgs(named, args);
  const at = now();
  await db.transaction(async (tx) => {
    const row = await lockWritable(tx, scope, documentId, at);
    if (row.removedAt !== null) return;
    const document = await getDocument(tx, scope, { documentId, at });
    await updateDocument(tx, scope, documentId, { removedAt: at }, at);
    await appendAudit(tx, scope, { at, action: "document.removed", subject: subjectOf(document) });
  });
}

/** Takes back a paper that was set aside. Harmless to repeat. */
export async function restoreDocument({ db, now }: CommandDeps, scope: Scope, args: z.input<typeof named>): Promise<Document> {
  requireWriter(scope);
  const { documentId } = readArgs(named, args);
  const at = now();
  return db.transaction(async (tx) => {
    const row = await lockWritable(tx, scope, documentId, at);
    if (row.removedAt !== null) await updateDocument(tx, scope, documentId, { removedAt: null }, at);
    const document = await getDocument(tx, scope, { documentId, at });
    if (row.removedAt !== null) await appendAudit(tx, scope, { at, action: "document.restored", subject: subjectOf(document) });
    return document;
  });
}

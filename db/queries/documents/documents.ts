/** The papers of cars and drivers: who may see them, reading and writing their rows. */
import { asc, desc, eq, getTableColumns, inArray, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { all, type Queryable, visibleDrivers, visibleVehicles } from "#db/queries/visibility.ts";
import { accounts, drivers, users } from "#db/schema/accounts.ts";
import { documents } from "#db/schema/documents.ts";
import { serviceRecords } from "#db/schema/service.ts";
import { vehicles } from "#db/schema/vehicles.ts";
import { type Expiry, expiryOf } from "#server/domain/documents/expiry.ts";
import type { DocumentKind } from "#server/domain/documents/kinds.ts";
import { notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { localDay } from "#server/domain/time.ts";

type Row = typeof documents.$inferSelect;

/** A paper as it is shown; where its file lies is nobody's business. */
export interface Document
  extends Pick<
    Row,
    "id" | "uid" | "kind" | "number" | "note" | "issuedOn" | "expiresOn" | "meta" | "contentType" | "sizeBytes" | "createdAt" | "updatedAt"
  > {
  vehicle: { id: number; name: string } | null;
  driver: { id: number; name: string } | null;
  /** Who stored it; null for programs, the system, and people who are gone. */
  createdBy: string | null;
  removedAt: Date | null;
  /** How near its end is, in the account's days; null: it does not expire. */
  expiry: Expiry | null;
}

export interface DocumentFilter {
  at: Date;
  vehicleId?: number | undefined;
  driverId?: number | undefined;
  kind?: DocumentKind | undefined;
  documentId?: number | undefined;
  /** True: those that were set aside and can still be taken back, instead. */
  removed?: boolean | undefined;
}

/** More papers than this are not listed at once. */
const maxDocuments = 1000;

/** The fleet sees all papers; drivers see their own and those of the cars assigned to them now. */
function visibleDocuments(scope: Scope, at: Date): SQL {
  const ofAccount = eq(documents.accountId, scope.accountId);
  if (scope.driverIds === "all") return ofAccount;
  const ofVehicle = sql`exists (select from ${vehicles} where ${eq(vehicles.id, documents.vehicleId)} and ${visibleVehicles(scope, at, "now")})`;
  return all(ofAccount, sql`(${inArray(documents.driverId, [...scope.driverIds])} or ${ofVehicle})`);
}

function matching(scope: Scope, { at, vehicleId, driverId, kind, documentId, removed = false }: DocumentFilter): SQL {
  return all(
    visibleDocuments(scope, at),
    removed ? isNotNull(documents.removedAt) : isNull(documents.removedAt),
    vehicleId === undefined ? undefined : eq(documents.vehicleId, vehicleId),
    driverId === undefined ? undefined : eq(documents.driverId, driverId),
    kind === undefined ? undefined : eq(documents.kind, kind),
    documentId === undefined ? undefined : eq(documents.id, documentId),
  );
}

function selectDocuments(db: Queryable) {
  const {
    storedName: _,
    accountId: _account,
    createdBy: _creator,
    vehicleId: _vehicle,
    driverId: _driver,
    ...columns
  } = getTableColumns(documents);
  return db
    .select({
      ...columns,
      vehicle: { id: vehicles.id, name: vehicles.name },
      driver: { id: drivers.id, name: drivers.name },
      createdBy: users.name,
      timeZone: accounts.timeZone,
    })
    .from(documents)
    .innerJoin(accounts, eq(accounts.id, documents.accountId))
    .leftJoin(vehicles, eq(vehicles.id, documents.vehicleId))
    .leftJoin(drivers, eq(drivers.id, documents.driverId))
    .leftJoin(users, eq(users.id, documents.createdBy));
}
type Selected = Awaited<ReturnType<typeof selectDocuments>>[number];

function toDocument({ timeZone, ...row }: Selected, at: Date): Document {
  return { ...row, expiry: expiryOf(row.expiresOn, localDay(timeZone, at.getTime())) };
}

/** The visible papers that match, newest first. */
export async function listDocuments(db: Queryable, scope: Scope, filter: DocumentFilter): Promise<Document[]> {
  const rows = await selectDocuments(db)
    .where(matching(scope, filter))
    .orderBy(desc(documents.createdAt), desc(documents.id))
    .limit(maxDocuments);
  return rows.map((row) => toDocument(row, filter.at));
}

/** One paper that has not been set aside; throws `not_found` unless visible. */
export async function getDocument(db: Queryable, scope: Scope, args: { documentId: number; at: Date }): Promise<Document> {
  const [document] = await listDocuments(db, scope, args);
  if (!document) throw notFound("document");
  return document;
}

/** The paper of a kind that a car got last; null when it has none that is visible. */
export async function findNewestDocument(
  db: Queryable,
  scope: Scope,
  args: { vehicleId: number; kind: DocumentKind; at: Date },
): Promise<Document | null> {
  const [newest] = await selectDocuments(db).where(matching(scope, args)).orderBy(desc(documents.createdAt), desc(documents.id)).limit(1);
  return newest ? toDocument(newest, args.at) : null;
}

export interface StoredFile {
  storedName: string;
  contentType: string;
  kind: DocumentKind;
  /** The car or driver it belongs to. */
  ownerName: string;
}

/** Where the file of a paper lies, for handing it out; throws `not_found` for a paper that is not visible or has no file. */
export async function getDocumentFile(db: Queryable, scope: Scope, args: { documentId: number; at: Date }): Promise<StoredFile> {
  const [row] = await db
    .select({
      storedName: documents.storedName,
      contentType: documents.contentType,
      kind: documents.kind,
      ownerName: sql<string>`coalesce(${vehicles.name}, ${drivers.name})`,
    })
    .from(documents)
    .leftJoin(vehicles, eq(vehicles.id, documents.vehicleId))
    .leftJoin(drivers, eq(drivers.id, documents.driverId))
    .where(matching(scope, args));
  if (!row?.storedName || !row.contentType) throw notFound("document");
  return { ...row, storedName: row.storedName, contentType: row.contentType };
}

export interface Owner {
  vehicleId: number | null;
  driverId: number | null;
}

/** The name of a car (assigned now, for a driver) or a driver; throws `not_found` unless visible. */
export async function getOwnerName(db: Queryable, scope: Scope, { vehicleId, driverId, at }: Owner & { at: Date }): Promise<string> {
  if (vehicleId !== null) {
    const where = all(visibleVehicles(scope, at, "now"), eq(vehicles.id, vehicleId));
    const [vehicle] = await db.select({ name: vehicles.name }).from(vehicles).where(where);
    if (!vehicle) throw notFound("vehicle");
    return vehicle.name;
  }
  const where = all(visibleDrivers(scope), driverId === null ? sql`false` : eq(drivers.id, driverId));
  const [driver] = await db.select({ name: drivers.name }).from(drivers).where(where);
  if (!driver) throw notFound("driver");
  return driver.name;
}

/** How many papers a car or driver has, those set aside among them: they take room as well. */
export async function countDocuments(db: Queryable, scope: Scope, { vehicleId, driverId }: Owner): Promise<number> {
  const ofOwner = vehicleId !== null ? eq(documents.vehicleId, vehicleId) : eq(documents.driverId, driverId ?? 0);
  return db.$count(documents, all(eq(documents.accountId, scope.accountId), ofOwner));
}

export type NewDocument = Omit<typeof documents.$inferInsert, "id" | "uid" | "accountId" | "createdAt" | "updatedAt" | "removedAt">;

/** The id of the new paper. */
export async function insertDocument(tx: Db | Tx, scope: Scope, document: NewDocument, at: Date): Promise<number> {
  const values = { ...document, accountId: scope.accountId, createdAt: at, updatedAt: at };
  const [row] = await tx.insert(documents).values(values).returning({ id: documents.id });
  if (!row) throw new Error("The insert returned no document.");
  return row.id;
}

/** A visible paper's row, held against other changes; null when there is none. Also one that was set aside. */
export async function lockDocument(tx: Tx, scope: Scope, args: { documentId: number; at: Date }): Promise<Row | null> {
  const where = all(visibleDocuments(scope, args.at), eq(documents.id, args.documentId));
  const [row] = await tx.select().from(documents).where(where).for("update");
  return row ?? null;
}

export type DocumentChange = Partial<
  Pick<typeof documents.$inferInsert, "number" | "note" | "issuedOn" | "expiresOn" | "meta" | "removedAt">
>;

export async function updateDocument(tx: Tx, scope: Scope, documentId: number, change: DocumentChange, at: Date): Promise<void> {
  await tx
    .update(documents)
    .set({ ...change, updatedAt: at })
    .where(all(eq(documents.accountId, scope.accountId), eq(documents.id, documentId)));
}

/** Lets the service records that show a bill show another one instead. */
export async function replaceServiceBill(tx: Tx, scope: Scope, billId: number, newBillId: number): Promise<void> {
  await tx
    .update(serviceRecords)
    .set({ documentId: newBillId })
    .where(all(eq(serviceRecords.accountId, scope.accountId), eq(serviceRecords.documentId, billId)));
}

/**
 * Deletes papers of all accounts that were set aside before a moment, at most `limit` at once. Gives how many, and the names of
 * their files, which are the caller's to remove.
 */
export async function deleteRemovedDocuments(db: Db, before: Date, limit: number): Promise<{ deleted: number; storedNames: string[] }> {
  const due = db
    .select({ id: documents.id })
    .from(documents)
    .where(lt(documents.removedAt, before))
    .orderBy(asc(documents.id))
    .limit(limit);
  const rows = await db.delete(documents).where(inArray(documents.id, due)).returning({ storedName: documents.storedName });
  return { deleted: rows.length, storedNames: rows.flatMap(({ storedName }) => storedName ?? []) };
}

/** Which of these names of files no paper knows, of whichever account. */
export async function listUnknownFiles(db: Db, names: readonly string[]): Promise<string[]> {
  const rows = await db
    .select({ storedName: documents.storedName })
    .from(documents)
    .where(inArray(documents.storedName, [...names]));
  const known = new Set(rows.map(({ storedName }) => storedName));
  return names.filter((name) => !known.has(name));
}

import { z } from "zod";
import { type Document, findNewestDocument, getDocumentFile, listDocuments } from "#db/queries/documents/documents.ts";
import { listAssignedDriverIds } from "#db/queries/trips/related-ids.ts";
import { getModelLinks } from "#db/queries/vehicles/models.ts";
import { getVehicleCard } from "#db/queries/vehicles/vehicle-cards.ts";
import { storeDocument } from "#server/commands/documents/documents.ts";
import { maxFileBytes } from "#server/domain/documents/file-type.ts";
import { AppError, notFound } from "#server/domain/errors.ts";
import type { Scope } from "#server/domain/scope.ts";
import { isDay } from "#server/domain/service/days.ts";
import type { FileStore } from "#server/files/file-store.ts";
import type { CarnotFamily, RouteDeps } from "./deps.ts";
import { done, doneBody } from "./errors.ts";
import { pathId } from "./fields.ts";
import { type DocumentType, documentTypes, toDocument } from "./to-document.ts";

const typeNames = Object.keys(documentTypes) as [DocumentType, ...DocumentType[]];

const dtype = z
  .enum(typeNames)
  .meta({ description: "reg registration, puc pollution certificate, ins insurance, dl licence, ser service bill" });

const sent = z.object({
  dtype,
  dinfo: z.string().max(2000).nullish().meta({ description: "A note" }),
  content_type: z.string().max(100).nullish().meta({ description: "Not looked at: what a file is, its content says." }),
  file: z
    .string()
    .meta({ description: `A PDF, JPEG, PNG or WebP of at most ${maxFileBytes / 1024 / 1024} MB in base64, bare or as a data: URL` }),
  meta: z
    .union([z.record(z.string(), z.unknown()), z.string().max(2000)])
    .nullish()
    .meta({ description: "no: the number; date: a day like 2026-03-01" }),
});
type Sent = z.output<typeof sent>;

/** The fields stand in `data` by the document, and beside each other in what clients send. */
function unwrap(body: unknown): unknown {
  return typeof body === "object" && body !== null && "data" in body ? body.data : body;
}

/** A picture of one point. */
const onePoint = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
const uploadExample = { dtype: "ins", dinfo: "", content_type: "image/png", file: onePoint, meta: { no: "P-1", date: "2027-03-01" } };

/** Base64 takes four characters for three bytes. */
const maxBodyBytes = Math.ceil((maxFileBytes * 4) / 3) + 64 * 1024;

const aboutUpload = `The fields may stand in data or beside each other. The date of meta is the day of issue of a registration and a
service bill, and the last day of the others; all of meta is kept. A new paper takes the place of the newest one of its type, but service
bills are kept beside each other. Pictures are encoded anew. For managers and keys that may write; from a driver a
licence is taken, which is then their own.`;

/** The papers of a car. */
export function declareDocuments(api: CarnotFamily, deps: RouteDeps): void {
  api.post(
    "/cars/{id}/upload",
    {
      summary: "Store a car's document",
      description: aboutUpload,
      params: pathId,
      body: z.preprocess(unwrap, sent).meta({ example: uploadExample }),
      maxBodyBytes,
      ok: doneBody,
      errors: ["forbidden", "not_found", "conflict", "too_large", "unsupported_media"],
    },
    async ({ scope, params, body }) => {
      await store(deps, scope, params.id, body);
      return done;
    },
  );
  declareDownload(api, deps);
}

async function store(deps: RouteDeps, scope: Scope, vehicleId: number, { dtype: type, dinfo, file, meta }: Sent): Promise<void> {
  const { kind, dateIs } = documentTypes[type];
  const at = deps.now();
  const files = requireFiles(deps);
  const facts = typeof meta === "string" ? (meta === "" ? {} : { text: meta }) : (meta ?? {});
  const { no, date } = facts as { no?: unknown; date?: unknown };
  const number = typeof no === "number" || typeof no === "string" ? String(no).trim() : "";
  await getVehicleCard(deps.db, scope, { vehicleId, at, reach: "now" });
  const owner = type === "dl" ? findLicenceOwner(scope, vehicleId) : { vehicleId };
  const [newest] = type === "ser" ? [] : await listDocuments(deps.db, scope, { ...owner, kind, at });
  await storeDocument({ ...deps, files }, scope, {
    ...owner,
    kind,
    file: readBase64(file),
    note: dinfo || null,
    meta: facts,
    ...(number !== "" && { number }),
    ...(typeof date === "string" && isDay(date) && { [dateIs]: date }),
    ...(newest && { replaces: newest.id }),
  });
}

/** A licence that a driver sends is their own, whichever car they name. */
function findLicenceOwner({ actor, driverIds }: Scope, vehicleId: number): { driverId: number } | { vehicleId: number } {
  const [driverId] = driverIds === "all" ? [] : driverIds;
  return actor.kind === "user" && actor.role === "driver" && driverId !== undefined ? { driverId } : { vehicleId };
}

function readBase64(text: string): Uint8Array<ArrayBuffer> {
  const bare = text.replace(/^data:[^,]{0,200};base64,/, "").replaceAll(/\s/g, "");
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(bare)) throw new AppError("bad_request", "body.file: is not base64");
  return new Uint8Array(Buffer.from(bare, "base64"));
}

function requireFiles({ files }: RouteDeps): FileStore {
  if (!files) throw new AppError("unavailable", "This server keeps no documents.");
  return files;
}

async function findPaper({ db, now }: RouteDeps, scope: Scope, vehicleId: number, type: DocumentType): Promise<Document | null> {
  const [at, { kind }] = [now(), documentTypes[type]];
  const ofCar = await findNewestDocument(db, scope, { vehicleId, kind, at });
  if (ofCar || type !== "dl") return ofCar;
  for (const driverId of await listAssignedDriverIds(db, scope, { vehicleId, at })) {
    const [licence] = await listDocuments(db, scope, { driverId, kind, at });
    if (licence) return licence;
  }
  return null;
}

const profile = z.object({
  np: z.string().meta({ description: "The number plate" }),
  nm: z.string(),
  img: z.string().nullable().meta({ description: "URL of the picture set for the model; null when none is set." }),
});

const document = z.object({
  info: z.string().meta({ description: "The note; empty for none" }),
  meta: z.record(z.string(), z.unknown()).meta({ description: "What came with it, and no and date as they are known now" }),
  img: z.string().nullable().meta({ description: "The file in base64; null for a paper without a file" }),
  type: z.string().nullable().meta({ description: "The file's content type" }),
});

const aboutDownload = `dtype profile gives the car's plate, name and picture; reg, puc, ins, dl and ser the newest paper of that type. The licence is
the car's, or else that of who is assigned to it.`;

function declareDownload(api: CarnotFamily, deps: RouteDeps): void {
  const { db, now } = deps;
  api.get(
    "/cars/{id}/download/{dtype}",
    {
      summary: "A car's document",
      description: aboutDownload,
      params: pathId.extend({ dtype: z.enum(["profile", ...typeNames]) }),
      ok: z.union([profile, document]),
      errors: ["not_found"],
    },
    async ({ scope, params }) => {
      const at = now();
      const { id: vehicleId, name, plate, make, model } = await getVehicleCard(db, scope, { vehicleId: params.id, at, reach: "now" });
      if (params.dtype === "profile") {
        const links = make && model ? await getModelLinks(db, scope, { make, model }) : null;
        return { np: plate ?? "", nm: name, img: links?.imageUrl ?? null };
      }
      const paper = await findPaper(deps, scope, vehicleId, params.dtype);
      if (!paper) throw notFound("document");
      return { ...toDocument(paper, params.dtype), img: await readFile(scope, paper) };
    },
  );

  async function readFile(scope: Scope, { id, contentType }: { id: number; contentType: string | null }): Promise<string | null> {
    if (contentType === null) return null;
    const { storedName } = await getDocumentFile(db, scope, { documentId: id, at: now() });
    const bytes = await requireFiles(deps).read(storedName);
    if (!bytes) throw notFound("document");
    return bytes.toString("base64");
  }
}

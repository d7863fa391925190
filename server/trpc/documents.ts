import { getOwnerName, listDocuments } from "#db/queries/documents/documents.ts";
import { changeDocument, removeDocument, restoreDocument } from "#server/commands/documents/documents.ts";
import { mayWriteDocument } from "#server/domain/documents/document-access.ts";
import { documentKinds } from "#server/domain/documents/kinds.ts";
import { documentChangeInput, documentInput, documentsInput } from "./documents.input.ts";
import { router, scopedProcedure } from "./init.ts";

/** The papers of cars and drivers. Storing one goes through POST /api/documents: it carries a file. */
export const documentsRouter = router({
  /** The papers of a car or driver, and for those who may write some of them those that can still be taken back. */
  list: scopedProcedure.input(documentsInput).query(async ({ ctx, input }) => {
    const { db, now } = ctx.deps;
    const at = now();
    const vehicleId = "vehicleId" in input ? input.vehicleId : null;
    const driverId = "driverId" in input ? input.driverId : null;
    const [name, documents, removed] = await Promise.all([
      getOwnerName(db, ctx.scope, { vehicleId, driverId, at }),
      listDocuments(db, ctx.scope, { ...input, at }),
      listDocuments(db, ctx.scope, { ...input, at, removed: true }),
    ]);
    const writable = documentKinds.filter((kind) => mayWriteDocument(ctx.scope, { driverId, kind }));
    return { name, documents, removed: removed.filter(({ kind }) => writable.includes(kind)), writable };
  }),

  change: scopedProcedure.input(documentChangeInput).mutation(({ ctx, input }) => changeDocument(ctx.deps, ctx.scope, input)),

  /** Sets a paper aside. */
  remove: scopedProcedure.input(documentInput).mutation(async ({ ctx, input }) => {
    await removeDocument(ctx.deps, ctx.scope, input);
  }),

  restore: scopedProcedure.input(documentInput).mutation(({ ctx, input }) => restoreDocument(ctx.deps, ctx.scope, input)),
});

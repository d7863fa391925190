import type { Task } from "graphile-worker";
import type { DocumentDeps } from "#server/commands/documents/documents.ts";
import { sweepDocuments } from "#server/commands/documents/purge-documents.ts";

export const sweepDocumentsJob =
  (deps: DocumentDeps): Task =>
  async () => {
    await sweepDocuments(deps);
  };

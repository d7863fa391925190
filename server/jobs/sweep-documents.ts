import type { Task } from "graphile-worker";
import type { DocumentDeps } from "#server/commands/documents.ts";
import { sweepDocuments } from "#server/commands/sweep-documents.ts";

export const sweepDocumentsJob =
  (deps: DocumentDeps): Task =>
  async () => {
    await sweepDocuments(deps);
  };

import type { Task } from "graphile-worker";
import type { CommandDeps } from "#server/commands/deps.ts";
import { sweepDocuments } from "#server/commands/sweep-documents.ts";

export const sweepDocumentsJob =
  (deps: CommandDeps): Task =>
  async () => {
    await sweepDocuments(deps);
  };

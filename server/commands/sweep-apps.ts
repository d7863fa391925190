import type { CommandDeps } from "./deps.ts";

/** Deletes codes, tokens and deliveries that nobody needs any more. */
export async function sweepApps(_deps: CommandDeps): Promise<void> {}

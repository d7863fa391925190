import type { CommandDeps } from "./deps.ts";

/** Puts events on their way to the webhooks of the apps that may hear of them. */
export async function announceEvents(_deps: CommandDeps, _eventIds: readonly number[]): Promise<void> {}

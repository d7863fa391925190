import type { CommandDeps } from "./deps.ts";

/** Makes one attempt to deliver. */
export async function deliverWebhook(_deps: CommandDeps, _deliveryId: number): Promise<void> {}

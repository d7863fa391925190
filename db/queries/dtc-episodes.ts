import { eq } from "drizzle-orm";
import type { Tx } from "../client.ts";
import { dtcEpisodes } from "../schema/care.ts";

/** Whether a vehicle ever had a fault code. */
export async function hasDtcEpisodes(tx: Tx, vehicleId: number): Promise<boolean> {
  const rows = await tx.select({ id: dtcEpisodes.id }).from(dtcEpisodes).where(eq(dtcEpisodes.vehicleId, vehicleId)).limit(1);
  return rows.length > 0;
}

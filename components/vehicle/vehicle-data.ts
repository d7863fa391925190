import type { RouterOutputs } from "../router-outputs.ts";

export type VehicleData = RouterOutputs["vehicles"]["get"];
export type VehicleStatus = VehicleData["status"];

/** "Ford Transit, 2021"; null when nothing of it is known. */
export function describeModel({ make, model, year }: Pick<VehicleStatus, "make" | "model" | "year">): string | null {
  const name = [make, model].filter(Boolean).join(" ");
  return [name || null, year].filter((part) => part !== null).join(", ") || null;
}

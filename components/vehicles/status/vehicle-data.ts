import type { RouterOutputs } from "#components/router-outputs.ts";

export type VehicleData = RouterOutputs["vehicles"]["get"];
export type VehicleStatus = VehicleData["status"];

/** "Ford Transit 250, 2021"; null when nothing of it is known. */
export function describeModel({ make, model, submodel, year }: Pick<VehicleStatus, "make" | "model" | "submodel" | "year">): string | null {
  const name = [make, model, submodel].filter(Boolean).join(" ");
  return [name || null, year].filter((part) => part !== null).join(", ") || null;
}

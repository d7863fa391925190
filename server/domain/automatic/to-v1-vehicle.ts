import type { VehicleFacts, Viewer } from "./facts.ts";
import { toAutomaticId } from "./ids.ts";

/** What `scope:vehicle:profile` lets an app see in version 1 and in webhooks; null is unknown. */
export function toV1Profile({ year, make, model, color, name }: VehicleFacts) {
  return { year, make, model, color, display_name: name };
}

/** A vehicle as version 1 writes it: its address and id, and with `scope:vehicle:profile` what it is. */
export function toV1Vehicle(vehicle: VehicleFacts, { base, scopes }: Pick<Viewer, "base" | "scopes">) {
  const id = toAutomaticId("vehicle", vehicle.uid);
  return { uri: `${base}/v1/vehicles/${id}`, id, ...(scopes.has("scope:vehicle:profile") && toV1Profile(vehicle)) };
}

import { type AgingValue, isStale } from "#server/domain/vehicle/stale.ts";
import type { Moment } from "../ui/quantity.ts";
import { useCoarseNow } from "../ui/use-coarse-now.ts";

/** Whether a value of a car is too old to say how the car is now; a value that was never reported is not. */
export function useIsStale(name: AgingValue, at: Moment | null | undefined): boolean {
  const nowMs = useCoarseNow();
  return at !== null && at !== undefined && isStale(name, new Date(at).getTime(), nowMs);
}

import type { Moment } from "#components/ui/values/quantity.ts";
import { useCoarseNow } from "#components/ui/values/use-coarse-now.ts";
import { type AgingValue, isStale } from "#server/domain/vehicles/stale.ts";

/** Whether a value of a car is too old to say how the car is now; a value that was never reported is not. */
export function useIsStale(name: AgingValue, at: Moment | null | undefined): boolean {
  const nowMs = useCoarseNow();
  return at !== null && at !== undefined && isStale(name, new Date(at).getTime(), nowMs);
}

"use client";

import type { ComponentProps } from "react";
import { Stat } from "#components/ui/values/value.tsx";
import type { AgingValue } from "#server/domain/vehicles/stale.ts";
import { useIsStale } from "./use-is-stale.ts";

/** A value of a car with its age; grey once it is stale. */
export function SignalStat({
  signal,
  at,
  ...stat
}: { signal: AgingValue; at: number } & Omit<ComponentProps<typeof Stat>, "at" | "stale">) {
  return <Stat {...stat} at={at} stale={useIsStale(signal, at)} />;
}

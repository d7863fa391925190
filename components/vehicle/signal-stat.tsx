"use client";

import type { ComponentProps } from "react";
import type { AgingValue } from "#server/domain/vehicle/stale.ts";
import { Stat } from "../ui/value.tsx";
import { useIsStale } from "./use-is-stale.ts";

/** A value of a car with its age; grey once it is stale. */
export function SignalStat({
  signal,
  at,
  ...stat
}: { signal: AgingValue; at: number } & Omit<ComponentProps<typeof Stat>, "at" | "stale">) {
  return <Stat {...stat} at={at} stale={useIsStale(signal, at)} />;
}

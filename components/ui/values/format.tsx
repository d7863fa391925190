"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { rememberDisplay } from "#components/ui/state/display.ts";
import type { UnitSystem } from "#server/domain/units.ts";
import { createMoments } from "./moments.ts";
import { createQuantities, type FormatOptions } from "./quantity.ts";

/** What the server knows of how a person reads; the browser completes it. */
export interface Preferences {
  units: UnitSystem;
  /** Null: the browser's own zone. */
  timeZone: string | null;
  /** The zone to use until the browser has said its own. */
  fallbackTimeZone: string;
  /** BCP 47. */
  locale: string;
  /** Epoch milliseconds when the page was made, so that the first ages agree with the server's. */
  nowMs: number;
}

const defaults: Preferences = { units: "metric", timeZone: null, fallbackTimeZone: "UTC", locale: "en", nowMs: 0 };

const PreferencesContext = createContext<Preferences>(defaults);

export function PreferencesProvider({ preferences, children }: { preferences: Preferences; children: ReactNode }) {
  const [browserZone, setBrowserZone] = useState<string | null>(null);
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    setBrowserZone(zone);
    if (zone !== preferences.fallbackTimeZone) rememberDisplay({ timeZone: zone });
  }, [preferences.fallbackTimeZone]);
  const value = useMemo(
    () => ({ ...preferences, fallbackTimeZone: browserZone ?? preferences.fallbackTimeZone }),
    [preferences, browserZone],
  );
  return <PreferencesContext value={value}>{children}</PreferencesContext>;
}

export function usePreferences(): Preferences {
  return useContext(PreferencesContext);
}

/** All ways to write a number or a moment, by what a person chose: distances, speeds, durations, dates, ages … */
export function createFormat(options: FormatOptions) {
  return { ...options, ...createQuantities(options), ...createMoments(options) };
}

export type Format = ReturnType<typeof createFormat>;

export function useFormat(): Format {
  const { units, timeZone, fallbackTimeZone, locale } = usePreferences();
  const zone = timeZone ?? fallbackTimeZone;
  return useMemo(() => createFormat({ units, timeZone: zone, locale }), [units, zone, locale]);
}

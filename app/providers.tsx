"use client";

import { type ReactNode, useState } from "react";
import { type MapSettings, MapSettingsContext } from "#components/map/map-context.ts";
import { TrpcProvider } from "#components/trpc.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { Theme } from "#components/ui/state/display.ts";
import { ThemeProvider } from "#components/ui/state/theme.tsx";
import { type Preferences, PreferencesProvider } from "#components/ui/values/format.tsx";

interface Props {
  preferences: Preferences;
  theme: Theme;
  mapSettings: MapSettings;
  children: ReactNode;
}

/** What every page can use: the API's client, how a person reads numbers, the theme, the map's settings, toasts. */
export function Providers({ preferences, theme, mapSettings, children }: Props) {
  const [settings] = useState(mapSettings);
  return (
    <TrpcProvider>
      <PreferencesProvider preferences={preferences}>
        <ThemeProvider initial={theme}>
          <MapSettingsContext value={settings}>
            <ToastProvider>{children}</ToastProvider>
          </MapSettingsContext>
        </ThemeProvider>
      </PreferencesProvider>
    </TrpcProvider>
  );
}

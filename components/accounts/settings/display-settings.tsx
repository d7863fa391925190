"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useMemo } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Field } from "#components/ui/forms/field.tsx";
import { Segmented } from "#components/ui/forms/segmented.tsx";
import { Select } from "#components/ui/forms/select.tsx";
import { useTheme } from "#components/ui/state/theme.tsx";
import { usePreferences } from "#components/ui/values/format.tsx";
import { listTimeZones } from "./time-zones.ts";
import { type Me, useProfileUpdate } from "./use-profile-update.ts";

/** Units, time zone and theme; each is stored as soon as it is chosen. */
export function DisplaySettings({ me }: { me: Me }) {
  return (
    <>
      <UnitsChoice me={me} />
      <ZoneChoice me={me} />
      <ThemeChoice />
    </>
  );
}

function UnitsChoice({ me }: { me: Me }) {
  const t = useMessages();
  const update = useProfileUpdate();
  const shown = update.isPending ? (update.variables.units ?? me.units) : me.units;
  return (
    <div className="flex flex-col items-start gap-1.5">
      <span className="text-sm font-medium">{t("settings.units")}</span>
      <Segmented
        label={t("settings.units")}
        value={shown}
        onChange={(units) => update.mutate({ units })}
        segments={[
          { value: "metric", label: t("settings.metric") },
          { value: "imperial", label: t("settings.imperial") },
        ]}
      />
      <p className="text-sm text-muted">{t(shown === "metric" ? "settings.metricHint" : "settings.imperialHint")}</p>
    </div>
  );
}

function ZoneChoice({ me }: { me: Me }) {
  const t = useMessages();
  const update = useProfileUpdate();
  const { fallbackTimeZone } = usePreferences();
  const zones = useMemo(() => listTimeZones(me.timeZone).map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })), [me.timeZone]);
  const chosen = update.isPending && update.variables.timeZone !== undefined ? update.variables.timeZone : me.timeZone;
  return (
    <Field label={t("settings.timeZone")}>
      {(control) => (
        <Select
          {...control}
          value={chosen ?? ""}
          onChange={(event) => update.mutate({ timeZone: event.target.value === "" ? null : event.target.value })}
          options={[{ value: "", label: t("settings.browserZone", { zone: fallbackTimeZone.replaceAll("_", " ") }) }, ...zones]}
          className="max-w-80"
        />
      )}
    </Field>
  );
}

function ThemeChoice() {
  const t = useMessages();
  const { theme, setTheme } = useTheme();
  return (
    <div className="flex flex-col items-start gap-1.5">
      <span className="text-sm font-medium">{t("settings.theme")}</span>
      <Segmented
        label={t("settings.theme")}
        value={theme}
        onChange={setTheme}
        segments={[
          { value: "system", label: t("shell.system"), icon: <Monitor aria-hidden="true" /> },
          { value: "light", label: t("shell.light"), icon: <Sun aria-hidden="true" /> },
          { value: "dark", label: t("shell.dark"), icon: <Moon aria-hidden="true" /> },
        ]}
      />
    </div>
  );
}

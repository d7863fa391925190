"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { Segmented } from "#components/ui/forms/segmented.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { type App, useAppChange } from "./use-app-changes.ts";

/** Who may use the app, and how many do. A change counts at once. */
export function ModeSettings({ app }: { app: App }) {
  const t = useMessages();
  const toast = useToast();
  const change = useAppChange();
  const shown = (change.isPending ? change.variables.mode : undefined) ?? app.mode;
  const store = (mode: App["mode"]) => change.mutate({ appId: app.id, mode }, { onError: () => toast(t("apps.failed"), "bad") });
  return (
    <div className="flex flex-col items-start gap-1.5">
      <Segmented
        label={t("apps.mode")}
        value={shown}
        onChange={store}
        segments={[
          { value: "development", label: t("apps.development") },
          { value: "production", label: t("apps.production") },
        ]}
      />
      <p className="text-sm text-muted">{t(`apps.modeHints.${shown}`)}</p>
      <p className="figures text-sm font-medium">
        {shown === "development"
          ? t("apps.peopleOfLimit", { count: app.people, limit: app.seats })
          : t("apps.people", { count: app.people })}
      </p>
    </div>
  );
}

import type { Metadata } from "next";
import { SettingsScreen } from "#components/accounts/settings/settings-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { Hydrate, prefetch, trpc } from "../../prefetch.tsx";
import { requireSession } from "../../require-session.ts";

export const metadata: Metadata = { title: t("settings.title") };

export default async function SettingsPage() {
  await requireSession();
  await Promise.all([prefetch(trpc.me.get.queryOptions()), prefetch(trpc.apps.granted.queryOptions())]);
  return (
    <Hydrate>
      <SettingsScreen />
    </Hydrate>
  );
}

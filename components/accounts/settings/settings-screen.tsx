"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { Building2 } from "lucide-react";
import { GrantedApps } from "#components/apps/granted-apps.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";
import { DisplaySettings } from "./display-settings.tsx";
import { PasswordSettings } from "./password-settings.tsx";
import { ProfileSettings } from "./profile-settings.tsx";
import { SessionSettings } from "./session-settings.tsx";
import { SettingsSection } from "./settings-section.tsx";

/** How the product looks and counts for one person, and their credentials. */
export function SettingsScreen() {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: me } = useSuspenseQuery(trpc.me.get.queryOptions());
  return (
    <Page width="narrow">
      <PageHeader title={t("settings.title")} meta={t("settings.lead")} />
      {me.role === "owner" || me.role === "manager" ? (
        <SettingsSection title={t("fleet.title")} text={t("fleet.lead")}>
          <LinkButton href="/settings/fleet" icon={<Building2 aria-hidden="true" />} className="self-start">
            {t("fleet.open")}
          </LinkButton>
        </SettingsSection>
      ) : null}
      <SettingsSection title={t("settings.profile")} text={t("settings.profileText")}>
        <ProfileSettings me={me} />
      </SettingsSection>
      <SettingsSection title={t("settings.display")} text={t("settings.displayText")}>
        <DisplaySettings me={me} />
      </SettingsSection>
      <SettingsSection title={t("apps.granted")} text={t("apps.grantedText")}>
        <GrantedApps />
      </SettingsSection>
      <SettingsSection title={t("settings.password")} text={t("settings.passwordText")}>
        <PasswordSettings email={me.email} />
      </SettingsSection>
      <SettingsSection title={t("settings.sessions")} text={t("settings.sessionsText")}>
        <SessionSettings />
      </SettingsSection>
    </Page>
  );
}

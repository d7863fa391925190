"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { SettingsSection } from "#components/accounts/settings/settings-section.tsx";
import { EndpointTroubles } from "#components/alerts/channels/endpoint-troubles.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { useRole } from "#components/shell/use-role.ts";
import { useTRPC } from "#components/trpc.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";
import { AccountSettings } from "./account-settings.tsx";
import { CarbonSettings } from "./carbon-settings.tsx";
import { ModelSettings } from "./model-settings.tsx";
import { PeopleSettings } from "./people-settings.tsx";
import { PriceSettings } from "./price-settings.tsx";
import { RegistrationSettings } from "./registration-settings.tsx";

/** What holds for the whole account; for owners and managers. */
export function FleetScreen() {
  const t = useMessages();
  const trpc = useTRPC();
  const role = useRole();
  const { data: settings } = useSuspenseQuery(trpc.fleet.get.queryOptions());
  return (
    <Page width="narrow">
      <PageHeader title={t("fleet.title")} meta={t("fleet.lead")} breadcrumbs={[{ label: t("settings.title"), href: "/settings" }]} />
      <EndpointTroubles />
      <SettingsSection title={t("fleet.account")} text={t("fleet.accountText")}>
        <AccountSettings settings={settings} />
      </SettingsSection>
      <SettingsSection title={t("fleet.members")} text={t("fleet.membersText")}>
        <PeopleSettings />
      </SettingsSection>
      <SettingsSection title={t("fleet.people")} text={t("fleet.peopleText")}>
        <RegistrationSettings settings={settings} />
      </SettingsSection>
      <SettingsSection title={t("fleet.prices")} text={t("fleet.pricesText")}>
        <PriceSettings settings={settings} />
      </SettingsSection>
      <SettingsSection title={t("fleet.carbon")} text={t("fleet.carbonText")}>
        <CarbonSettings settings={settings} />
      </SettingsSection>
      <SettingsSection title={t("fleet.models")} text={t("fleet.modelsText")}>
        <ModelSettings />
      </SettingsSection>
      {role === "owner" ? (
        <SettingsSection title={t("audit.title")} text={t("audit.text")}>
          <LinkButton href="/settings/audit" icon={<ScrollText aria-hidden="true" />} className="self-start">
            {t("audit.open")}
          </LinkButton>
        </SettingsSection>
      ) : null}
    </Page>
  );
}

"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { SettingsSection } from "#components/accounts/settings/settings-section.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { AuthorizeSettings } from "./authorize-settings.tsx";
import { ClientSettings } from "./client-settings.tsx";
import { DeliveriesCard } from "./deliveries-card.tsx";
import { DetailsSettings } from "./details-settings.tsx";
import { ModeBadge } from "./mode-badge.tsx";
import { ModeSettings } from "./mode-settings.tsx";
import { RemoveApp } from "./remove-app.tsx";
import { ScopeSettings } from "./scope-settings.tsx";
import type { App } from "./use-app-changes.ts";
import { WebhookSettings } from "./webhook-settings.tsx";

/** How often it is looked whether people came or the webhook fails, ms. */
const refreshMs = 15_000;

/** All about one app, for those who look after it. */
export function AppScreen({ appId }: { appId: number }) {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: app } = useSuspenseQuery({ ...trpc.apps.get.queryOptions({ appId }), refetchInterval: refreshMs });
  return (
    <Page width="narrow">
      <AppHeader app={app} />
      <SettingsSection title={t("apps.client")} text={t("apps.clientText")}>
        <ClientSettings app={app} />
      </SettingsSection>
      <SettingsSection title={t("apps.details")} text={t("apps.detailsText")}>
        <DetailsSettings key={JSON.stringify([app.name, app.redirectUris])} app={app} />
      </SettingsSection>
      <SettingsSection title={t("apps.mode")} text={t("apps.modeText")}>
        <ModeSettings app={app} />
      </SettingsSection>
      <SettingsSection title={t("apps.scopes")} text={t("apps.scopesText")}>
        <ScopeSettings key={app.scopes.join(" ")} app={app} />
      </SettingsSection>
      <SettingsSection title={t("apps.authorize")} text={t("apps.authorizeText")}>
        <AuthorizeSettings key={app.scopes.join(" ")} app={app} />
      </SettingsSection>
      <SettingsSection title={t("apps.webhook")} text={t("apps.webhookText")}>
        <WebhookSettings app={app} />
      </SettingsSection>
      <DeliveriesCard app={app} />
      <SettingsSection title={t("apps.remove")} text={t("apps.removeText")}>
        <RemoveApp app={app} />
      </SettingsSection>
    </Page>
  );
}

function AppHeader({ app }: { app: App }) {
  const t = useMessages();
  const format = useFormat();
  const breadcrumbs = [
    { label: t("developers.title"), href: "/developers" },
    { label: t("apps.title"), href: "/developers/apps" },
  ];
  const meta = (
    <>
      <ModeBadge mode={app.mode} />
      {app.isPublic ? <Badge>{t("apps.public")}</Badge> : null}
      <span>{t("apps.by", { name: app.ownerName })}</span>
      <span>{t("apps.created", { date: format.dateTime(app.createdAt) })}</span>
    </>
  );
  return <PageHeader title={<span className="break-words">{app.name}</span>} breadcrumbs={breadcrumbs} meta={meta} />;
}

"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { AppWindow, Plus } from "lucide-react";
import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Card } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { List, ListRow } from "#components/ui/layout/list.tsx";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { CreateAppDialog } from "./create-app-dialog.tsx";
import { ModeBadge } from "./mode-badge.tsx";

type ListedApp = RouterOutputs["apps"]["list"][number];

/** The account's apps, the newest first; for owners and managers. */
export function AppsScreen() {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: apps } = useSuspenseQuery(trpc.apps.list.queryOptions());
  const [creating, setCreating] = useState(false);
  const create = (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setCreating(true)}>
      {t("apps.newApp")}
    </Button>
  );
  return (
    <Page width="narrow">
      <PageHeader
        title={t("apps.title")}
        meta={t("apps.lead")}
        breadcrumbs={[{ label: t("developers.title"), href: "/developers" }]}
        actions={apps.length > 0 ? create : null}
      />
      <Card aria-label={t("apps.title")}>
        {apps.length === 0 ? (
          <EmptyState icon={<AppWindow />} title={t("apps.emptyTitle")} action={create}>
            {t("apps.emptyText")}
          </EmptyState>
        ) : (
          <List label={t("apps.title")}>
            {apps.map((app) => (
              <AppRow key={app.id} app={app} />
            ))}
          </List>
        )}
      </Card>
      <CreateAppDialog open={creating} onClose={() => setCreating(false)} />
    </Page>
  );
}

function AppRow({ app }: { app: ListedApp }) {
  const t = useMessages();
  const format = useFormat();
  const { id, name, clientId, mode, isPublic, ownerName, people, createdAt, webhookDisabledAt } = app;
  return (
    <ListRow
      href={`/developers/apps/${id}`}
      lead={<AppWindow aria-hidden="true" className="size-4 shrink-0 text-muted" />}
      title={name}
      meta={
        <>
          <code className="font-mono text-xs break-all">{clientId}</code>
          <span>{t("apps.by", { name: ownerName })}</span>
          <span>{t("apps.people", { count: people })}</span>
          <span>{t("apps.created", { date: format.dateTime(createdAt) })}</span>
        </>
      }
      end={
        <span className="flex flex-col items-end gap-1 sm:flex-row">
          {webhookDisabledAt === null ? null : <Badge tone="bad">{t("apps.webhookOff")}</Badge>}
          {isPublic ? <Badge>{t("apps.public")}</Badge> : null}
          <ModeBadge mode={mode} />
        </span>
      }
    />
  );
}

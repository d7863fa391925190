"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { AppWindow, BookOpen } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useCanManage } from "#components/shell/use-role.ts";
import { useTRPC } from "#components/trpc.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { List, ListRow } from "#components/ui/layout/list.tsx";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";
import { KeysCard } from "./keys-card.tsx";
import { Prose } from "./prose.tsx";

/** The public APIs with their reference, and for managers the keys that programs ask with. */
export function DevelopersScreen() {
  const t = useMessages();
  const managing = useCanManage();
  return (
    <Page width="narrow">
      <PageHeader title={t("developers.title")} meta={t("developers.lead")} />
      <ApisCard />
      {managing ? <KeysCard /> : <KeysNote />}
      {managing ? <AppsCard /> : null}
    </Page>
  );
}

function ApisCard() {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: apis } = useSuspenseQuery(trpc.developers.families.queryOptions());
  return (
    <Card aria-label={t("developers.apis")}>
      <CardHeader title={t("developers.apis")} />
      <List label={t("developers.apis")} className="border-t border-line">
        {apis.map(({ family, title, lead, calls, baseUrl }) => (
          <ListRow
            key={family}
            href={`/developers/${family}`}
            lead={<BookOpen aria-hidden="true" className="size-4 shrink-0 text-muted" />}
            title={title}
            meta={
              <>
                <Prose text={lead} />
                <span className="w-full font-mono text-xs break-all">{baseUrl}</span>
              </>
            }
            end={<span className="figures text-sm whitespace-nowrap text-muted">{t("developers.calls", { count: calls })}</span>}
          />
        ))}
      </List>
    </Card>
  );
}

function AppsCard() {
  const t = useMessages();
  return (
    <Card aria-label={t("apps.title")}>
      <CardHeader
        title={t("apps.title")}
        actions={
          <LinkButton href="/developers/apps" icon={<AppWindow aria-hidden="true" />}>
            {t("apps.manage")}
          </LinkButton>
        }
      />
      <CardBody className="text-pretty text-muted">{t("apps.cardText")}</CardBody>
    </Card>
  );
}

function KeysNote() {
  const t = useMessages();
  return (
    <Card aria-label={t("developers.keys")}>
      <CardHeader title={t("developers.keys")} />
      <CardBody className="text-muted">{t("developers.keysForManagers")}</CardBody>
    </Card>
  );
}

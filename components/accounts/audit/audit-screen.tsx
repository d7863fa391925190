"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Field } from "#components/ui/forms/field.tsx";
import { Select } from "#components/ui/forms/select.tsx";
import { Card } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { Page, PageHeader } from "#components/ui/layout/page.tsx";
import { type UrlParams, useUrlParams } from "#components/ui/state/use-url-params.ts";
import { auditSubjects } from "#server/domain/accounts/audit/entry.ts";
import { type AuditList, readAuditList, toAuditListInput } from "./audit-list.ts";
import { AuditRow } from "./audit-row.tsx";

/** Who changed what in the account, from where; for owners. */
export function AuditScreen() {
  const t = useMessages();
  const trpc = useTRPC();
  const { params, asked, set } = useUrlParams();
  const list = readAuditList(params);
  const { data } = useSuspenseQuery(trpc.audit.list.queryOptions(toAuditListInput(list)));
  const breadcrumbs = [
    { label: t("settings.title"), href: "/settings" },
    { label: t("fleet.title"), href: "/settings/fleet" },
  ];
  return (
    <Page>
      <PageHeader title={t("audit.title")} meta={t("audit.lead")} breadcrumbs={breadcrumbs} />
      <Filters list={readAuditList(asked)} set={set} />
      <Card aria-label={t("audit.title")}>
        {data.items.length === 0 ? (
          <EmptyState icon={<ScrollText />} title={t("audit.emptyTitle")}>
            {t("audit.emptyText")}
          </EmptyState>
        ) : (
          <ul aria-label={t("audit.entries")} className="divide-y divide-line">
            {data.items.map((entry) => (
              <AuditRow key={entry.id} entry={entry} />
            ))}
          </ul>
        )}
        <Pages before={list.before} next={data.nextCursor} set={set} />
      </Card>
    </Page>
  );
}

/** `before` starts anew with each filter: another list has other pages. */
function Filters({ list, set }: { list: AuditList; set: UrlParams["set"] }) {
  const t = useMessages();
  const trpc = useTRPC();
  const { data: people } = useSuspenseQuery(trpc.fleet.people.queryOptions());
  const subjects = auditSubjects.map((subject) => ({ value: subject, label: t(`audit.subjects.${subject}`) }));
  const persons = people.map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <div className="grid gap-3 sm:max-w-xl sm:grid-cols-2">
      <Field label={t("audit.about")}>
        {(control) => (
          <Select
            {...control}
            options={[{ value: "", label: t("audit.everything") }, ...subjects]}
            value={list.subject ?? ""}
            onChange={(event) => set({ about: event.target.value, before: null })}
          />
        )}
      </Field>
      <Field label={t("audit.by")}>
        {(control) => (
          <Select
            {...control}
            options={[{ value: "", label: t("audit.everyone") }, ...persons]}
            value={list.userId === null ? "" : String(list.userId)}
            onChange={(event) => set({ by: event.target.value, before: null })}
          />
        )}
      </Field>
    </div>
  );
}

function Pages({ before, next, set }: { before: number | null; next: number | null; set: UrlParams["set"] }) {
  const t = useMessages();
  if (before === null && next === null) return null;
  return (
    <nav aria-label={t("common.pagination")} className="flex justify-end gap-2 border-t border-line px-4 py-2">
      {before === null ? null : (
        <Button size="sm" onClick={() => set({ before: null })}>
          {t("audit.newest")}
        </Button>
      )}
      {next === null ? null : (
        <Button size="sm" onClick={() => set({ before: next })}>
          {t("audit.older")}
        </Button>
      )}
    </nav>
  );
}

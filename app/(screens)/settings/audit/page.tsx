import type { Metadata } from "next";
import { readAuditList, toAuditListInput } from "#components/accounts/audit/audit-list.ts";
import { AuditScreen } from "#components/accounts/audit/audit-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { Hydrate, prefetch, trpc } from "../../../prefetch.tsx";
import { requireOwner } from "../../../require-session.ts";
import { type PageQuery, toSearchParams } from "../../../search-params.ts";

export const metadata: Metadata = { title: t("audit.title") };

export default async function AuditPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  await requireOwner();
  const list = readAuditList(toSearchParams(await searchParams));
  await Promise.all([prefetch(trpc.audit.list.queryOptions(toAuditListInput(list))), prefetch(trpc.fleet.people.queryOptions())]);
  return (
    <Hydrate>
      <AuditScreen />
    </Hydrate>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AppsScreen } from "#components/apps/apps-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { Hydrate, prefetch, trpc } from "../../../prefetch.tsx";
import { requireSession } from "../../../require-session.ts";

export const metadata: Metadata = { title: t("apps.title") };

export default async function AppsPage() {
  const { role } = await requireSession();
  if (role !== "owner" && role !== "manager") notFound();
  await prefetch(trpc.apps.list.queryOptions());
  return (
    <Hydrate>
      <AppsScreen />
    </Hydrate>
  );
}

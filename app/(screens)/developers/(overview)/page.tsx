import type { Metadata } from "next";
import { DevelopersScreen } from "#components/apps/developers/developers-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { Hydrate, prefetch, readMe, trpc } from "../../../prefetch.tsx";
import { requireSession } from "../../../require-session.ts";

export const metadata: Metadata = { title: t("developers.title") };

export default async function DevelopersPage() {
  const { role } = await requireSession();
  const managing = role === "owner" || role === "manager";
  await Promise.all([
    readMe(),
    prefetch(trpc.developers.families.queryOptions()),
    managing ? prefetch(trpc.developers.listKeys.queryOptions()) : null,
  ]);
  return (
    <Hydrate>
      <DevelopersScreen />
    </Hydrate>
  );
}

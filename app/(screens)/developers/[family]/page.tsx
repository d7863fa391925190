import type { Metadata } from "next";
import { ReferenceScreen } from "#components/apps/developers/reference-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { Hydrate, prefetch, trpc } from "../../../prefetch.tsx";
import { requireSession } from "../../../require-session.ts";

export const metadata: Metadata = { title: t("developers.title") };

export default async function ReferencePage({ params }: { params: Promise<{ family: string }> }) {
  await requireSession();
  const { family } = await params;
  await prefetch(trpc.developers.reference.queryOptions({ family }));
  return (
    <Hydrate>
      <ReferenceScreen key={family} family={family} />
    </Hydrate>
  );
}

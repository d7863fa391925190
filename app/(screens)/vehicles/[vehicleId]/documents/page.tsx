import type { Metadata } from "next";
import { DocumentsScreen } from "#components/documents/documents-screen.tsx";
import { t } from "#components/messages/messages.ts";
import { readPathId } from "../../../../path-id.ts";
import { Hydrate, prefetch, trpc } from "../../../../prefetch.tsx";
import { requireSession } from "../../../../require-session.ts";

export const metadata: Metadata = { title: t("documents.title") };

export default async function DocumentsPage({ params }: { params: Promise<{ vehicleId: string }> }) {
  await requireSession();
  const vehicleId = readPathId((await params).vehicleId);
  await Promise.all([prefetch(trpc.vehicles.get.queryOptions({ vehicleId })), prefetch(trpc.documents.list.queryOptions({ vehicleId }))]);
  return (
    <Hydrate>
      <DocumentsScreen key={vehicleId} vehicleId={vehicleId} />
    </Hydrate>
  );
}

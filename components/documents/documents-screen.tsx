"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useLiveFleet } from "#components/live/use-live-fleet.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Page } from "#components/ui/layout/page.tsx";
import { useCoarseNow } from "#components/ui/values/use-coarse-now.ts";
import { type CarFacts, toCarFacts } from "#components/vehicles/garage/car-facts.ts";
import { VehicleHeader } from "#components/vehicles/status/vehicle-header.tsx";
import { VehicleTabs } from "#components/vehicles/status/vehicle-tabs.tsx";
import { documentKinds } from "#server/domain/documents/kinds.ts";
import { type DocumentTask, ofKind } from "./document-data.ts";
import { DocumentDialog } from "./document-dialog.tsx";
import { DocumentKindCard } from "./document-kind-card.tsx";
import { RemovedDocuments } from "./removed-documents.tsx";
import { useDocumentChanges } from "./use-document-changes.ts";

/** The papers of one car: a card for each kind, missing ones as an invitation. */
export function DocumentsScreen({ vehicleId }: { vehicleId: number }) {
  const trpc = useTRPC();
  const live = useLiveFleet();
  const nowMs = useCoarseNow();
  const { data: car } = useSuspenseQuery(trpc.vehicles.get.queryOptions({ vehicleId }));
  const { data: list } = useSuspenseQuery(trpc.documents.list.queryOptions({ vehicleId }));
  const [task, setTask] = useState<DocumentTask | null>(null);
  const { remove, restore } = useDocumentChanges();
  const facts = toCarFacts(car.status, nowMs);
  return (
    <Page>
      <VehicleHeader facts={facts} live={live} />
      <VehicleTabs vehicleId={vehicleId} current="documents" />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        {documentKinds.map((kind) => (
          <DocumentKindCard
            key={kind}
            kind={kind}
            documents={ofKind(list.documents, kind)}
            mayWrite={list.writable.includes(kind)}
            onTask={setTask}
            onRemove={remove}
            {...(kind === "service_bill" && { className: "lg:col-span-2" })}
            hint={kind === "licence" ? <DriversLicence driver={facts.car.driver} /> : null}
          />
        ))}
      </div>
      <RemovedDocuments documents={list.removed} onRestore={restore} />
      <DocumentDialog owner={{ vehicleId }} task={task} onClose={() => setTask(null)} />
    </Page>
  );
}

function DriversLicence({ driver }: Pick<CarFacts["car"], "driver">) {
  const t = useMessages();
  if (!driver) return null;
  return (
    <p>
      {t("documents.licenceOfDriver")}{" "}
      <Link href={`/drivers/${driver.id}`} className="text-accent-text underline underline-offset-4">
        {driver.name}
      </Link>
    </p>
  );
}

"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#components/trpc.tsx";
import { cx } from "#components/ui/cx.ts";
import type { DocumentTask } from "./document-data.ts";
import { DocumentDialog } from "./document-dialog.tsx";
import { DocumentKindCard } from "./document-kind-card.tsx";
import { RemovedDocuments } from "./removed-documents.tsx";
import { useDocumentChanges } from "./use-document-changes.ts";

/** The driving licence of a driver, who may keep it up to date themselves. */
export function LicenceCard({ driverId, className }: { driverId: number; className?: string }) {
  const trpc = useTRPC();
  const { data: list } = useSuspenseQuery(trpc.documents.list.queryOptions({ driverId }));
  const [task, setTask] = useState<DocumentTask | null>(null);
  const { remove, restore } = useDocumentChanges();
  return (
    <div className={cx("flex flex-col gap-3", className)}>
      <DocumentKindCard
        kind="licence"
        documents={list.documents}
        mayWrite={list.writable.includes("licence")}
        onTask={setTask}
        onRemove={remove}
      />
      <RemovedDocuments documents={list.removed} onRestore={restore} />
      <DocumentDialog owner={{ driverId }} task={task} onClose={() => setTask(null)} />
    </div>
  );
}

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { ListedDocument } from "./document-data.ts";

/** Asks anew for everything that shows papers: their lists, and what is due. */
export function useDocumentsChanged(): () => Promise<void> {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return async () => {
    await Promise.all([
      queries.invalidateQueries(trpc.documents.pathFilter()),
      queries.invalidateQueries(trpc.services.pathFilter()),
      queries.invalidateQueries(trpc.fleet.pathFilter()),
    ]);
  };
}

/** Removes a paper with a way back, and takes one back. */
export function useDocumentChanges() {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const changed = useDocumentsChanged();
  const onError = () => toast(t("documents.failed"), "bad");
  const removal = useMutation(trpc.documents.remove.mutationOptions({ onError, onSuccess: changed }));
  const restoring = useMutation(trpc.documents.restore.mutationOptions({ onError, onSuccess: changed }));
  const restore = ({ id: documentId, kind }: Pick<ListedDocument, "id" | "kind">) =>
    restoring.mutate({ documentId }, { onSuccess: () => toast(t("documents.wasRestored", { what: t(`documents.kinds.${kind}`) })) });
  const remove = (document: ListedDocument) => {
    const undo = { label: t("common.undo"), run: () => restore(document) };
    const onSuccess = () => toast(t("documents.wasRemoved", { what: t(`documents.kinds.${document.kind}`) }), "good", undo);
    removal.mutate({ documentId: document.id }, { onSuccess });
  };
  return { remove, restore };
}

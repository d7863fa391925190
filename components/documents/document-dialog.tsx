"use client";

import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { DocumentOwner, DocumentTask } from "./document-data.ts";
import { DocumentForm } from "./document-form.tsx";
import { useDocumentsChanged } from "./use-document-changes.ts";
import { useUpload } from "./use-upload.ts";

interface Props {
  owner: DocumentOwner;
  /** Null: closed. */
  task: DocumentTask | null;
  onClose: () => void;
}

const titles = { add: "documents.addOne", replace: "documents.replaceOne", edit: "documents.editOne" } as const;
const done = { add: "documents.wasStored", replace: "documents.wasReplaced", edit: "documents.wasChanged" } as const;

/** Adds, replaces or edits a paper. Closing it gives up an upload that is still going on. */
export function DocumentDialog({ owner, task, onClose }: Props) {
  const t = useMessages();
  const trpc = useTRPC();
  const toast = useToast();
  const formId = useId();
  const changed = useDocumentsChanged();
  const close = () => {
    upload.reset();
    change.reset();
    onClose();
  };
  const finish = () => {
    if (task) toast(t(done[task.action], { what: t(`documents.kinds.${task.kind}`) }));
    close();
    void changed();
  };
  const upload = useUpload(finish);
  const change = useMutation(trpc.documents.change.mutationOptions({ onSuccess: finish }));
  return (
    <Dialog
      open={task !== null}
      onClose={close}
      title={task ? t(titles[task.action], { what: t(`documents.one.${task.kind}`) }) : ""}
      actions={
        <>
          <Button onClick={close}>{t("common.cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" busy={change.isPending || upload.state.status === "sending"}>
            {t("common.save")}
          </Button>
        </>
      }
    >
      {task ? (
        <DocumentForm
          id={formId}
          owner={owner}
          task={task}
          upload={upload}
          refusal={change.error?.message}
          onChange={(input) => change.isPending || change.mutate(input)}
        />
      ) : null}
    </Dialog>
  );
}

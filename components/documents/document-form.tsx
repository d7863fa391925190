"use client";

import { type FormEvent, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { ProgressBar } from "#components/ui/layout/progress-bar.tsx";
import type { DocumentOwner, DocumentTask } from "./document-data.ts";
import { type Draft, toDraft, toFacts, toForm } from "./document-draft.ts";
import { DocumentFields } from "./document-fields.tsx";
import { FilePicker } from "./file-picker.tsx";
import type { Upload, UploadState } from "./use-upload.ts";

interface Props {
  id: string;
  owner: DocumentOwner;
  task: DocumentTask;
  upload: Upload;
  /** What the server had against a change. */
  refusal: string | undefined;
  onChange: (change: { documentId: number } & ReturnType<typeof toFacts>) => void;
}

/** The file of a paper, unless only its facts are edited, and what is known of it. */
export function DocumentForm({ id, owner, task, upload, refusal, onChange }: Props) {
  const t = useMessages();
  const [draft, setDraft] = useState<Draft>(() => toDraft(task.action === "add" ? null : task.document));
  const [file, setFile] = useState<File | null>(task.action === "add" ? task.file : null);
  const { state, send, fail } = upload;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (task.action === "edit") onChange({ documentId: task.document.id, ...toFacts(draft) });
    else if (state.status !== "sending") send(toForm({ owner, task, draft, file }));
  };
  const problem = state.status === "failed" ? state.text : refusal;
  return (
    <form id={id} method="post" onSubmit={submit} className="flex flex-col gap-4">
      {task.action === "replace" ? <p className="text-sm text-muted">{t("documents.replaceHint")}</p> : null}
      {task.action === "edit" ? null : <FilePicker file={file} onFile={setFile} onTooLarge={fail} />}
      <DocumentFields kind={task.kind} draft={draft} onChange={setDraft} />
      <Progress state={state} />
      {problem ? (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
          {problem}
        </p>
      ) : null}
    </form>
  );
}

function Progress({ state }: { state: UploadState }) {
  const t = useMessages();
  if (state.status !== "sending") return null;
  return (
    <div className="flex flex-col gap-1.5">
      <ProgressBar label={t("documents.uploading")} share={state.share} />
      <p role="status" className="text-sm text-muted">
        {state.share < 1 ? t("documents.uploading") : t("documents.checking")}
      </p>
    </div>
  );
}

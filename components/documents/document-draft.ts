import type { DocumentOwner, DocumentTask, ListedDocument } from "./document-data.ts";

/** What a form about a paper holds; empty where nothing is known. Days as `2026-03-01`. */
export interface Draft {
  number: string;
  note: string;
  issuedOn: string;
  expiresOn: string;
}

export function toDraft(document: ListedDocument | null): Draft {
  const { number, note, issuedOn, expiresOn } = document ?? { number: null, note: null, issuedOn: null, expiresOn: null };
  return { number: number ?? "", note: note ?? "", issuedOn: issuedOn ?? "", expiresOn: expiresOn ?? "" };
}

/** What the draft says, null where it says nothing. */
export function toFacts(draft: Draft) {
  const orNull = (text: string) => text.trim() || null;
  return { number: orNull(draft.number), note: orNull(draft.note), issuedOn: orNull(draft.issuedOn), expiresOn: orNull(draft.expiresOn) };
}

interface Parts {
  owner: DocumentOwner;
  task: Exclude<DocumentTask, { action: "edit" }>;
  draft: Draft;
  file: File | null;
}

/** The form that POST /api/documents takes. */
export function toForm({ owner, task, draft, file }: Parts): FormData {
  const form = new FormData();
  const replaces = task.action === "replace" ? { replaces: task.document.id } : {};
  for (const [name, value] of Object.entries({ kind: task.kind, ...owner, ...replaces, ...toFacts(draft) })) {
    if (value !== null) form.append(name, String(value));
  }
  if (file) form.append("file", file);
  return form;
}

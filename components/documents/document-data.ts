import type { RouterOutputs } from "#components/router-outputs.ts";
import type { DocumentKind } from "#server/domain/documents/kinds.ts";

export type DocumentList = RouterOutputs["documents"]["list"];
export type ListedDocument = DocumentList["documents"][number];

/** Whose papers: a car's or a driver's. */
export type DocumentOwner = { vehicleId: number } | { driverId: number };

/** What the dialog is open for. */
export type DocumentTask =
  | { kind: DocumentKind; action: "add"; file: File | null }
  | { kind: DocumentKind; action: "replace"; document: ListedDocument }
  | { kind: DocumentKind; action: "edit"; document: ListedDocument };

export function fileUrl(documentId: number): string {
  return `/api/documents/${documentId}/file`;
}

export function previewUrl(documentId: number): string {
  return `${fileUrl(documentId)}?preview=1`;
}

/** True for a file that can be shown; PDFs are only handed out. */
export function hasPicture({ contentType }: Pick<ListedDocument, "contentType">): boolean {
  return contentType?.startsWith("image/") === true;
}

/** The papers of one kind, those of the latest day first: bills are often stored long after they were written. */
export function ofKind(documents: readonly ListedDocument[], kind: DocumentKind): ListedDocument[] {
  const dayOf = ({ issuedOn, createdAt }: ListedDocument) => issuedOn ?? createdAt.toISOString().slice(0, 10);
  return documents.filter((document) => document.kind === kind).sort((a, b) => (dayOf(a) < dayOf(b) ? 1 : dayOf(a) > dayOf(b) ? -1 : 0));
}

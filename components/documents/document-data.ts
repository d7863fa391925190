import type { DocumentKind } from "#server/domain/care/care.ts";
import type { RouterOutputs } from "../router-outputs.ts";

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

import type { Document } from "#db/queries/documents/documents.ts";
import type { DocumentKind } from "#server/domain/documents/kinds.ts";

/** Carnot's types of documents, and what the one date is that it knows of each. */
export const documentTypes = {
  reg: { kind: "registration", dateIs: "issuedOn" },
  puc: { kind: "pollution", dateIs: "expiresOn" },
  ins: { kind: "insurance", dateIs: "expiresOn" },
  dl: { kind: "licence", dateIs: "expiresOn" },
  ser: { kind: "service_bill", dateIs: "issuedOn" },
} as const satisfies Record<string, { kind: DocumentKind; dateIs: "issuedOn" | "expiresOn" }>;
export type DocumentType = keyof typeof documentTypes;

/** A paper without its file. */
export function toDocument(paper: Document, type: DocumentType) {
  const { no: _no, date: _date, ...others } = paper.meta;
  const date = paper[documentTypes[type].dateIs];
  const meta = { ...others, ...(paper.number !== null && { no: paper.number }), ...(date !== null && { date }) };
  return { info: paper.note ?? "", meta, type: paper.contentType };
}

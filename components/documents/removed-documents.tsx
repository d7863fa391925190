"use client";

import { ChevronRight, Undo2 } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import type { ListedDocument } from "./document-data.ts";
import { useDocumentWords } from "./use-document-words.ts";

interface Props {
  documents: readonly ListedDocument[];
  onRestore: (document: ListedDocument) => void;
}

/** Papers that were removed or replaced and can still be taken back; nothing where there are none. */
export function RemovedDocuments({ documents, onRestore }: Props) {
  const t = useMessages();
  const format = useFormat();
  const words = useDocumentWords();
  if (documents.length === 0) return null;
  return (
    <details className="group rounded-lg border border-line">
      <summary className="flex min-h-11 list-none items-center gap-2 px-4 py-2.5 text-sm text-muted hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden="true" className="size-4 transition-transform group-open:rotate-90" />
        <span className="font-medium">{t("documents.removedTitle", { count: documents.length })}</span>
        <span>{t("documents.removedText")}</span>
      </summary>
      <ul className="divide-y divide-line border-t border-line">
        {documents.map((document) => (
          <li key={document.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 px-4 py-2.5 text-sm">
            <p className="min-w-0 break-words">
              {t(`documents.kinds.${document.kind}`)}
              {document.number ? ` ${document.number}` : null}
              <span className="ml-3 text-muted">{t("documents.removedOn", { when: format.longDate(document.removedAt) })}</span>
            </p>
            <Button
              size="sm"
              icon={<Undo2 aria-hidden="true" />}
              aria-label={t("documents.takeBackOne", { what: words.describe(document) })}
              onClick={() => onRestore(document)}
            >
              {t("documents.takeBack")}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

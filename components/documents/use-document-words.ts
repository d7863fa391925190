"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { useFormat } from "#components/ui/values/format.tsx";
import type { ListedDocument } from "./document-data.ts";

/** How papers and their days are written. */
export function useDocumentWords() {
  const t = useMessages();
  const format = useFormat();
  return {
    /** "insurance P-17": tells it apart from the others on the screen. */
    describe: ({ kind, number }: Pick<ListedDocument, "kind" | "number">): string =>
      [t(`documents.one.${kind}`), number].filter(Boolean).join(" "),
    /** A calendar day, `2026-03-01`, which is the same day everywhere. */
    day: format.day,
  };
}

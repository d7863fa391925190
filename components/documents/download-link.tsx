"use client";

import { Download } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import { type ButtonSize, buttonClass } from "#components/ui/buttons/button-class.ts";
import { fileUrl, type ListedDocument } from "./document-data.ts";

/** The file itself, under the name the server gives it. */
export function DownloadLink({ document, what, size = "md" }: { document: ListedDocument; what: string; size?: ButtonSize }) {
  const t = useMessages();
  return (
    <a href={fileUrl(document.id)} download aria-label={t("documents.downloadOne", { what })} className={buttonClass("secondary", size)}>
      <Download aria-hidden="true" />
      {t("documents.download")}
    </a>
  );
}

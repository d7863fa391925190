"use client";

import { FileText, FileX2, ImageOff } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { cx } from "#components/ui/cx.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { hasPicture, type ListedDocument, previewUrl } from "./document-data.ts";
import { DownloadLink } from "./download-link.tsx";

const frame =
  "flex size-16 shrink-0 flex-col items-center justify-center gap-1 overflow-clip rounded-md border border-line bg-sunken text-muted";

/** The paper at a glance: its picture, which opens larger; PDFs and papers without a file as a sign. */
export function DocumentThumbnail({ document, what }: { document: ListedDocument; what: string }) {
  const t = useMessages();
  const [open, setOpen] = useState(false);
  const [broken, setBroken] = useState(false);
  if (document.contentType === null) return <Sign icon={<FileX2 aria-hidden="true" />} text={t("documents.noFile")} />;
  if (!hasPicture(document)) return <Sign icon={<FileText aria-hidden="true" />} text={t("documents.pdf")} />;
  if (broken) return <Sign icon={<ImageOff aria-hidden="true" />} text={t("documents.noFile")} />;
  return (
    <>
      <button
        type="button"
        className={cx(frame, "hover:border-line-strong")}
        aria-label={t("documents.show", { what })}
        onClick={() => setOpen(true)}
      >
        <Picture document={document} alt="" className="size-full object-cover" onError={() => setBroken(true)} />
      </button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t(`documents.kinds.${document.kind}`)}
        actions={<DownloadLink document={document} what={what} />}
      >
        <Picture document={document} alt={t("documents.pictureOf", { what })} className="w-full rounded-md border border-line" />
      </Dialog>
    </>
  );
}

function Picture({ document, alt, ...rest }: ComponentProps<"img"> & { document: ListedDocument; alt: string }) {
  // biome-ignore lint/performance/noImgElement: Next's own element would keep copies of what only this person may see.
  return <img {...rest} src={previewUrl(document.id)} alt={alt} loading="lazy" />;
}

function Sign({ icon, text }: { icon: ReactNode; text: string }) {
  return (
    <span className={cx(frame, "text-2xs [&_svg]:size-5")}>
      {icon}
      {text}
    </span>
  );
}

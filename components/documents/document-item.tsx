"use client";

import { Ellipsis, Pencil, Replace, Trash2 } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "#components/ui/overlays/menu.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import type { DocumentTask, ListedDocument } from "./document-data.ts";
import { DocumentThumbnail } from "./document-thumbnail.tsx";
import { DownloadLink } from "./download-link.tsx";
import { ExpiryBadge } from "./expiry-badge.tsx";
import { useDocumentWords } from "./use-document-words.ts";

interface Props {
  document: ListedDocument;
  /** Absent for people who may only read. */
  onTask?: ((task: DocumentTask) => void) | undefined;
  onRemove: (document: ListedDocument) => void;
}

/** One paper: what it looks like, its number and days, and what can be done with it. */
export function DocumentItem({ document, onTask, onRemove }: Props) {
  const t = useMessages();
  const format = useFormat();
  const words = useDocumentWords();
  const what = words.describe(document);
  const when = format.longDate(document.createdAt);
  return (
    <li aria-label={what} className="flex gap-3.5 px-4 py-3.5">
      <DocumentThumbnail document={document} what={what} />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <div className="flex items-start justify-between gap-2">
          <p className="min-w-0 font-medium break-words">
            {document.number ?? <span className="font-normal text-muted">{t("documents.noNumber")}</span>}
          </p>
          {onTask ? <DocumentMenu document={document} what={what} onTask={onTask} onRemove={onRemove} /> : null}
        </div>
        <DocumentDays document={document} />
        {document.note ? <p className="text-sm break-words whitespace-pre-line">{document.note}</p> : null}
        <div className="mt-0.5 flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
          <p className="text-xs text-muted">
            {document.createdBy ? t("documents.storedBy", { name: document.createdBy, when }) : t("documents.stored", { when })}
          </p>
          {document.contentType === null ? null : <DownloadLink document={document} what={what} size="sm" />}
        </div>
      </div>
    </li>
  );
}

function DocumentDays({ document: { kind, issuedOn, expiresOn, expiry } }: { document: ListedDocument }) {
  const t = useMessages();
  const words = useDocumentWords();
  if (issuedOn === null && expiresOn === null) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      <ExpiryBadge expiry={expiry} />
      <dl className="flex flex-wrap gap-x-4 gap-y-1">
        {issuedOn === null ? null : (
          <Day label={kind === "service_bill" ? t("documents.billedOn") : t("documents.issuedOn")} day={words.day(issuedOn)} />
        )}
        {expiresOn === null ? null : <Day label={t("documents.expiresOn")} day={words.day(expiresOn)} />}
      </dl>
    </div>
  );
}

function Day({ label, day }: { label: string; day: string }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-muted">{label}</dt>
      <dd className="figures">{day}</dd>
    </div>
  );
}

function DocumentMenu({ document, what, onTask, onRemove }: Props & { what: string; onTask: (task: DocumentTask) => void }) {
  const t = useMessages();
  const { kind } = document;
  return (
    <Menu
      trigger={<IconButton label={t("documents.actionsOf", { what })} icon={<Ellipsis aria-hidden="true" />} className="-mt-1.5 -mr-2" />}
    >
      <MenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => onTask({ kind, action: "edit", document })}>
        {t("documents.edit")}
      </MenuItem>
      <MenuItem icon={<Replace aria-hidden="true" />} onSelect={() => onTask({ kind, action: "replace", document })}>
        {t("documents.replace")}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Trash2 aria-hidden="true" />} danger onSelect={() => onRemove(document)}>
        {t("documents.remove")}
      </MenuItem>
    </Menu>
  );
}

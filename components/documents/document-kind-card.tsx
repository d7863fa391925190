"use client";

import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import type { DocumentKind } from "#server/domain/documents/kinds.ts";
import type { DocumentTask, ListedDocument } from "./document-data.ts";
import { DocumentItem } from "./document-item.tsx";
import { useFileDrop } from "./use-file-drop.ts";

interface Props {
  kind: DocumentKind;
  documents: readonly ListedDocument[];
  /** False for people who may only read. */
  mayWrite: boolean;
  onTask: (task: DocumentTask) => void;
  onRemove: (document: ListedDocument) => void;
  /** Said besides the invitation where there is no paper. */
  hint?: ReactNode;
  className?: string;
}

/** The papers of one kind; a file can be dropped anywhere on it. */
export function DocumentKindCard({ kind, documents, mayWrite, onTask, onRemove, hint, className }: Props) {
  const t = useMessages();
  const { over, zone } = useFileDrop((file) => onTask({ kind, action: "add", file }), mayWrite);
  const title = kind === "service_bill" ? t("documents.bills") : t(`documents.kinds.${kind}`);
  const what = t(`documents.one.${kind}`);
  const add = (
    <Button
      size="sm"
      icon={<Plus aria-hidden="true" />}
      aria-label={t("documents.addOne", { what })}
      onClick={() => onTask({ kind, action: "add", file: null })}
    >
      {t("documents.add")}
    </Button>
  );
  return (
    <Card aria-label={title} {...zone} className={cx(over && "border-accent bg-accent-soft", className)}>
      <CardHeader title={title} actions={mayWrite ? add : null} />
      {documents.length > 0 ? (
        <ul aria-label={title} className="divide-y divide-line border-t border-line">
          {documents.map((document) => (
            <DocumentItem key={document.id} document={document} onTask={mayWrite ? onTask : undefined} onRemove={onRemove} />
          ))}
        </ul>
      ) : (
        <CardBody className="flex flex-col gap-1.5 text-sm text-pretty text-muted">
          <p>{mayWrite ? t(`documents.missing.${kind}`) : t("documents.missingForReaders")}</p>
          {mayWrite ? <p className="pointer-coarse:hidden">{t("documents.dropHint")}</p> : null}
          {hint}
        </CardBody>
      )}
    </Card>
  );
}

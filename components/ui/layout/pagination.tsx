"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";

interface Props {
  /** From 1. */
  page: number;
  pageSize: number;
  /** Rows on all pages. */
  total: number;
  onPage: (page: number) => void;
}

/** "21–40 of 64" with both neighbours; nothing when one page holds all. */
export function Pagination({ page, pageSize, total, onPage }: Props) {
  const t = useMessages();
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (pages === 1 && page === 1) return null;
  const from = Math.min(total, (page - 1) * pageSize + 1);
  return (
    <nav aria-label={t("common.pagination")} className="flex items-center justify-between gap-4 border-t border-line px-4 py-2">
      <p aria-live="polite" className="figures text-sm text-muted">
        {t("common.range", { from, to: Math.min(total, page * pageSize), total })}
      </p>
      <div className="flex gap-1">
        <IconButton
          label={t("common.previousPage")}
          icon={<ChevronLeft aria-hidden="true" />}
          disabled={page <= 1}
          onClick={() => onPage(page - 1)}
        />
        <IconButton
          label={t("common.nextPage")}
          icon={<ChevronRight aria-hidden="true" />}
          disabled={page >= pages}
          onClick={() => onPage(page + 1)}
        />
      </div>
    </nav>
  );
}

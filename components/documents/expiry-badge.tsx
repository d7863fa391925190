"use client";

import { CircleAlert, Clock } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Badge } from "#components/ui/badge.tsx";
import type { ListedDocument } from "./document-data.ts";

/** How near a paper's end is; nothing for one that does not run out. */
export function ExpiryBadge({ expiry }: Pick<ListedDocument, "expiry">) {
  const t = useMessages();
  if (expiry === null) return null;
  const { state, daysLeft } = expiry;
  if (state === "later") return <Badge tone="good">{t("documents.valid")}</Badge>;
  if (state === "overdue")
    return (
      <Badge tone="bad">
        <CircleAlert aria-hidden="true" />
        {t("documents.expired", { count: -daysLeft })}
      </Badge>
    );
  return (
    <Badge tone="warn">
      <Clock aria-hidden="true" />
      {daysLeft === 0 ? t("documents.expiresToday") : t("documents.expiresIn", { count: daysLeft })}
    </Badge>
  );
}

"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { Badge } from "#components/ui/badge.tsx";

export function ModeBadge({ mode }: { mode: "development" | "production" }) {
  const t = useMessages();
  return <Badge tone={mode === "production" ? "good" : "neutral"}>{t(`apps.${mode}`)}</Badge>;
}

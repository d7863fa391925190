"use client";

import { useMessages } from "../messages/use-messages.ts";
import { Badge } from "../ui/badge.tsx";

export function ModeBadge({ mode }: { mode: "development" | "production" }) {
  const t = useMessages();
  return <Badge tone={mode === "production" ? "good" : "neutral"}>{t(`apps.${mode}`)}</Badge>;
}

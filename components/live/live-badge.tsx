"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { Badge } from "#components/ui/badge.tsx";
import type { LiveStatus } from "./live-update.ts";

/** Whether what is seen keeps itself up to date. */
export function LiveBadge({ status }: { status: LiveStatus }) {
  const t = useMessages();
  const tones = { connecting: "neutral", live: "good", offline: "warn" } as const;
  const words = { connecting: t("live.connecting"), live: t("live.live"), offline: t("live.offline") };
  return (
    <span role="status">
      <Badge tone={tones[status]} dot>
        {words[status]}
      </Badge>
    </span>
  );
}

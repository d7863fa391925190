"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { DtcSeverity } from "#server/domain/health/dtc/severity.ts";

const tones: Record<DtcSeverity, Tone> = { info: "neutral", low: "neutral", medium: "warn", critical: "bad" };

/** How much a fault presses, in words. */
export function SeverityBadge({ severity }: { severity: DtcSeverity }) {
  const t = useMessages();
  return <Badge tone={tones[severity]}>{t(`health.severities.${severity}`)}</Badge>;
}

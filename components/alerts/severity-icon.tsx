"use client";

import { Info, OctagonAlert, TriangleAlert } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import { cx } from "#components/ui/cx.ts";
import type { AlertSeverity } from "#server/domain/alerts/alert.ts";

const looks = {
  info: { icon: Info, className: "bg-accent-soft text-accent-text" },
  warning: { icon: TriangleAlert, className: "bg-warn-soft text-warn" },
  critical: { icon: OctagonAlert, className: "bg-bad-soft text-bad" },
};

/** How much it matters: by shape and colour, and in a word for those who see neither. */
export function SeverityIcon({ severity, quiet = false }: { severity: AlertSeverity; quiet?: boolean }) {
  const t = useMessages();
  const { icon: Icon, className } = looks[severity];
  return (
    <span className={cx("flex size-8 shrink-0 items-center justify-center rounded-full", quiet ? "bg-hover text-muted" : className)}>
      <Icon aria-hidden="true" className="size-4" />
      <span className="sr-only">{t(`alerts.severities.${severity}`)}:</span>
    </span>
  );
}

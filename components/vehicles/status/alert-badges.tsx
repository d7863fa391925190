"use client";

import { BatteryWarning, Fuel, type LucideIcon, TriangleAlert, Unplug } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/cx.ts";
import { type Format, useFormat } from "#components/ui/values/format.tsx";
import { Age } from "#components/ui/values/value.tsx";
import type { VehicleAlert, VehicleAlertKind } from "#server/domain/vehicles/activity.ts";
import { useIsStale } from "./use-is-stale.ts";

const signs = { warn: "text-warn", bad: "text-bad" };

const looks: Record<VehicleAlertKind, { icon: LucideIcon; tone: keyof typeof signs }> = {
  mil: { icon: TriangleAlert, tone: "bad" },
  fault_codes: { icon: TriangleAlert, tone: "bad" },
  low_battery: { icon: BatteryWarning, tone: "warn" },
  unplugged: { icon: Unplug, tone: "warn" },
  low_fuel: { icon: Fuel, tone: "warn" },
  low_charge: { icon: BatteryWarning, tone: "warn" },
};

/** What deserves attention at a car, in a few words each; nothing when nothing does. */
export function AlertBadges({ alerts, className }: { alerts: readonly VehicleAlert[]; className?: string }) {
  if (alerts.length === 0) return null;
  return (
    <span className={cx("flex flex-wrap gap-1.5", className)}>
      {alerts.map((alert) => (
        <AlertBadge key={alert.kind} alert={alert} />
      ))}
    </span>
  );
}

/** Grey and with its age once it is stale; its sign stays coloured, because age mends nothing. */
function AlertBadge({ alert }: { alert: VehicleAlert }) {
  const t = useMessages();
  const format = useFormat();
  const stale = useIsStale(alert.signal, alert.atMs);
  const { icon: Icon, tone } = looks[alert.kind];
  return (
    <Badge tone={stale ? "neutral" : tone}>
      <Icon aria-hidden="true" className={stale ? signs[tone] : undefined} />
      <span data-stale={stale || undefined}>
        {t(`garage.alerts.${alert.kind}`)}
        {toValue(format, alert)}
      </span>
      {stale && alert.atMs !== null ? <Age at={alert.atMs} className="font-normal" /> : null}
    </Badge>
  );
}

function toValue(format: Format, { kind, value }: VehicleAlert): string | null {
  if (value === null || kind === "mil") return null;
  if (kind === "low_battery") return ` ${format.voltage(value).text}`;
  return kind === "fault_codes" ? ` ${format.number(value).text}` : ` ${format.percent(value).text}`;
}

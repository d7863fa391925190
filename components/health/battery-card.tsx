"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { ScoreBar } from "#components/ui/values/score.tsx";
import { Age, Value } from "#components/ui/values/value.tsx";
import { useIsStale } from "#components/vehicles/status/use-is-stale.ts";
import type { BatteryHealth, BatteryState } from "#server/domain/health/battery.ts";

const tones: Record<BatteryState, Tone> = {
  good: "good",
  fair: "neutral",
  weak: "warn",
  empty: "bad",
  charging: "good",
  not_charging: "bad",
  starting: "neutral",
};

/** The 12 V battery: its newest voltage, what that says of its health, and what to do. */
export function BatteryCard({ battery, className }: { battery: BatteryHealth | null; className?: string }) {
  const t = useMessages();
  const format = useFormat();
  const stale = useIsStale("batteryV", battery?.atMs);
  return (
    <Card aria-label={t("health.battery")} className={className}>
      <CardHeader
        title={t("health.battery")}
        actions={
          battery ? <Badge tone={stale ? "neutral" : tones[battery.state]}>{t(`health.batteryStates.${battery.state}`)}</Badge> : null
        }
      />
      <CardBody className="flex flex-col gap-2.5">
        {battery ? (
          <>
            <p className="flex items-baseline justify-between gap-3">
              <Value quantity={{ ...format.number(battery.volts, 2), unit: "V" }} size="lg" stale={stale} />
              <Age at={battery.atMs} className="text-sm text-muted" />
            </p>
            {battery.healthPct === null ? null : (
              <ScoreBar
                share={battery.healthPct / 100}
                label={t("health.batteryCharge", { percent: format.number(battery.healthPct).text })}
              />
            )}
            <p className="text-sm text-pretty text-muted">{t(`health.batteryText.${battery.state}`)}</p>
          </>
        ) : (
          <p className="text-sm text-muted">{t("health.batteryUnknown")}</p>
        )}
      </CardBody>
    </Card>
  );
}

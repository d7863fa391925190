"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { ScoreRing } from "#components/ui/values/score.tsx";
import { Value } from "#components/ui/values/value.tsx";
import { vehicleChartDays } from "#server/domain/vehicles/chart-days.ts";
import { DayBars } from "./day-bars.tsx";
import { fillDays, meanScore } from "./day-series.ts";
import type { VehicleData } from "./vehicle-data.ts";

interface Props {
  days: VehicleData["days"];
  nowMs: number;
  className?: string;
}

/** The last thirty days: how far each day, and how well. */
export function DaysCard({ days, nowMs, className }: Props) {
  const t = useMessages();
  const format = useFormat();
  const series = fillDays(days, vehicleChartDays, format.dayKey(nowMs));
  const distanceM = series.reduce((sum, day) => sum + day.distanceM, 0);
  const trips = series.reduce((sum, day) => sum + day.trips, 0);
  const score = meanScore(series);
  return (
    <Card aria-label={t("vehicle.lastDays", { count: vehicleChartDays })} className={className}>
      <CardHeader
        title={t("vehicle.lastDays", { count: vehicleChartDays })}
        actions={score === null ? null : <ScoreRing score={score} size="sm" />}
      />
      <CardBody>
        <p className="mb-2 flex items-baseline gap-3">
          <Value quantity={format.distance(distanceM)} size="md" />
          <span className="text-sm text-muted">{t("trips.count", { count: trips })}</span>
        </p>
        <DayBars days={series} />
      </CardBody>
    </Card>
  );
}

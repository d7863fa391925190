"use client";

import { ChartLine } from "lucide-react";
import { ScoreChart } from "#components/charts/score-chart.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { scoring } from "#server/domain/scoring/constants.ts";
import type { Profile } from "./driver-data.ts";

export function ScoreHistoryCard({ history, className }: { history: Profile["history"]; className?: string }) {
  const t = useMessages();
  const points = history.map(({ asOf, score, interval }) => ({
    day: asOf,
    score,
    low: interval?.[0] ?? null,
    high: interval?.[1] ?? null,
  }));
  return (
    <Card className={className} aria-label={t("drivers.scoreOverTime")}>
      <CardHeader title={t("drivers.scoreOverTime")} hint={t("drivers.scoreOverTimeHint", { days: scoring.driver.windowDays })} />
      {points.length > 0 ? (
        <CardBody>
          <ScoreChart points={points} label={t("drivers.scoreOverTime")} />
        </CardBody>
      ) : (
        <EmptyState icon={<ChartLine />} title={t("drivers.noScore")} className="py-8">
          {t("drivers.noScoreText")}
        </EmptyState>
      )}
    </Card>
  );
}

"use client";

import { CircleHelp, Gauge } from "lucide-react";
import Link from "next/link";
import { PartBars } from "#components/charts/part-bars.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { ScoreRing } from "#components/ui/values/score.tsx";
import { scoring } from "#server/domain/scoring/constants.ts";
import { toShownScore } from "#server/domain/scoring/shown-score.ts";
import type { DriverCard, Profile } from "./driver-data.ts";
import { IntervalBar } from "./interval-bar.tsx";

/** The score with its interval, whether it is firm yet, and its parts. */
export function DriverScoreCard({ profile: { card, asOf }, className }: { profile: Profile; className?: string }) {
  const t = useMessages();
  const format = useFormat();
  const until = asOf === null ? null : format.day(asOf);
  const shown = card && toShownScore(card.parts, card.losses);
  return (
    <Card className={className} aria-label={t("drivers.score")}>
      <CardHeader
        title={t("drivers.score")}
        hint={until ? t("drivers.window", { days: scoring.driver.windowDays, date: until }) : undefined}
        actions={
          <Link
            href="/scoring"
            aria-label={t("trip.howComputed")}
            title={t("trip.howComputed")}
            className="touch inline-flex items-center text-muted hover:text-ink"
          >
            <CircleHelp aria-hidden="true" className="size-4" />
          </Link>
        }
      />
      {card && shown ? (
        <CardBody className="flex flex-col gap-5">
          <ScoreLine card={card} score={shown.score} />
          <PartBars parts={shown.parts} />
        </CardBody>
      ) : (
        <EmptyState icon={<Gauge />} title={t("drivers.noScore")} className="py-8">
          {t("drivers.noScoreText")}
        </EmptyState>
      )}
    </Card>
  );
}

function ScoreLine({ card, score }: { card: DriverCard; score: number }) {
  const t = useMessages();
  const format = useFormat();
  const { windowDays, provisionalKm } = scoring.driver;
  // Where both ends would round to the same number a decimal tells them apart.
  const digits = card.interval && card.interval[1] - card.interval[0] < 2 ? 1 : 0;
  return (
    <div className="flex items-center gap-5">
      <ScoreRing score={score} size="lg" provisional={card.provisional} />
      <div className="min-w-0 flex-1">
        {card.interval ? (
          <>
            <p className="text-sm text-muted">
              {t("drivers.interval", {
                low: format.number(card.interval[0], digits).text,
                high: format.number(card.interval[1], digits).text,
              })}
            </p>
            <IntervalBar score={score} interval={card.interval} />
          </>
        ) : null}
        {card.provisional ? (
          <div className="mt-2 flex flex-col items-start gap-1">
            <Badge tone="warn">{t("drivers.provisional")}</Badge>
            <p className="text-xs text-pretty text-muted">
              {t("drivers.provisionalText", {
                distance: format.distance(provisionalKm * 1000).text,
                days: windowDays,
                driven: format.distance(card.distanceM).text,
              })}
            </p>
          </div>
        ) : null}
      </div>
    </div>
  );
}

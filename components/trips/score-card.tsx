"use client";

import { CircleHelp } from "lucide-react";
import Link from "next/link";
import { PartBars } from "#components/charts/part-bars.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { ScoreRing } from "#components/ui/values/score.tsx";
import { scoring } from "#server/domain/scoring/constants.ts";
import { type ScorePart, scoreParts } from "#server/domain/scoring/score-trip.ts";
import { toShownScore } from "#server/domain/scoring/shown-score.ts";
import type { TripDetails } from "./trip-moments.ts";

/** The score with its parts, or why there is none. */
export function ScoreCard({ trip, className }: { trip: TripDetails; className?: string }) {
  const t = useMessages();
  return (
    <Card className={className} aria-label={t("trip.reportCard")}>
      <CardHeader
        title={t("trip.reportCard")}
        actions={
          <Link href="/scoring" className="inline-flex items-center gap-1.5 text-sm text-accent-text underline-offset-4 hover:underline">
            <CircleHelp aria-hidden="true" className="size-4" />
            {t("trip.howComputed")}
          </Link>
        }
      />
      <CardBody>{trip.card && trip.card.driveScore !== null ? <Scored card={trip.card} /> : <NotScored trip={trip} />}</CardBody>
    </Card>
  );
}

type StoredCard = NonNullable<TripDetails["card"]>;

function Scored({ card }: { card: StoredCard }) {
  const t = useMessages();
  const shown = toShownScore(card, card.receipts);
  if (!shown) return null;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col items-center gap-5 sm:flex-row sm:items-start sm:gap-6">
        <ScoreRing score={shown.score} size="lg" />
        <div className="w-full min-w-0 flex-1">
          <PartBars parts={shown.parts} />
        </div>
      </div>
      <MissingParts parts={scoreParts.filter((part) => card[part] === null)} />
      <p className="text-xs text-muted">{t(card.speedingMode === "limits" ? "trip.speedingLimits" : "trip.speedingThresholds")}</p>
    </div>
  );
}

/** Parts that could not be measured cost nothing and give nothing; they say why. */
function MissingParts({ parts }: { parts: readonly ScorePart[] }) {
  const t = useMessages();
  if (parts.length === 0) return null;
  return (
    <dl className="flex flex-col gap-1 border-t border-line pt-3 text-sm">
      {parts.map((part) => (
        <div key={part} className="flex flex-wrap justify-between gap-x-4">
          <dt>{t(`trip.parts.${part}`)}</dt>
          <dd className="text-muted">
            {part === "mil" ? t("trip.partMissing.mil", { trips: scoring.mileage.minTrips }) : t(`trip.partMissing.${part}`)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function NotScored({ trip }: { trip: TripDetails }) {
  const t = useMessages();
  const format = useFormat();
  const text = () => {
    if (trip.status === "open") return [t("trip.onTheRoad"), t("trip.onTheRoadText")] as const;
    if (!trip.card) return [t("common.noScore"), t("trip.scoringText")] as const;
    const reason = trip.card.noScoreReason;
    if (reason === "too_short") {
      return [t("trip.noScore.too_short", { distance: format.distance(scoring.minDistanceM).text }), t("trip.noScoreText")] as const;
    }
    if (reason === "too_brief") {
      return [t("trip.noScore.too_brief", { duration: format.duration(scoring.minDurationS) }), t("trip.noScoreText")] as const;
    }
    return [t(reason === "poor_recording" ? "trip.noScore.poor_recording" : "trip.noScore.other"), t("trip.noScoreText")] as const;
  };
  const [title, explanation] = text();
  return (
    <div className="flex items-center gap-5">
      <ScoreRing score={null} size="lg" />
      <div>
        <p className="font-medium text-pretty">{title}</p>
        <p className="mt-1 text-sm text-pretty text-muted">{explanation}</p>
      </div>
    </div>
  );
}

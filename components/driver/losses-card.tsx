"use client";

import { Sparkles } from "lucide-react";
import { scoring } from "#server/domain/scoring/constants.ts";
import { type ScorePart, scoreParts } from "#server/domain/scoring/score-trip.ts";
import { useMessages } from "../messages/use-messages.ts";
import { ruleNames } from "../trip/receipt-text.ts";
import { Badge } from "../ui/badge.tsx";
import { Card, CardBody, CardHeader } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { useFormat } from "../ui/format.tsx";
import type { DriverCard, Losses, Profile } from "./driver-data.ts";

interface Props {
  losses: Losses;
  card: Profile["card"];
  className?: string;
}

/** The receipts of all trips summed by rule, so that it is plain what would help most; and what already goes well. */
export function LossesCard({ losses, card, className }: Props) {
  const t = useMessages();
  const { windowDays: days } = scoring.driver;
  if (!card || card.score === null) return null;
  return (
    <Card className={className} aria-label={t("drivers.losses")}>
      <CardHeader title={t("drivers.losses")} hint={t("drivers.lossesHint", { days })} />
      {losses.length === 0 ? (
        <EmptyState icon={<Sparkles />} title={t("drivers.noLosses")} className="py-8">
          {t("drivers.noLossesText", { days })}
        </EmptyState>
      ) : (
        <CardBody className="flex flex-col gap-5">
          <LossBars losses={losses} trips={card.trips} />
          <Strengths card={card} />
        </CardBody>
      )}
    </Card>
  );
}

function LossBars({ losses, trips }: { losses: Losses; trips: number }) {
  const t = useMessages();
  const format = useFormat();
  const most = Math.max(...losses.map(({ points }) => points));
  return (
    <ul className="flex flex-col gap-3">
      {losses.map(({ rule, points, receipts, trips: onTrips }) => (
        <li key={rule} className="flex flex-col gap-1">
          <div className="flex items-baseline justify-between gap-4 text-sm">
            <span className="font-medium">{t(ruleNames[rule])}</span>
            <span className="figures text-muted">
              <span className="font-semibold text-ink">
                −{t("drivers.lossPerTrip", { points: format.points(points / Math.max(1, trips)).text })}
              </span>
            </span>
          </div>
          <svg
            viewBox="0 0 100 6"
            preserveAspectRatio="none"
            aria-hidden="true"
            className="h-1.5 w-full overflow-hidden rounded-full bg-line"
          >
            <rect width={(points / most) * 100} height="6" className="fill-bad" />
          </svg>
          <p className="text-xs text-muted">
            {t("drivers.lossLine", { count: receipts })} {t("drivers.lossTrips", { count: onTrips })}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Parts that keep at least nine tenths of their points. */
const strengthShare = 0.9;

function Strengths({ card }: { card: DriverCard }) {
  const t = useMessages();
  const format = useFormat();
  const isStrong = (part: ScorePart) => (card.parts[part] ?? 0) >= strengthShare * scoring.partPoints;
  const strong = scoreParts.filter(isStrong);
  if (strong.length === 0) return null;
  return (
    <div className="border-t border-line pt-4">
      <h3 className="mb-2 text-sm font-semibold">{t("drivers.strengths")}</h3>
      <p className="flex flex-wrap gap-1.5">
        {strong.map((part) => (
          <Badge key={part} tone="good">
            {t("drivers.strength", { part: t(`trip.parts.${part}`), points: format.points(card.parts[part]).text })}
          </Badge>
        ))}
      </p>
    </div>
  );
}

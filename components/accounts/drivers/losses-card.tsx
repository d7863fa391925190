"use client";

import { Sparkles } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import { ruleNames } from "#components/trips/receipt-text.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { scoring } from "#server/domain/scoring/constants.ts";
import type { ReceiptRule } from "#server/domain/scoring/score-trip.ts";
import { type ShownPart, toShownScore } from "#server/domain/scoring/shown-score.ts";
import type { DriverCard, Losses, Profile } from "./driver-data.ts";
import { orderLosses } from "./order-losses.ts";

interface Props {
  losses: Losses;
  card: Profile["card"];
  className?: string;
}

/** What each rule took from the score, so that it is plain what would help most; and what already goes well. */
export function LossesCard({ losses, card, className }: Props) {
  const t = useMessages();
  const format = useFormat();
  const { windowDays: days } = scoring.driver;
  const shown = card && toShownScore(card.parts, card.losses);
  if (!shown) return null;
  const sums = { days, lost: format.points(shown.lost).text, score: format.points(shown.score).text };
  return (
    <Card className={className} aria-label={t("drivers.losses")}>
      <CardHeader title={t("drivers.losses")} hint={t("drivers.lossesHint", sums)} />
      {shown.lost === 0 ? (
        <EmptyState icon={<Sparkles />} title={t("drivers.noLosses")} className="py-8">
          {t("drivers.noLossesText", { days })}
        </EmptyState>
      ) : (
        <CardBody className="flex flex-col gap-5">
          <LossBars losses={orderLosses(shown.losses)} receipts={losses} />
          <Strengths parts={shown.parts} />
        </CardBody>
      )}
    </Card>
  );
}

function LossBars({ losses, receipts }: { losses: DriverCard["losses"]; receipts: Losses }) {
  const t = useMessages();
  const format = useFormat();
  const most = Math.max(...losses.map(({ points }) => points));
  const ofRule = (rule: ReceiptRule) => receipts.find((one) => one.rule === rule);
  return (
    <ul className="flex flex-col gap-3">
      {losses.map(({ rule, points }) => (
        <li key={rule} className="flex flex-col gap-1">
          <div className="flex items-baseline justify-between gap-4 text-sm">
            <span className="font-medium">{t(ruleNames[rule])}</span>
            <span className="figures font-semibold">
              {points > 0 ? "−" : null}
              {format.receiptPoints(points).text}
            </span>
          </div>
          <svg
            viewBox="0 0 100 6"
            preserveAspectRatio="none"
            aria-hidden="true"
            className="h-1.5 w-full overflow-hidden rounded-full bg-line"
          >
            <rect width={most > 0 ? (points / most) * 100 : 0} height="6" className="fill-bad" />
          </svg>
          <Receipts of={ofRule(rule)} />
        </li>
      ))}
    </ul>
  );
}

function Receipts({ of }: { of: Losses[number] | undefined }) {
  const t = useMessages();
  return (
    <p className="text-xs text-muted">
      {of ? `${t("drivers.lossLine", { count: of.receipts })} ${t("drivers.lossTrips", { count: of.trips })}` : t("drivers.noReceipt")}
    </p>
  );
}

/** Parts that keep at least nine tenths of their points. */
const strengthShare = 0.9;

function Strengths({ parts }: { parts: readonly ShownPart[] }) {
  const t = useMessages();
  const format = useFormat();
  const strong = parts.filter(({ share }) => share >= strengthShare);
  if (strong.length === 0) return null;
  return (
    <div className="border-t border-line pt-4">
      <h3 className="mb-2 text-sm font-semibold">{t("drivers.strengths")}</h3>
      <p className="flex flex-wrap gap-1.5">
        {strong.map(({ part, share }) => (
          <Badge key={part} tone="good">
            {t("drivers.strength", { part: t(`trip.parts.${part}`), share: format.percent(Math.floor(share * 100)).text })}
          </Badge>
        ))}
      </p>
    </div>
  );
}

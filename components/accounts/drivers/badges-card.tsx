"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { ProgressBar } from "#components/ui/layout/progress-bar.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { badgeKeys } from "#server/domain/scoring/badges/badge.ts";
import { describeFacts, describeProgress, howToEarn } from "./badge-text.ts";
import { Medal } from "./medal.tsx";

type Badges = RouterOutputs["drivers"]["badges"];
type Award = Badges["awards"][number];

/** What a driver has earned, newest first, and how the rest is earned. */
export function BadgesCard({ driverId, className }: { driverId: number; className?: string }) {
  const t = useMessages();
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.drivers.badges.queryOptions({ driverId }));
  const { awards, progress } = data;
  return (
    <Card className={className} aria-label={t("badges.title")}>
      <CardHeader
        title={t("badges.title")}
        hint={t("badges.hint")}
        actions={awards.length > 0 ? <span className="text-sm text-muted">{t("badges.earned", { count: awards.length })}</span> : null}
      />
      <CardBody className="flex flex-col gap-4">
        {awards.length > 0 ? (
          <ul aria-label={t("badges.earnedList")} className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
            {awards.toReversed().map((award) => (
              <EarnedBadge key={award.badge} award={award} />
            ))}
          </ul>
        ) : (
          <p className="text-sm text-muted">{t("badges.none")}</p>
        )}
        <LockedBadges awards={awards} progress={progress} />
      </CardBody>
    </Card>
  );
}

function EarnedBadge({ award: { badge, facts, earnedAt, timeZone, tripId } }: { award: Award }) {
  const t = useMessages();
  const format = useFormat();
  return (
    <li className="flex items-start gap-3">
      <Medal badge={badge} />
      <div className="min-w-0 flex-1">
        <h3 className="text-sm font-semibold">{t(`badges.titles.${badge}`)}</h3>
        <p className="text-sm text-pretty">{describeFacts(t, format, badge, facts)}</p>
        <p className="text-xs text-muted">
          {t("badges.earnedOn", { date: format.longDate(earnedAt, { timeZone }) })}{" "}
          <Link href={`/trips/${tripId}`} className="text-accent-text underline underline-offset-4">
            {t("badges.withTrip")}
          </Link>
        </p>
      </div>
    </li>
  );
}

function LockedBadges({ awards, progress }: Badges) {
  const t = useMessages();
  const earned = new Set(awards.map(({ badge }) => badge));
  const locked = badgeKeys.filter((badge) => !earned.has(badge));
  // With nothing earned yet, what there is to earn is what one wants to see.
  const [shown, setShown] = useState(awards.length === 0);
  if (locked.length === 0) return null;
  return (
    <div className="flex flex-col gap-4 border-t border-line pt-3">
      <Button size="sm" aria-expanded={shown} onClick={() => setShown(!shown)} className="self-start">
        {shown ? t("badges.hideLocked") : t("badges.showLocked", { count: locked.length })}
      </Button>
      {shown ? (
        <ul aria-label={t("badges.lockedList")} className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
          {locked.map((badge) => (
            <LockedBadge key={badge} badge={badge} progress={progress[badge]} />
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function LockedBadge({ badge, progress }: { badge: (typeof badgeKeys)[number]; progress: Badges["progress"][Award["badge"]] }) {
  const t = useMessages();
  const format = useFormat();
  return (
    <li className="flex items-start gap-3">
      <Medal badge={badge} locked />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <h3 className="text-sm font-semibold text-muted">{t(`badges.titles.${badge}`)}</h3>
        <p className="text-xs text-pretty text-muted">{howToEarn(t, format, badge)}</p>
        {progress && progress.done > 0 ? (
          <div className="flex items-center gap-2">
            <ProgressBar label={t(`badges.titles.${badge}`)} share={progress.done / progress.of} />
            <span className="figures shrink-0 text-xs text-muted">{describeProgress(t, format, progress)}</span>
          </div>
        ) : null}
      </div>
    </li>
  );
}

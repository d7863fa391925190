"use client";

import Link from "next/link";
import { useMessages } from "#components/messages/use-messages.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { List } from "#components/ui/layout/list.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { HistoryChart } from "./history-chart.tsx";
import type { Episode } from "./verdict.ts";

interface Props {
  episodes: readonly Episode[];
  nowMs: number;
  className?: string;
}

/** All faults there were: as bars over time, and one after another with how far the car was driven with each. */
export function HistoryCard({ episodes, nowMs, className }: Props) {
  const t = useMessages();
  if (episodes.length === 0) return null;
  return (
    <Card aria-label={t("health.history")} className={className}>
      <CardHeader title={t("health.history")} hint={t("health.historyHint")} />
      <CardBody>
        <HistoryChart episodes={episodes} nowMs={nowMs} />
      </CardBody>
      <List label={t("health.episodes")} className="border-t border-line">
        {episodes.map((episode) => (
          <EpisodeRow key={episode.id} episode={episode} />
        ))}
      </List>
    </Card>
  );
}

const tones = { stored: "bad", pending: "warn", cleared: "good" } as const;

function EpisodeRow({ episode }: { episode: Episode }) {
  const t = useMessages();
  const format = useFormat();
  const { code, title, status, openedAt, closedAt, drivenM, milDrivenM } = episode;
  return (
    <li className="flex flex-col gap-1 px-4 py-3">
      <div className="flex items-baseline justify-between gap-3">
        <p className="min-w-0 font-medium">
          <span className="font-mono text-sm">{code}</span> {title}
        </p>
        <Badge tone={tones[status]}>{t(`vehicle.${status}`)}</Badge>
      </div>
      <p className="figures flex flex-wrap gap-x-3 text-sm text-muted">
        <Moment
          at={openedAt}
          timeZone={episode.openedTimeZone}
          km={episode.openedKm}
          tripId={episode.openedTripId}
          label={t("health.openedOnTrip")}
        />
        <span aria-hidden="true">→</span>
        {closedAt ? (
          <Moment
            at={closedAt}
            timeZone={episode.closedTimeZone}
            km={episode.closedKm}
            tripId={episode.closedTripId}
            label={t("health.closedOnTrip")}
          />
        ) : (
          <span>{t("health.stillOpen")}</span>
        )}
      </p>
      <p className="figures flex flex-wrap gap-x-3 text-sm text-muted">
        <span>{t("health.drivenText", { distance: format.distance(drivenM).text })}</span>
        {milDrivenM > 0 ? <span>{t("health.milDrivenText", { distance: format.distance(milDrivenM).text })}</span> : null}
      </p>
    </li>
  );
}

interface MomentProps {
  at: Date;
  /** Of the drive it happened on; null: on none. */
  timeZone: string | null;
  km: number | null;
  tripId: number | null;
  label: string;
}

/** A moment with its odometer; a link where its trip may be seen. */
function Moment({ at, timeZone, km, tripId, label }: MomentProps) {
  const format = useFormat();
  const text = [format.dateTime(at, { timeZone }), ...(km === null ? [] : [format.distance(km * 1000).text])].join(", ");
  if (tripId === null) return <span>{text}</span>;
  return (
    <Link href={`/trips/${tripId}`} title={label} className="underline underline-offset-4 hover:text-ink">
      {text}
    </Link>
  );
}

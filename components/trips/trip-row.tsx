"use client";

import Link from "next/link";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { Badge } from "#components/ui/badge.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { ScoreRing } from "#components/ui/values/score.tsx";
import { nameTrip, nameTripShortly } from "./place-names.ts";
import { RouteSketch } from "./route-sketch.tsx";

export type TripRowData = RouterOutputs["trips"]["list"]["trips"][number];

interface Props {
  trip: TripRowData;
  /** Shows the day; left out below a heading that has it. */
  withDay?: boolean;
  /** Leaves out what the screen is about anyway. */
  without?: "car" | "driver";
  /** For a narrow column: events stay on the report card. */
  compact?: boolean;
}

/** A trip in a list: its shape, where and when, who and what, how far, how well. The whole row leads to the report card. */
export function TripRow({ trip, withDay = false, without, compact = false }: Props) {
  const t = useMessages();
  const format = useFormat();
  const zone = { timeZone: trip.startTimeZone };
  const who = [
    without === "car" ? null : trip.vehicle.name,
    without === "driver" ? null : (trip.driver?.name ?? t("trips.noDriver")),
  ].filter((name) => name !== null);
  const span = { from: trip.startTimeZone, to: trip.endTimeZone };
  return (
    <li className="relative flex items-center gap-3 px-4 py-3 transition-colors hover:bg-hover has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-accent sm:gap-4">
      <RouteSketch sketch={trip.sketch} className="h-11 w-16 sm:h-12 sm:w-18" />
      <div className="min-w-0 flex-1">
        <span className="flex min-w-0 flex-col items-start gap-x-2 gap-y-0.5 sm:flex-row sm:items-center">
          <Link href={`/trips/${trip.id}`} className="line-clamp-2 font-medium outline-none after:absolute after:inset-0 sm:line-clamp-1">
            {compact ? nameTripShortly(t, trip) : nameTrip(t, trip)}
          </Link>
          {trip.tags.includes("business") ? <Badge>{t("trips.business")}</Badge> : null}
        </span>
        <p className="mt-0.5 text-sm text-muted sm:flex sm:gap-1.5">
          <span className="figures block shrink-0 truncate">
            {withDay
              ? `${format.date(trip.startedAt, zone)}, ${format.time(trip.startedAt, zone)}`
              : format.timeSpan(trip.startedAt, trip.endedAt, span)}
          </span>
          <span aria-hidden="true" className="hidden text-faint sm:inline">
            ·
          </span>
          <span className="block truncate">{who.join(" · ")}</span>
        </p>
      </div>
      {compact ? null : <TripEvents trip={trip} />}
      <div className="hidden w-28 shrink-0 text-right text-sm sm:block">
        <p className="figures font-medium">{format.distance(trip.distanceM).text}</p>
        <p className="figures text-muted">{format.duration(trip.durationS)}</p>
      </div>
      <TripScore trip={trip} />
    </li>
  );
}

function TripEvents({ trip }: { trip: TripRowData }) {
  const t = useMessages();
  const format = useFormat();
  const hard = [
    trip.hardBrakes > 0 ? t("trips.hardBrakes", { count: trip.hardBrakes }) : null,
    trip.hardAccels > 0 ? t("trips.hardAccels", { count: trip.hardAccels }) : null,
  ].filter((text) => text !== null);
  const fast = trip.speedingS > 0 ? t("trips.fast", { duration: format.duration(trip.speedingS) }) : null;
  return (
    <div className="hidden max-w-72 flex-wrap justify-end gap-1.5 lg:flex">
      {hard.map((text) => (
        <Badge key={text} tone="warn">
          {text}
        </Badge>
      ))}
      {fast ? <Badge>{fast}</Badge> : null}
    </div>
  );
}

function TripScore({ trip }: { trip: TripRowData }) {
  const t = useMessages();
  const format = useFormat();
  if (trip.driveScore !== null) {
    return (
      <div className="flex w-12 shrink-0 flex-col items-end sm:w-24">
        <ScoreRing score={trip.driveScore} size="sm" />
        <span className="figures mt-0.5 text-2xs text-muted sm:hidden">{format.distance(trip.distanceM).text}</span>
      </div>
    );
  }
  const open = trip.status === "open";
  return (
    <div className="w-22 shrink-0 text-right sm:w-24">
      {open ? (
        <Badge tone="accent" dot>
          {t("trips.noScore.open")}
        </Badge>
      ) : (
        <span className="text-xs text-muted">{t(`trips.noScore.${toReason(trip.noScoreReason)}`)}</span>
      )}
    </div>
  );
}

function toReason(reason: string | null) {
  return reason === "too_short" || reason === "too_brief" || reason === "poor_recording" ? reason : "waiting";
}

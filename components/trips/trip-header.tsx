"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Badge } from "#components/ui/badge.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { PageHeader } from "#components/ui/layout/page.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { BusinessButton } from "./business-button.tsx";
import { nameTrip } from "./place-names.ts";
import type { TripData } from "./trip-moments.ts";

export function TripHeader({ data: { trip, previousId, nextId } }: { data: TripData }) {
  const t = useMessages();
  const format = useFormat();
  const start = { timeZone: trip.startTimeZone };
  const zones = { from: trip.startTimeZone, to: trip.endTimeZone };
  return (
    <PageHeader
      breadcrumbs={[{ label: t("trips.title"), href: "/trips" }]}
      title={nameTrip(t, trip)}
      meta={
        <>
          <span className="figures">
            {format.date(trip.startedAt, { ...start, year: true })}, {format.timeSpan(trip.startedAt, trip.endedAt, zones)}
          </span>
          <Link href={`/vehicles/${trip.vehicle.id}`} className="font-medium text-ink underline-offset-4 hover:underline">
            {trip.vehicle.name}
          </Link>
          {trip.driver ? (
            <Link href={`/drivers/${trip.driver.id}`} className="font-medium text-ink underline-offset-4 hover:underline">
              {trip.driver.name}
            </Link>
          ) : (
            <span>{t("trip.noDriver")}</span>
          )}
          {trip.status === "open" ? (
            <Badge tone="accent" dot>
              {t("trip.onTheRoad")}
            </Badge>
          ) : null}
        </>
      }
      actions={
        <>
          <BusinessButton trip={trip} />
          <Neighbour id={previousId} label={t("trip.previous")} icon={<ChevronLeft aria-hidden="true" />} />
          <Neighbour id={nextId} label={t("trip.next")} icon={<ChevronRight aria-hidden="true" />} />
        </>
      }
    />
  );
}

function Neighbour({ id, label, icon }: { id: number | null; label: string; icon: ReactNode }) {
  if (id === null) return null;
  return <LinkButton href={`/trips/${id}`} size="sm" icon={icon} aria-label={label} title={label} className="w-9 px-0" />;
}

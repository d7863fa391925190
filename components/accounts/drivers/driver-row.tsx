"use client";

import Link from "next/link";
import { Sparkline } from "#components/charts/sparkline.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { ScoreRing } from "#components/ui/values/score.tsx";
import { Age } from "#components/ui/values/value.tsx";
import type { DriverRowData } from "./driver-list.ts";

export function DriverRow({ driver }: { driver: DriverRowData }) {
  const t = useMessages();
  const format = useFormat();
  const { card, history } = driver;
  const cars = driver.vehicles.map(({ name }) => name).join(", ");
  return (
    <li className="relative flex items-center gap-3 px-4 py-3 transition-colors hover:bg-hover has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-accent sm:gap-4">
      <Avatar name={driver.name} size="md" />
      <div className="min-w-0 flex-1">
        <Link href={`/drivers/${driver.id}`} className="block truncate font-medium outline-none after:absolute after:inset-0">
          {driver.name}
        </Link>
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
          <span className="truncate">{cars || t("drivers.noCar")}</span>
          <span aria-hidden="true" className="text-faint">
            ·
          </span>
          {driver.lastTripAt ? (
            <span>
              {t("drivers.lastTrip")} <Age at={driver.lastTripAt} />
            </span>
          ) : (
            <span>{t("drivers.neverDriven")}</span>
          )}
        </p>
      </div>
      {history.length > 1 ? (
        <Sparkline
          values={history.map(({ score }) => score)}
          min={0}
          max={100}
          label={t("drivers.scoreOverTime")}
          className="hidden text-accent sm:block"
        />
      ) : null}
      <div className="hidden w-28 text-right text-sm md:block">
        {card ? (
          <>
            <p className="figures font-medium">{format.distance(card.distanceM).text}</p>
            <p className="figures text-muted">{t("trips.count", { count: card.trips })}</p>
          </>
        ) : null}
      </div>
      <div className="flex w-24 shrink-0 items-center justify-end gap-2">
        {card?.provisional && card.score !== null ? <Badge className="hidden sm:inline-flex">{t("drivers.provisional")}</Badge> : null}
        <ScoreRing score={card?.score ?? null} size="sm" provisional={card?.provisional ?? false} />
      </div>
    </li>
  );
}

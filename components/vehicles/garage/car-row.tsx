"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { namePlace } from "#components/trips/place-names.ts";
import { cx } from "#components/ui/cx.ts";
import { useFormat } from "#components/ui/values/format.tsx";
import { Age } from "#components/ui/values/value.tsx";
import { AlertBadges } from "#components/vehicles/status/alert-badges.tsx";
import { ColorSwatch } from "#components/vehicles/status/color-swatch.tsx";
import { CarDetails } from "./car-details.tsx";
import type { CarFacts } from "./car-facts.ts";

interface Props {
  facts: CarFacts;
  selected: boolean;
  onSelect: (id: number) => void;
}

/** One car of the garage; choosing it shows it on the map and opens what more there is to say. */
export function CarRow({ facts, selected, onSelect }: Props) {
  const t = useMessages();
  const format = useFormat();
  const row = useRef<HTMLLIElement>(null);
  const { car, alerts } = facts;
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  return (
    <li ref={row} className={cx("scroll-my-2 transition-colors", selected && "bg-accent-soft/60")}>
      <div className="flex items-stretch hover:bg-hover">
        <button
          type="button"
          aria-expanded={selected}
          onClick={() => onSelect(car.id)}
          className="flex min-w-0 flex-1 items-start gap-3 py-3 pl-4 text-left focus-visible:-outline-offset-2"
        >
          <StateDot facts={facts} />
          <span className="min-w-0 flex-1">
            <span className="flex items-baseline justify-between gap-3">
              <span className="flex min-w-0 items-center gap-1.5 font-medium">
                <span className="truncate">{car.name}</span>
                <ColorSwatch color={car.color} className="size-2.5" />
              </span>
              <span className="figures shrink-0 text-sm text-muted">
                {car.today.trips > 0 ? t("garage.todayDistance", { distance: format.distance(car.today.distanceM).text }) : null}
              </span>
            </span>
            <span className="flex items-baseline justify-between gap-3 text-sm text-muted">
              <StateLine facts={facts} />
              <span className="max-w-2/5 shrink-0 truncate">{car.driver?.name ?? t("garage.noDriver")}</span>
            </span>
            <AlertBadges alerts={alerts} className="mt-1.5" />
          </span>
        </button>
        <Link
          href={`/vehicles/${car.id}`}
          aria-label={t("garage.openNamed", { name: car.name })}
          className="flex w-10 shrink-0 items-center justify-center text-faint hover:text-ink focus-visible:-outline-offset-2"
        >
          <ChevronRight aria-hidden="true" className="size-4" />
        </Link>
      </div>
      {selected ? <CarDetails facts={facts} /> : null}
    </li>
  );
}

const dots = {
  driving: "bg-accent",
  standing: "bg-warn",
  parked: "bg-muted",
  silent: "border-2 border-faint",
};

function StateDot({ facts: { activity, standing } }: { facts: CarFacts }) {
  return <span aria-hidden="true" className={cx("mt-1.5 size-2.5 shrink-0 rounded-full", dots[standing ? "standing" : activity])} />;
}

/** What the car is doing, where, and since when. */
function StateLine({ facts }: { facts: CarFacts }) {
  const { car } = facts;
  const place = namePlace(car.latestTrip?.endPlace ?? null, car.latestTrip?.endStreet ?? null);
  return (
    <span className="truncate [&>*+*]:before:mx-1.5 [&>*+*]:before:text-faint [&>*+*]:before:content-['·']">
      <Doing facts={facts} />
      {facts.activity === "driving" || !car.newestAt ? null : <Age at={car.newestAt} />}
      {place ? <span>{place}</span> : null}
    </span>
  );
}

function Doing({ facts: { activity, standing, speed, car } }: { facts: CarFacts }) {
  const t = useMessages();
  const format = useFormat();
  if (activity !== "driving") return <span>{car.newestAt ? t(`garage.${activity}`) : t("garage.neverHeard")}</span>;
  if (standing) return <span className="font-medium text-warn">{t("garage.standing")}</span>;
  return <span className="figures font-medium text-accent-text">{speed ? format.speed(speed.value).text : t("garage.driving")}</span>;
}

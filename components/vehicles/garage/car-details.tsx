"use client";

import { ArrowRight, MapPin, Route } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { Stat } from "#components/ui/values/value.tsx";
import { SignalStat } from "#components/vehicles/status/signal-stat.tsx";
import type { CarFacts } from "./car-facts.ts";

/** A chosen car's most asked values, each with its age, and the ways on. */
export function CarDetails({ facts: { car, position } }: { facts: CarFacts }) {
  const t = useMessages();
  const format = useFormat();
  const { fuelLevelPct, socPct, batteryV } = car.signals ?? {};
  const trip = car.latestTrip;
  return (
    <div className="animate-fade-in px-4 pb-4 pl-9.5">
      <dl className="grid grid-cols-3 gap-3">
        {socPct ? (
          <SignalStat signal="socPct" label={t("garage.charge")} quantity={format.percent(socPct.value)} at={socPct.atMs} size="sm" />
        ) : null}
        {fuelLevelPct ? (
          <SignalStat
            signal="fuelLevelPct"
            label={t("garage.fuel")}
            quantity={format.percent(fuelLevelPct.value)}
            at={fuelLevelPct.atMs}
            size="sm"
          />
        ) : null}
        {batteryV ? (
          <SignalStat
            signal="batteryV"
            label={t("garage.battery")}
            quantity={format.voltage(batteryV.value)}
            at={batteryV.atMs}
            size="sm"
          />
        ) : null}
        <Stat
          label={t("garage.today")}
          quantity={format.distance(car.today.distanceM)}
          hint={t("garage.tripsToday", { count: car.today.trips })}
          size="sm"
        />
      </dl>
      {position ? null : (
        <p className="mt-3 flex items-center gap-1.5 text-sm text-muted">
          <MapPin aria-hidden="true" className="size-4" />
          {t("garage.noPosition")}
        </p>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        <LinkButton href={`/vehicles/${car.id}`} size="sm" variant="primary" icon={<ArrowRight aria-hidden="true" />}>
          {t("garage.openCar")}
        </LinkButton>
        {trip ? (
          <LinkButton href={`/trips/${trip.id}`} size="sm" icon={<Route aria-hidden="true" />}>
            {t(trip.status === "open" ? "garage.openTrip" : "garage.lastTrip")}
          </LinkButton>
        ) : null}
      </div>
    </div>
  );
}

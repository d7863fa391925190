"use client";

import type { ReactNode } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import type { Quantity } from "#components/ui/values/quantity.ts";
import { Stat } from "#components/ui/values/value.tsx";
import { scoring } from "#server/domain/scoring/constants.ts";
import { toLitresPer100Km } from "#server/domain/units.ts";
import { countScoredEvents } from "./scored-events.ts";
import type { TripData, TripDetails } from "./trip-moments.ts";

interface Figure {
  label: string;
  quantity: Quantity;
  hint?: ReactNode;
}

/** The trip in figures, those that are known. */
export function FiguresCard({ data: { trip, events }, className }: { data: TripData; className?: string }) {
  const t = useMessages();
  const driving = useDrivingFigures(trip);
  const energy = useEnergyFigures(trip);
  const scored = useScoredEvents(events);
  const counters = useCounters(trip);
  return (
    <Card className={className} aria-label={t("trip.figures")}>
      <CardHeader title={t("trip.figures")} />
      <CardBody className="flex flex-col gap-5">
        <Figures figures={driving} />
        <RoadShares trip={trip} />
        {energy.length > 0 ? <Figures figures={energy} /> : null}
        <Counted title={t("trip.events")} hint={t("trip.eventsHint")} figures={scored} />
        <Counted title={t("trip.counters")} hint={t("trip.countersHint")} figures={counters} />
      </CardBody>
    </Card>
  );
}

function Counted({ title, hint, figures }: { title: string; hint: string; figures: readonly Figure[] }) {
  return (
    <section aria-label={title} className="border-t border-line pt-4">
      <h3 className="text-sm font-semibold">{title}</h3>
      <p className="mt-0.5 mb-3 text-xs text-muted">{hint}</p>
      <Figures figures={figures} />
    </section>
  );
}

function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3">
      {figures.map(({ label, quantity, hint }) => (
        <Stat key={label} label={label} quantity={quantity} {...(hint ? { hint } : {})} />
      ))}
    </dl>
  );
}

function useDrivingFigures(trip: TripDetails): Figure[] {
  const t = useMessages();
  const format = useFormat();
  return [
    { label: t("trip.distance"), quantity: format.distance(trip.distanceM), hint: t(`trip.distanceSource.${trip.distanceSource}`) },
    { label: t("trip.duration"), quantity: asText(format.duration(trip.durationS)) },
    { label: t("trip.moving"), quantity: asText(format.duration(trip.movingS)) },
    { label: t("trip.standing"), quantity: asText(format.duration(trip.idlingS)), hint: t("trip.standingHint") },
    { label: t("trip.meanSpeed"), quantity: format.speed(trip.meanMovingKmh), hint: t("trip.movingHint") },
    { label: t("trip.maxSpeed"), quantity: format.speed(trip.maxSpeedKmh) },
  ];
}

function useEnergyFigures(trip: TripDetails): Figure[] {
  const t = useMessages();
  const format = useFormat();
  const figures: Figure[] = [];
  if (trip.fuelL !== null) {
    const hint = trip.fuelSource ? t(`trip.fuelSource.${trip.fuelSource}`) : undefined;
    figures.push({ label: t("trip.fuel"), quantity: format.fuel(trip.fuelL), hint });
    figures.push({ label: t("trip.economy"), quantity: format.economy(toLitresPer100Km(trip.fuelL, trip.distanceM)) });
  }
  if (trip.energyKwh !== null) {
    figures.push({ label: t("trip.energy"), quantity: { ...format.number(trip.energyKwh, 1), unit: "kWh" } });
  }
  if (trip.cost !== null) {
    figures.push({ label: t("trip.cost"), quantity: format.money(trip.cost.amount, trip.cost.currency), hint: t("trip.costHint") });
  }
  if (trip.co2Kg !== null) figures.push({ label: t("trip.co2"), quantity: format.mass(trip.co2Kg) });
  if (trip.odometerEndKm !== null) {
    figures.push({ label: t("trip.odometer"), quantity: format.distance(trip.odometerEndKm * 1000) });
  }
  return figures;
}

/** Counted from the same events that map, chart and receipts show. */
function useScoredEvents(events: TripData["events"]): Figure[] {
  const t = useMessages();
  const format = useFormat();
  const { brakes, accels, speedingS, idlingS } = countScoredEvents(events);
  const count = ({ all, hard }: typeof brakes) => ({
    quantity: format.number(all),
    ...(all > 0 ? { hint: t("trip.hardOf", { count: hard }) } : {}),
  });
  return [
    { label: t("trip.brakes"), ...count(brakes) },
    { label: t("trip.accels"), ...count(accels) },
    { label: t("trip.speeding"), quantity: asText(format.duration(speedingS)) },
    {
      label: t("trip.idling"),
      quantity: asText(format.duration(idlingS)),
      hint: t("trip.idlingHint", { duration: format.duration(scoring.idlingFromS) }),
    },
  ];
}

function useCounters(trip: TripDetails): Figure[] {
  const t = useMessages();
  const format = useFormat();
  return [
    { label: t("trip.hardBrakes"), quantity: format.number(trip.hardBrakes) },
    { label: t("trip.hardAccels"), quantity: format.number(trip.hardAccels) },
    { label: t("trip.over70"), quantity: asText(format.duration(trip.over70MphS)) },
    { label: t("trip.over75"), quantity: asText(format.duration(trip.over75MphS)) },
    { label: t("trip.over80"), quantity: asText(format.duration(trip.over80MphS)) },
  ];
}

/** Where the trip was driven, as one bar: city, highway, the rest between. */
function RoadShares({ trip }: { trip: TripDetails }) {
  const t = useMessages();
  const format = useFormat();
  const { cityFraction: city, highwayFraction: highway, nightFraction: night } = trip;
  if (city === null && highway === null && night === null) return null;
  return (
    <div className="flex flex-col gap-1.5">
      {city !== null && highway !== null ? (
        <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" className="h-2 w-full overflow-hidden rounded-full bg-line">
          <rect width={city * 100} height="4" className="fill-speed-1" />
          <rect x={100 - highway * 100} width={highway * 100} height="4" className="fill-speed-4" />
        </svg>
      ) : null}
      <p className="figures flex flex-wrap justify-between gap-x-4 text-sm text-muted">
        <span>
          {t("trip.city")} {format.share(city).text}
        </span>
        <span>
          {t("trip.night")} {format.share(night).text}
        </span>
        <span>
          {t("trip.highway")} {format.share(highway).text}
        </span>
      </p>
    </div>
  );
}

function asText(text: string): Quantity {
  return { value: text, unit: "", text };
}

"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import type { Quantity } from "#components/ui/values/quantity.ts";
import { Stat } from "#components/ui/values/value.tsx";
import { scoring } from "#server/domain/scoring/constants.ts";
import type { DriverCard, Profile } from "./driver-data.ts";

/** What was driven in the window of the score. */
export function DrivingCard({ card, className }: { card: Profile["card"]; className?: string }) {
  const t = useMessages();
  const figures = useFigures(card);
  if (figures.length === 0) return null;
  return (
    <Card className={className} aria-label={t("drivers.figures")}>
      <CardHeader title={t("drivers.figures")} />
      <CardBody>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 lg:grid-cols-2 xl:grid-cols-3">
          {figures.map(({ label, quantity, hint }) => (
            <Stat key={label} label={label} quantity={quantity} {...(hint ? { hint } : {})} />
          ))}
        </dl>
      </CardBody>
    </Card>
  );
}

interface Figure {
  label: string;
  quantity: Quantity;
  hint?: string;
}

function useFigures(card: Profile["card"]): Figure[] {
  const t = useMessages();
  const format = useFormat();
  if (!card) return [];
  const spans = (durationS: number): Quantity => ({ value: format.duration(durationS), unit: "", text: format.duration(durationS) });
  return [
    { label: t("drivers.trips"), quantity: format.number(card.trips) },
    { label: t("drivers.distance"), quantity: format.distance(card.distanceM) },
    { label: t("drivers.moving"), quantity: spans(card.movingS) },
    { label: t("drivers.brakes"), quantity: format.number(card.brakes.all), hint: hardAndRate(t, format, card, card.brakes) },
    { label: t("drivers.accels"), quantity: format.number(card.accels.all), hint: hardAndRate(t, format, card, card.accels) },
    { label: t("drivers.speeding"), quantity: spans(card.speedingS) },
    {
      label: t("drivers.idling"),
      quantity: spans(card.idlingS),
      hint: t("drivers.idlingHint", { duration: format.duration(scoring.idlingFromS) }),
    },
    { label: t("drivers.night"), quantity: spans(card.nightS), hint: t("drivers.nightHint") },
    ...(card.fuelL === null ? [] : [{ label: t("drivers.fuel"), quantity: format.fuel(card.fuelL) }]),
  ];
}

type Words = [ReturnType<typeof useMessages>, ReturnType<typeof useFormat>];

/** "3 hard, 3.2 per 100 km", in the person's unit. */
function hardAndRate(t: Words[0], format: Words[1], card: DriverCard, { all, hard }: DriverCard["brakes"]): string {
  const hundredM = format.units === "metric" ? 100_000 : 160_934.4;
  const value = card.distanceM > 0 ? (all / card.distanceM) * hundredM : null;
  return t("drivers.hardAndRate", { hard, value: format.number(value, 1).text, distance: format.distance(hundredM).text });
}

"use client";

import { useMessages } from "../messages/use-messages.ts";
import { Card, CardBody, CardHeader } from "../ui/card.tsx";
import { useFormat } from "../ui/format.tsx";
import type { Quantity } from "../ui/quantity.ts";
import { Stat } from "../ui/value.tsx";
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
    { label: t("drivers.hardBrakes"), quantity: format.number(card.hardBrakes), hint: per100(t, format, card, card.hardBrakes) },
    { label: t("drivers.hardAccels"), quantity: format.number(card.hardAccels), hint: per100(t, format, card, card.hardAccels) },
    { label: t("drivers.speeding"), quantity: spans(card.speedingS) },
    { label: t("drivers.idling"), quantity: spans(card.idlingS) },
    { label: t("drivers.night"), quantity: spans(card.nightS), hint: t("drivers.nightHint") },
    ...(card.fuelL === null ? [] : [{ label: t("drivers.fuel"), quantity: format.fuel(card.fuelL) }]),
  ];
}

type Words = [ReturnType<typeof useMessages>, ReturnType<typeof useFormat>];

/** "3.2 per 100 km", in the person's unit. */
function per100(t: Words[0], format: Words[1], card: DriverCard, count: number): string {
  const hundredM = format.units === "metric" ? 100_000 : 160_934.4;
  const value = card.distanceM > 0 ? (count / card.distanceM) * hundredM : null;
  return t("drivers.per100", { value: format.number(value, 1).text, distance: format.distance(hundredM).text });
}

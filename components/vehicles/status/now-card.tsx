"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { type Format, useFormat } from "#components/ui/values/format.tsx";
import type { Quantity } from "#components/ui/values/quantity.ts";
import type { KnownValue, VehicleSignals } from "#server/domain/vehicles/state.ts";
import { SignalStat } from "./signal-stat.tsx";
import type { VehicleStatus } from "./vehicle-data.ts";

/** The numeric signals in the order a person asks for them. */
const shownSignals = [
  "speedKmh",
  "fuelLevelPct",
  "socPct",
  "odometerKm",
  "batteryV",
  "rpm",
  "coolantC",
  "engineLoadPct",
  "throttlePct",
  "fuelRateLph",
  "intakeC",
  "mafGps",
  "altitudeM",
] as const;
type ShownSignal = (typeof shownSignals)[number];

/** The newest value of each signal the car has ever reported, with its unit and its age. */
export function NowCard({ status: { signals }, className }: { status: VehicleStatus; className?: string }) {
  const t = useMessages();
  const format = useFormat();
  const known = shownSignals.flatMap((name) => {
    const signal = findSignal(signals, name);
    return signal ? [{ name, signal }] : [];
  });
  if (known.length === 0) return null;
  return (
    <Card aria-label={t("vehicle.now")} className={className}>
      <CardHeader title={t("vehicle.now")} />
      <CardBody>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-3 md:grid-cols-4">
          {known.map(({ name, signal }) => (
            <SignalStat
              key={name}
              signal={name}
              label={t(`vehicle.signals.${name}`)}
              quantity={toQuantity(format, name, signal.value)}
              at={signal.atMs}
            />
          ))}
        </dl>
      </CardBody>
    </Card>
  );
}

/** Where the car's own speed is not reported, the GPS's stands for it. */
function findSignal(signals: VehicleSignals | null, name: ShownSignal): KnownValue<number> | undefined {
  if (name === "speedKmh") return signals?.speedKmh ?? signals?.gpsSpeedKmh;
  return signals?.[name];
}

function toQuantity(format: Format, name: ShownSignal, value: number): Quantity {
  switch (name) {
    case "speedKmh":
      return format.speed(value);
    case "odometerKm":
      return format.distance(value * 1000);
    case "batteryV":
      return format.voltage(value);
    case "rpm":
      return format.rpm(value);
    case "coolantC":
    case "intakeC":
      return format.temperature(value);
    case "altitudeM":
      return format.length(value);
    case "mafGps":
      return withUnit(format.number(value, 1), "g/s");
    case "fuelRateLph":
      return withUnit(format.fuel(value), `${format.fuel(value).unit}/h`);
    default:
      return format.percent(value);
  }
}

function withUnit({ value }: Quantity, unit: string): Quantity {
  return { value, unit, text: `${value} ${unit}` };
}

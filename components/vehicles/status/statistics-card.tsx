"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useMessages } from "#components/messages/use-messages.ts";
import type { RouterOutputs } from "#components/router-outputs.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { type Format, useFormat } from "#components/ui/values/format.tsx";
import { nothing, type Quantity } from "#components/ui/values/quantity.ts";
import { Stat } from "#components/ui/values/value.tsx";
import { metresPerMile, toLitresPer100Km } from "#server/domain/units.ts";
import { carbonKg, kgPerLitre, kgPerSeedling, seedlings } from "#server/domain/vehicles/carbon.ts";
import type { VehicleStatus } from "./vehicle-data.ts";

type Statistics = RouterOutputs["vehicles"]["statistics"];

/** All of a car's trips added up, and what they did to the air. */
export function StatisticsCard({ status, className }: { status: VehicleStatus; className?: string }) {
  const t = useMessages();
  const trpc = useTRPC();
  const format = useFormat();
  const { data } = useSuspenseQuery(trpc.vehicles.statistics.queryOptions({ vehicleId: status.id }));
  const { totals } = data;
  const duration = format.duration(totals.durationS);
  return (
    <Card aria-label={t("vehicle.statistics.title")} className={className}>
      <CardHeader title={t("vehicle.statistics.title")} hint={t("vehicle.statistics.hint")} />
      <CardBody>
        {totals.trips === 0 ? (
          <p className="text-sm text-muted">{t("vehicle.statistics.none")}</p>
        ) : (
          <dl className="grid grid-cols-2 gap-x-6 gap-y-4">
            <Stat label={t("vehicle.statistics.trips")} quantity={format.number(totals.trips)} />
            <Stat label={t("vehicle.statistics.distance")} quantity={format.distance(totals.distanceM)} />
            <Stat label={t("vehicle.statistics.time")} quantity={{ value: duration, unit: "", text: duration }} />
            <Economy totals={totals} />
            <Carbon data={data} fuelType={status.fuelType} />
          </dl>
        )}
      </CardBody>
    </Card>
  );
}

/** Of the trips that told their fuel or energy; a car that told neither shows the fuel as unknown. */
function Economy({ totals }: { totals: Statistics["totals"] }) {
  const t = useMessages();
  const format = useFormat();
  const { fuelL, fuelDistanceM, energyKwh, energyDistanceM } = totals;
  return (
    <>
      {fuelDistanceM > 0 || energyDistanceM === 0 ? (
        <Stat label={t("vehicle.statistics.economy")} quantity={format.economy(toLitresPer100Km(fuelL, fuelDistanceM))} />
      ) : null}
      {energyDistanceM > 0 ? (
        <Stat
          label={t("vehicle.statistics.energy")}
          quantity={energyUse(format, energyKwh, energyDistanceM, t("vehicle.statistics.energyUnit", { unit: format.distance(0).unit }))}
        />
      ) : null}
    </>
  );
}

function energyUse(format: Format, energyKwh: number, distanceM: number, unit: string): Quantity {
  const hundredM = 100 * (format.units === "metric" ? 1000 : metresPerMile);
  const { value } = format.number((energyKwh / distanceM) * hundredM, 1);
  return { value, unit, text: `${value} ${unit}` };
}

function Carbon({ data: { totals, factors }, fuelType }: { data: Statistics; fuelType: VehicleStatus["fuelType"] }) {
  const t = useMessages();
  const format = useFormat();
  const kg = carbonKg(totals, fuelType, factors);
  const write = (factor: number) => format.number(factor, 3).text;
  const hints = [
    totals.fuelDistanceM > 0 ? t("vehicle.statistics.perLitre", { factor: write(kgPerLitre(fuelType, factors)) }) : [],
    totals.energyDistanceM > 0 ? t("vehicle.statistics.perKwh", { factor: write(factors.kgPerKwh) }) : [],
  ].flat();
  return (
    <>
      <Stat
        label={t("vehicle.statistics.carbon")}
        quantity={kg === null ? nothing : format.mass(kg)}
        hint={kg === null ? t("vehicle.statistics.carbonUnknown") : hints.join(", ")}
      />
      {kg === null ? null : (
        <Stat
          label={t("vehicle.statistics.seedlings")}
          quantity={format.number(seedlings(kg), 1)}
          hint={t("vehicle.statistics.seedlingsHint", { kg: format.number(kgPerSeedling, 1).text })}
        />
      )}
    </>
  );
}

"use client";

import type { ReactNode } from "react";
import { useMessages } from "#components/messages/use-messages.ts";
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/cx.ts";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import type { Moment } from "#components/ui/values/quantity.ts";
import { Age } from "#components/ui/values/value.tsx";
import type { CarFacts } from "#components/vehicles/garage/car-facts.ts";
import { useIsStale } from "#components/vehicles/status/use-is-stale.ts";
import type { AgingValue } from "#server/domain/vehicles/stale.ts";

/** What else tells of the car's health, each with when it was measured. */
export function ReadingsCard({ car, className }: { car: CarFacts["car"]; className?: string }) {
  const t = useMessages();
  const format = useFormat();
  const { mil, coolantC, odometerKm } = car.signals ?? {};
  const staleMil = useIsStale("mil", mil?.atMs);
  return (
    <Card aria-label={t("health.readings")} className={className}>
      <CardHeader title={t("health.readings")} />
      <CardBody>
        <dl className="flex flex-col gap-2.5">
          <Reading value="mil" label={t("health.mil")} at={mil?.atMs}>
            {mil ? (
              <Badge tone={mil.value ? "bad" : staleMil ? "neutral" : "good"}>{t(mil.value ? "health.milOn" : "health.milOff")}</Badge>
            ) : null}
          </Reading>
          <Reading value="coolantC" label={t("health.coolant")} at={coolantC?.atMs}>
            {coolantC ? format.temperature(coolantC.value).text : null}
          </Reading>
          <Reading value="odometerKm" label={t("health.odometer")} at={odometerKm?.atMs}>
            {odometerKm ? format.distance(odometerKm.value * 1000).text : null}
          </Reading>
          <AdapterReading device={car.device} />
        </dl>
      </CardBody>
    </Card>
  );
}

function AdapterReading({ device }: { device: CarFacts["car"]["device"] }) {
  const t = useMessages();
  if (!device)
    return (
      <Reading value="plugged" label={t("health.adapter")}>
        {t("health.noAdapter")}
      </Reading>
    );
  return (
    <Reading value="plugged" label={t("health.adapter")} at={device.plugged === null ? null : device.reportedAt}>
      {device.plugged === null ? null : (
        <Badge tone={device.plugged ? "good" : "warn"}>{t(device.plugged ? "health.adapterIn" : "health.adapterOut")}</Badge>
      )}
    </Reading>
  );
}

interface ReadingProps {
  value: AgingValue;
  label: string;
  at?: Moment | null | undefined;
  children: ReactNode;
}

/** A named value with its age, grey once it is stale; a dash's worth of words where nothing was ever reported. */
function Reading({ value, label, at, children }: ReadingProps) {
  const t = useMessages();
  const stale = useIsStale(value, at);
  return (
    <div className="flex items-center justify-between gap-3">
      <dt className="text-muted">{label}</dt>
      <dd className={cx("figures flex items-center gap-2.5 font-medium", stale && "text-muted")} data-stale={stale || undefined}>
        {children ?? <span className="font-normal text-muted">{t("health.notReported")}</span>}
        {at !== null && at !== undefined ? <Age at={at} className="text-sm font-normal text-muted" /> : null}
      </dd>
    </div>
  );
}

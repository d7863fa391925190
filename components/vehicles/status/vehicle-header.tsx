"use client";

import Link from "next/link";
import { LiveBadge } from "#components/live/live-badge.tsx";
import type { LiveStatus } from "#components/live/live-update.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { PageHeader } from "#components/ui/layout/page.tsx";
import { Age } from "#components/ui/values/value.tsx";
import type { CarFacts } from "#components/vehicles/garage/car-facts.ts";
import { ActivityBadge } from "./activity-badge.tsx";
import { AlertBadges } from "./alert-badges.tsx";
import { ColorSwatch } from "./color-swatch.tsx";
import { describeModel } from "./vehicle-data.ts";

export function VehicleHeader({ facts, live }: { facts: CarFacts; live: LiveStatus }) {
  const t = useMessages();
  const { car, alerts } = facts;
  const model = describeModel(car);
  return (
    <PageHeader
      breadcrumbs={[{ label: t("garage.title"), href: "/garage" }]}
      lead={<ColorSwatch color={car.color} className="size-5 rounded-md" />}
      title={car.name}
      meta={
        <>
          <ActivityBadge facts={facts} />
          <AlertBadges alerts={alerts} />
          {model ? <span>{model}</span> : null}
          {car.plate ? <span className="figures">{car.plate}</span> : null}
          {car.driver ? (
            <Link href={`/drivers/${car.driver.id}`} className="font-medium text-ink underline-offset-4 hover:underline">
              {car.driver.name}
            </Link>
          ) : null}
          {car.newestAt ? (
            <span>
              {t("garage.lastHeard")} <Age at={car.newestAt} />
            </span>
          ) : null}
        </>
      }
      actions={<LiveBadge status={live} />}
    />
  );
}

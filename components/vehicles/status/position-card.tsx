"use client";

import { MapPinOff, Navigation } from "lucide-react";
import { useMemo } from "react";
import { FollowPosition } from "#components/map/follow-position.tsx";
import { MapView } from "#components/map/map-view.tsx";
import { VehicleLayer } from "#components/map/vehicle-layer.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { namePlace } from "#components/trips/place-names.ts";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Card } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { Age } from "#components/ui/values/value.tsx";
import type { CarFacts } from "#components/vehicles/garage/car-facts.ts";
import { toMapVehicle } from "#components/vehicles/garage/to-map-vehicle.ts";
import { useIsStale } from "./use-is-stale.ts";

/** Where the car is, and the trip it is on. */
export function PositionCard({ facts }: { facts: CarFacts }) {
  const t = useMessages();
  const vehicles = useMemo(() => toMapVehicle(t, facts), [t, facts]);
  const stale = useIsStale("position", facts.position?.atMs);
  const place = namePlace(facts.car.latestTrip?.endPlace ?? null, facts.car.latestTrip?.endStreet ?? null);
  return (
    <Card aria-label={t("vehicle.position")}>
      {facts.position ? (
        <>
          <MapView label={t("map.label")} wheelZoom={false} className="h-64 sm:h-80">
            <VehicleLayer vehicles={vehicles} />
            <FollowPosition subject={facts.car.id} position={facts.position} />
          </MapView>
          <p className="flex flex-wrap items-center justify-between gap-x-4 px-4 py-2.5 text-sm">
            <span className={cx("font-medium", stale && "text-muted")}>{place}</span>
            <span className="figures text-muted">
              {facts.position.lat.toFixed(5)}, {facts.position.lon.toFixed(5)} · <Age at={facts.position.atMs} />
            </span>
          </p>
        </>
      ) : (
        <EmptyState icon={<MapPinOff />} title={t("garage.noPosition")}>
          {facts.car.newestAt ? null : t("vehicle.neverHeardText")}
        </EmptyState>
      )}
      <OpenTrip facts={facts} />
    </Card>
  );
}

function OpenTrip({ facts: { car } }: { facts: CarFacts }) {
  const t = useMessages();
  const format = useFormat();
  const trip = car.latestTrip;
  if (trip?.status !== "open") return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line bg-accent-soft/50 px-4 py-3">
      <p className="flex items-center gap-2.5">
        <Navigation aria-hidden="true" className="size-4 text-accent-text" />
        <span>
          <span className="font-medium">{t("vehicle.openTrip")}</span>{" "}
          <span className="text-muted">
            {t("vehicle.openTripText", { time: format.time(trip.startedAt, { timeZone: trip.startTimeZone }) })},{" "}
            {format.distance(trip.distanceM).text}
          </span>
        </span>
      </p>
      <LinkButton href={`/trips/${trip.id}`} size="sm">
        {t("vehicle.follow")}
      </LinkButton>
    </div>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { MapPinOff } from "lucide-react";
import { useMemo } from "react";
import { PlaceLayer } from "#components/map/atlas/place-layer.tsx";
import { GeofenceLayer } from "#components/map/geofence-layer.tsx";
import { MapView } from "#components/map/map-view.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Card } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import type { AlertDetails } from "#server/domain/alerts/alert-details.ts";

const colors = { info: "accent", warning: "warn", critical: "bad" } as const;

/** Where it happened, and the geofence it is about. */
export function AlertPlace({ alert }: { alert: AlertDetails }) {
  const t = useMessages();
  const trpc = useTRPC();
  const { lat, lon, severity, facts } = alert;
  const geofenceId = "geofenceId" in facts ? facts.geofenceId : null;
  const { data } = useQuery(trpc.geofences.list.queryOptions(undefined, { enabled: geofenceId !== null }));
  const geofences = useMemo(() => (data ?? []).filter(({ id }) => id === geofenceId), [data, geofenceId]);
  return (
    <Card aria-label={t("alerts.place")}>
      {lat === null || lon === null ? (
        <EmptyState icon={<MapPinOff />} title={t("alerts.noPlace")}>
          {t("alerts.noPlaceText")}
        </EmptyState>
      ) : (
        <>
          <MapView label={t("alerts.map")} wheelZoom={false} className="h-72 sm:h-96">
            <GeofenceLayer geofences={geofences} />
            <PlaceLayer lat={lat} lon={lon} color={colors[severity]} />
          </MapView>
          <p className="figures px-4 py-2.5 text-sm text-muted">
            {lat.toFixed(5)}, {lon.toFixed(5)}
          </p>
        </>
      )}
    </Card>
  );
}

"use client";

import { MapPinOff } from "lucide-react";
import { type Ref, useState } from "react";
import { SpeedChart } from "#components/charts/speed-chart.tsx";
import { MapView } from "#components/map/map-view.tsx";
import { SpeedLegend } from "#components/map/speed-legend.tsx";
import { TrackLayer } from "#components/map/track-layer.tsx";
import { useMessages } from "#components/messages/use-messages.ts";
import { Segmented } from "#components/ui/forms/segmented.tsx";
import { Card, CardBody } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import type { TripDetails, toMoments } from "./trip-moments.ts";

interface Props {
  ref: Ref<HTMLDivElement>;
  trip: TripDetails;
  moments: ReturnType<typeof toMoments>;
  selected: string | null;
  onSelect: (key: string | null) => void;
  cursor: number | null;
  onCursor: (index: number | null) => void;
  className?: string;
}

/** The trip on the map and its speed below: pointing at one shows the same moment on the other. */
export function RouteCard({ ref, className, ...rest }: Props) {
  const t = useMessages();
  return (
    <div ref={ref} className={className}>
      <Card aria-label={t("trip.map")}>
        <RouteMap {...rest} />
        <SpeedPanel {...rest} />
      </Card>
    </div>
  );
}

type PanelProps = Omit<Props, "ref" | "className">;

function RouteMap({ trip: { track, status }, moments, selected, onSelect, cursor, onCursor }: PanelProps) {
  const t = useMessages();
  if (!track?.lat.some((lat) => lat !== null)) {
    return (
      <EmptyState icon={<MapPinOff />} title={t("map.noPositions")}>
        {t("trip.noTrack")}
      </EmptyState>
    );
  }
  return (
    <div className="relative">
      <MapView label={t("map.track")} wheelZoom={false} className="h-72 sm:h-96 lg:h-[min(27rem,52dvh)]">
        <TrackLayer
          track={track}
          growing={status === "open"}
          events={moments}
          selectedEventId={selected}
          onSelectEvent={(id) => onSelect(String(id))}
          cursor={cursor}
          onCursor={onCursor}
        />
      </MapView>
      <SpeedLegend className="absolute top-3 left-3 z-[500]" />
    </div>
  );
}

function SpeedPanel({ trip, moments, cursor, onCursor }: PanelProps) {
  const t = useMessages();
  const [over, setOver] = useState<"distance" | "time">("time");
  const format = useFormat();
  const { track } = trip;
  const zoneNote = over === "time" ? format.zoneNote(trip.startedAt, trip.startTimeZone) : null;
  if (!track?.speedKmh.some((speedKmh) => speedKmh !== null)) return null;
  return (
    <CardBody className="pt-3">
      <div className="mb-1 flex items-center justify-between gap-4">
        <h2 className="text-base font-semibold tracking-tight">
          {t("trip.chart")}
          {zoneNote ? <span className="ml-2 text-sm font-normal text-muted">{zoneNote}</span> : null}
        </h2>
        <Segmented
          label={t("trip.chart")}
          value={over}
          onChange={setOver}
          segments={[
            { value: "time", label: t("trip.byTime") },
            { value: "distance", label: t("trip.byDistance") },
          ]}
        />
      </div>
      <SpeedChart
        track={track}
        over={over}
        startedAtMs={trip.startedAt.getTime()}
        timeZone={trip.startTimeZone}
        events={moments}
        cursor={cursor}
        onCursor={onCursor}
        height="h-44"
      />
    </CardBody>
  );
}

"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useMemo, useRef, useState } from "react";
import { useLiveFleet } from "#components/live/use-live-fleet.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { useTRPC } from "#components/trpc.tsx";
import { Page } from "#components/ui/layout/page.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import { FiguresCard } from "./figures-card.tsx";
import { ReceiptsCard } from "./receipts-card.tsx";
import { RecordingCard } from "./recording-card.tsx";
import { RouteCard } from "./route-card.tsx";
import { ScoreCard } from "./score-card.tsx";
import { indexAtOffset, toOffsetS } from "./track-positions.ts";
import { TripHeader } from "./trip-header.tsx";
import { type KeyedReceipt, keyAt, keyReceipts, type TripDetails, toMoments } from "./trip-moments.ts";

/** The report card of one trip: why it scored what it did, on map, chart and receipts that point at each other. */
export function TripScreen({ tripId }: { tripId: number }) {
  const trpc = useTRPC();
  const t = useMessages();
  const format = useFormat();
  useLiveFleet();
  const { data } = useSuspenseQuery(trpc.trips.get.queryOptions({ tripId }));
  const receipts = useMemo(() => keyReceipts(data.trip), [data.trip]);
  const moments = useMemo(() => toMoments({ t, format }, data, receipts), [t, format, data, receipts]);
  const route = useRef<HTMLDivElement>(null);
  const { trip } = data;
  const asked = readMoment(useSearchParams().get("at"));
  const [selected, setSelected] = useState<string | null>(() => keyAt(receipts, asked));
  const [cursor, setCursor] = useState<number | null>(() => indexOf(trip, asked));

  const showReceipt = (receipt: KeyedReceipt) => {
    setSelected(receipt.key);
    setCursor(indexOf(trip, receipt.atMs));
    route.current?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  };

  return (
    <Page>
      <TripHeader data={data} />
      <div className="flex flex-col gap-5 lg:grid lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] lg:items-start">
        <ScoreCard trip={trip} className="lg:col-start-2" />
        <RouteCard
          ref={route}
          trip={trip}
          moments={moments}
          selected={selected}
          onSelect={setSelected}
          cursor={cursor}
          onCursor={setCursor}
          className="lg:sticky lg:top-5 lg:col-start-1 lg:row-span-4 lg:row-start-1"
        />
        <ReceiptsCard trip={trip} receipts={receipts} selected={selected} onSelect={showReceipt} className="lg:col-start-2" />
        <FiguresCard data={data} className="lg:col-start-2" />
        <RecordingCard trip={trip} className="lg:col-start-2" />
      </div>
    </Page>
  );
}

/** `?at=` in epoch milliseconds: the moment a link from elsewhere is about. */
function readMoment(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** The place in the track's columns at a moment. */
function indexOf({ track, startedAt }: TripDetails, atMs: number | null): number | null {
  return track && atMs !== null ? indexAtOffset(track, toOffsetS(startedAt, atMs)) : null;
}

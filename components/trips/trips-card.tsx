"use client";

import { Route } from "lucide-react";
import Link from "next/link";
import { useMessages } from "#components/messages/use-messages.ts";
import { Card, CardHeader } from "#components/ui/layout/card.tsx";
import { EmptyState } from "#components/ui/layout/empty-state.tsx";
import { TripRow, type TripRowData } from "./trip-row.tsx";

interface Props {
  title: string;
  trips: readonly TripRowData[];
  /** The way to the whole list. */
  all: { href: string; label: string };
  /** What the page is about anyway. */
  without: "car" | "driver";
  className?: string;
}

/** The last few trips of a car or a driver. */
export function TripsCard({ title, trips, all, without, className }: Props) {
  const t = useMessages();
  return (
    <Card aria-label={title} className={className}>
      <CardHeader
        title={title}
        actions={
          trips.length > 0 ? (
            <Link href={all.href} className="text-sm text-accent-text underline-offset-4 hover:underline">
              {all.label}
            </Link>
          ) : null
        }
      />
      {trips.length > 0 ? (
        <ul aria-label={title} className="divide-y divide-line border-t border-line">
          {trips.map((trip) => (
            <TripRow key={trip.id} trip={trip} withDay without={without} compact />
          ))}
        </ul>
      ) : (
        <EmptyState icon={<Route />} title={t("trips.emptyTitle")} className="py-8">
          {t("trips.emptyText")}
        </EmptyState>
      )}
    </Card>
  );
}

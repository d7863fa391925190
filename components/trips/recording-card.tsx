"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/layout/card.tsx";
import { useFormat } from "#components/ui/values/format.tsx";
import type { TripDetails } from "./trip-moments.ts";

const tones: Record<TripDetails["quality"], Tone> = { A: "good", B: "good", C: "warn", D: "bad" };

/** How well the trip was recorded, and which version of it this is. */
export function RecordingCard({ trip, className }: { trip: TripDetails; className?: string }) {
  const t = useMessages();
  const format = useFormat();
  const facts = [
    t("trip.samples", { count: trip.sampleCount }),
    trip.omittedEvents > 0 ? t("trip.omittedEvents", { count: trip.omittedEvents }) : null,
    t(`trip.endReason.${trip.endReason}`),
    trip.device ? `${t("trip.device")} ${trip.device.serial}` : null,
    `${t("trip.revision", { revision: trip.revision })}, ${format.dateTime(trip.updatedAt, { timeZone: trip.startTimeZone })}`,
    trip.card ? t("trip.model", { version: trip.card.modelVersion }) : null,
    t("trip.timeZoneNote", { zone: trip.startTimeZone }),
  ].filter((fact) => fact !== null);
  return (
    <Card className={className} aria-label={t("trip.recording")}>
      <CardHeader
        title={t("trip.recording")}
        hint={t(`trip.qualityText.${trip.quality}`)}
        actions={<Badge tone={tones[trip.quality]}>{t("trip.quality", { grade: trip.quality })}</Badge>}
      />
      <CardBody>
        <ul className="flex flex-col gap-1 text-sm text-muted">
          {facts.map((fact) => (
            <li key={fact} className="first-letter:uppercase">
              {fact}
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

"use client";

import { useMessages } from "#components/messages/use-messages.ts";
import { Badge } from "#components/ui/badge.tsx";
import type { CarFacts } from "#components/vehicles/garage/car-facts.ts";

/** What a car is doing, in one word. */
export function ActivityBadge({ facts: { activity, standing } }: { facts: CarFacts }) {
  const t = useMessages();
  if (standing) {
    return (
      <Badge tone="warn" dot>
        {t("garage.standing")}
      </Badge>
    );
  }
  return (
    <Badge tone={activity === "driving" ? "accent" : "neutral"} dot>
      {t(`garage.${activity}`)}
    </Badge>
  );
}

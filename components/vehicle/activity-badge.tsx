"use client";

import type { CarFacts } from "../garage/car-facts.ts";
import { useMessages } from "../messages/use-messages.ts";
import { Badge } from "../ui/badge.tsx";

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

"use client";

import { Briefcase, Check } from "lucide-react";
import { useMessages } from "#components/messages/use-messages.ts";
import { useRole } from "#components/shell/use-role.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import type { TripDetails } from "./trip-moments.ts";
import { useTripTag } from "./use-trip-tag.ts";

/** Whether a trip was for business: a switch for who drove it or manages the fleet, a word for who only looks on. */
export function BusinessButton({ trip }: { trip: TripDetails }) {
  const t = useMessages();
  const role = useRole();
  const tag = useTripTag(trip);
  const isTagged = trip.tags.includes("business");
  if (role === undefined || role === "viewer") return isTagged ? <Badge>{t("trips.business")}</Badge> : null;
  return (
    <Button
      size="sm"
      variant={isTagged ? "primary" : "secondary"}
      aria-pressed={isTagged}
      icon={isTagged ? <Check aria-hidden="true" /> : <Briefcase aria-hidden="true" />}
      onClick={() => tag(!isTagged)}
    >
      {t("trips.business")}
    </Button>
  );
}

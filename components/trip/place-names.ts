/** Places as people say them. Pure. */
import type { Translate } from "../messages/messages.ts";

/** "Oak Park, Illinois, US" → "Oak Park". */
export function shortPlace(place: string | null): string | null {
  return place?.split(",")[0]?.trim() || null;
}

interface Ends {
  startPlace: string | null;
  endPlace: string | null;
}

/** "Oak Park to Chicago", "Around Chicago" for a trip that ends where it began. */
export function nameTrip(t: Translate, { startPlace, endPlace }: Ends): string {
  const [start, end] = [shortPlace(startPlace), shortPlace(endPlace)];
  if (start && end && start !== end) return t("trips.fromTo", { from: start, to: end });
  const place = start ?? end;
  return place ? t("trips.round", { place }) : t("trips.unknownPlace");
}

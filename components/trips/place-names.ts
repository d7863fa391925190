/** Places as people say them. Pure. */
import type { Translate } from "#components/messages/messages.ts";

/** "Oak Park, Illinois, US" → "Oak Park". */
function shortPlace(place: string | null): string | null {
  return place?.split(",")[0]?.trim() || null;
}

/** "Lake Street, Oak Park" where the street is known, else "Oak Park". */
export function namePlace(place: string | null, street: string | null): string | null {
  return [street, shortPlace(place)].filter((part) => part !== null).join(", ") || null;
}

interface Ends {
  startPlace: string | null;
  endPlace: string | null;
  startStreet: string | null;
  endStreet: string | null;
}

/**
 * "Oak Park to Chicago", "Lake Street to Ridgeland Avenue, Oak Park" within a town whose streets are known, "Around Chicago" for a
 * trip that ends where it began.
 */
export function nameTrip(t: Translate, { startPlace, endPlace, startStreet, endStreet }: Ends): string {
  const [startTown, endTown] = [shortPlace(startPlace), shortPlace(endPlace)];
  const [start, end] = [namePlace(startPlace, startStreet), namePlace(endPlace, endStreet)];
  if (start && end && startTown !== endTown) return t("trips.fromTo", { from: start, to: end });
  if (startStreet && endStreet && end && startStreet !== endStreet) return t("trips.fromTo", { from: startStreet, to: end });
  // Of one town, and only one street is known: the trip was somewhere there.
  const place = start === end ? start : (startTown ?? endTown ?? start ?? end);
  return place ? t("trips.round", { place }) : t("trips.unknownPlace");
}

/** The same where there is little room: from town to town without streets. */
export function nameTripShortly(t: Translate, trip: Ends): string {
  const isWithinTown = shortPlace(trip.startPlace) === shortPlace(trip.endPlace);
  return nameTrip(t, isWithinTown ? trip : { ...trip, startStreet: null, endStreet: null });
}

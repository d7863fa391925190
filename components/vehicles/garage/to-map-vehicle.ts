import type { MapVehicle } from "#components/map/vehicle-layer.tsx";
import type { Translate } from "#components/messages/messages.ts";
import type { CarFacts } from "./car-facts.ts";

const states = { driving: "moving", parked: "parked", silent: "offline" } as const;

/** A car as its marker shows it; none for a car without a position. */
export function toMapVehicle(t: Translate, { car, activity, standing, alerts, position, headingDeg }: CarFacts): MapVehicle[] {
  if (!position) return [];
  const words = [standing ? t("garage.standing") : t(`garage.${activity}`), ...alerts.map(({ kind }) => t(`garage.alertText.${kind}`))];
  return [
    {
      id: car.id,
      label: car.name,
      lat: position.lat,
      lon: position.lon,
      headingDeg,
      state: standing ? "idling" : states[activity],
      stateText: words.join(", "),
      alert: alerts.length > 0,
    },
  ];
}

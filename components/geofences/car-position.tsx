"use client";

import type { Point } from "#components/map/shapes/shape-points.ts";
import { useMessages } from "#components/messages/use-messages.ts";
import { Field } from "#components/ui/forms/field.tsx";
import { Select } from "#components/ui/forms/select.tsx";
import type { PlacedCar } from "./shape-fields.ts";

/** Takes over where a car is now. */
export function CarPosition({ cars, onPick }: { cars: readonly PlacedCar[]; onPick: (at: Point) => void }) {
  const t = useMessages();
  if (cars.length === 0) return null;
  return (
    <Field label={t("geofences.position")}>
      {(control) => (
        <Select
          {...control}
          value=""
          onChange={(event) => {
            const car = cars.find(({ id }) => String(id) === event.target.value);
            if (car) onPick({ lat: car.lat, lon: car.lon });
          }}
          options={[{ value: "", label: t("geofences.chooseCar") }, ...cars.map(({ id, name }) => ({ value: String(id), label: name }))]}
        />
      )}
    </Field>
  );
}

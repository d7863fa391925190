import { z } from "zod";
import { getSample, listSamples, type PlacedSample } from "#db/queries/telemetry/sample-points.ts";
import type { CarnotFamily, RouteDeps } from "./deps.ts";
import { maybe, moment, pathId, roundOrNull } from "./fields.ts";
import { highestFirst, pageQuery, readPage } from "./paginate.ts";
import { toGraphPoint } from "./to-trip.ts";

const sampleBody = z.object({
  id: z.int(),
  device: z.int(),
  trip: z.int().nullable().meta({ description: "Null between trips, and until the trip has been cut." }),
  sts: moment.meta({ description: "When it was measured" }),
  message_id: z.int().meta({ description: "The same as id: adapters do not number messages here." }),
  lat: maybe,
  lon: maybe,
  speed: maybe.meta({ description: "km/h, by the car's computer, else by GPS" }),
  mil: maybe.meta({ description: "Mileage of this moment, km a litre: 0 standing with the engine on, null when unknown." }),
});

/** What the adapters measured, moment by moment. */
export function declareObd(api: CarnotFamily, { db, publicUrl }: RouteDeps): void {
  api.get(
    "/data/obd",
    {
      summary: "All that was measured",
      description: `In the order of arrival. ${highestFirst} A driver sees what was measured on their trips.`,
      query: pageQuery,
      ok: z.array(sampleBody),
    },
    async ({ scope, query: page, context }) => {
      const read = (ids: typeof page) => listSamples(db, scope, { page: ids });
      return (await readPage({ page, context, publicUrl }, "before", ({ id }) => id, read)).map(toSample);
    },
  );
  api.get(
    "/data/obd/{id}",
    { summary: "What was measured in a moment", params: pathId, ok: sampleBody, errors: ["not_found"] },
    async ({ scope, params }) => toSample(await getSample(db, scope, { sampleId: params.id })),
  );
}

function toSample(sample: PlacedSample): z.infer<typeof sampleBody> {
  const { id, deviceId, tripId, lat, lon, speedKmh, fuelType } = sample;
  const { sts, mil } = toGraphPoint(sample, fuelType);
  return { id, device: deviceId, trip: tripId, sts, message_id: id, lat, lon, speed: roundOrNull(speedKmh, 1), mil };
}

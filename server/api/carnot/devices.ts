import { z } from "zod";
import { type DeviceState, getDeviceState, listDeviceStates } from "#db/queries/vehicles/device-states.ts";
import { activityOf, newestSpeed } from "#server/domain/vehicles/activity.ts";
import type { CarnotFamily, RouteDeps } from "./deps.ts";
import { maybe, pathId, roundOrNull } from "./fields.ts";
import { lowestFirst, pageQuery, readPage } from "./paginate.ts";
import { toHardwareNumbers } from "./to-hardware-numbers.ts";

const hardware = {
  stmid: z.int().meta({ description: "A number of 24 bits made of our id of the adapter: always the same for the same one." }),
  nrfid: z.int().meta({ description: "Another such number." }),
  hwid: z.int().meta({ description: "Another such number." }),
};

const deviceBody = z.object({
  id: z.int(),
  addressableid: z.string().meta({ description: "The adapter's serial." }),
  latitude: maybe,
  longitude: maybe,
  speed: maybe.meta({ description: "km/h" }),
  ontrip: z.boolean(),
  gsmsignal: maybe.meta({ description: "Strength of the signal, percent" }),
  deviceplugged: z.boolean().meta({ description: "True until the adapter says that it was pulled out." }),
  bluetoothconn: z.boolean().meta({ description: "Always false: no adapter tells." }),
  ...hardware,
});

const aboutDevices = "Position, speed and ontrip are those of the car the adapter sits in now.";

/** The adapters in the cars. */
export function declareDevices(api: CarnotFamily, { db, now, publicUrl }: RouteDeps): void {
  api.get(
    "/devices",
    {
      summary: "All adapters",
      description: `${aboutDevices} For a driver those in the cars assigned to them. ${lowestFirst}`,
      query: pageQuery,
      ok: z.array(deviceBody),
    },
    async ({ scope, query: page, context }) => {
      const at = now();
      const read = (ids: typeof page) => listDeviceStates(db, scope, { at, page: ids });
      const states = await readPage({ page, context, publicUrl }, "after", ({ id }) => id, read);
      return states.map((state) => toDevice(state, at));
    },
  );
  api.get(
    "/devices/{id}",
    { summary: "An adapter", description: aboutDevices, params: pathId, ok: deviceBody, errors: ["not_found"] },
    async ({ scope, params }) => {
      const at = now();
      return toDevice(await getDeviceState(db, scope, { deviceId: params.id, at }), at);
    },
  );
  api.get(
    "/devices/{id}/info",
    { summary: "An adapter's hardware", params: pathId, ok: z.object(hardware), errors: ["not_found"] },
    async ({ scope, params }) => toHardwareNumbers((await getDeviceState(db, scope, { deviceId: params.id, at: now() })).uid),
  );
}

function toDevice({ id, uid, serial, signalPct, plugged, newestAt, signals }: DeviceState, at: Date): z.infer<typeof deviceBody> {
  const { lat, lon } = signals?.position?.value ?? {};
  return {
    id,
    addressableid: serial,
    latitude: lat ?? null,
    longitude: lon ?? null,
    speed: roundOrNull(newestSpeed(signals)?.value, 1),
    ontrip: activityOf({ newestAtMs: newestAt?.getTime() ?? null, signals }, at.getTime()) === "driving",
    gsmsignal: roundOrNull(signalPct, 0),
    deviceplugged: plugged ?? true,
    bluetoothconn: false,
    ...toHardwareNumbers(uid),
  };
}

import { z } from "zod";
import { getDeviceFacts, listDeviceFacts } from "#db/queries/vehicles/device-facts.ts";
import type { Call } from "#server/api/family.ts";
import { toDevice } from "#server/domain/automatic/to-user.ts";
import type { GrantScope } from "#server/domain/scope.ts";
import type { AutomaticFamily, RouteDeps } from "./deps.ts";
import { deviceId, deviceOfUser, exactly } from "./filters.ts";
import { answerPage, pageOf, pageQuery } from "./paginate.ts";
import * as shapes from "./shapes.ts";
import { requireSelf, userId } from "./users.ts";
import { viewerOf } from "./viewer.ts";

const errors = ["not_found"] as const;

const deviceQuery = z.object({
  device__serial_number: exactly.meta({ description: "The whole serial number." }),
  device_barcode: exactly.meta({ description: "The same under its older name." }),
  ...pageQuery.shape,
});

/** Adapters, under their own address (deprecated in the documents) and under that of the person. */
export function declareDevices(api: AutomaticFamily, deps: RouteDeps): void {
  const { db, base, now } = deps;
  const answerDevices = async ({ scope, query, context }: Call<GrantScope, unknown, z.output<typeof deviceQuery>, unknown>) => {
    const viewer = viewerOf(scope, deps);
    const serial = query.device__serial_number ?? query.device_barcode;
    return answerPage({ context, base, query, schema: deviceQuery }, async (page) => {
      const { devices, total } = await listDeviceFacts(db, scope, { serial, at: now(), ...page });
      return { results: devices.map((device) => toDevice(device, viewer)), total };
    });
  };
  const list = { query: deviceQuery, ok: pageOf(shapes.device) };
  const one = { ok: shapes.device, errors };
  api.get(
    "/device",
    { summary: "Adapters", description: "Those in use; a driver's are in the cars they have now.", ...list },
    answerDevices,
  );
  api.get("/device/{id}", { summary: "An adapter", params: deviceId, ...one }, async ({ scope, params }) =>
    toDevice(await getDeviceFacts(db, scope, { uid: params.id, at: now() }), viewerOf(scope, deps)),
  );
  api.get("/user/{id}/device", { summary: "Adapters, under the person's address", params: userId, ...list, errors }, async (call) => {
    requireSelf(call.scope, call.params.id);
    return answerDevices(call);
  });
  const params = userId.extend(deviceOfUser.shape);
  api.get("/user/{id}/device/{device_id}", { summary: "An adapter, under the person's address", params, ...one }, async (call) => {
    requireSelf(call.scope, call.params.id);
    return toDevice(await getDeviceFacts(db, call.scope, { uid: call.params.device_id, at: now() }), viewerOf(call.scope, deps));
  });
}

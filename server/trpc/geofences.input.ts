import { z } from "zod";
import { geofenceShape } from "#server/domain/alerts/geofence-schema.ts";
import { idInput } from "./vehicles/vehicles.input.ts";

const name = z.string().trim().min(1).max(80);

export const geofenceInput = z.strictObject({ geofenceId: idInput });
export const createGeofenceInput = z.strictObject({ name, shape: geofenceShape });
export const changeGeofenceInput = z.strictObject({ geofenceId: idInput, name: name.optional(), shape: geofenceShape.optional() });

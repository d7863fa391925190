import { describeDtc } from "#server/domain/health/dtc/describe.ts";
import { toIso } from "#server/domain/time.ts";
import type { OpenDtc } from "#server/domain/vehicles/state.ts";
import type { VehicleFacts, Viewer } from "./facts.ts";
import { granted, roundOrNull, toUrl } from "./fields.ts";
import { toAutomaticId } from "./ids.ts";
import { toPosition } from "./position.ts";

/** A vehicle as version 2 writes it; null is unknown, or not to be seen by this person at the moment. */
export function toVehicle(vehicle: VehicleFacts, viewer: Viewer) {
  return {
    url: toUrl(viewer, "vehicle", vehicle.uid),
    id: toAutomaticId("vehicle", vehicle.uid),
    ...granted(viewer, ["scope:vehicle:vin"], () => ({ vin: vehicle.vin })),
    ...granted(viewer, ["scope:vehicle:profile"], () => ({ ...toProfile(vehicle), ...toState(vehicle) })),
    ...granted(viewer, ["scope:location"], () => toWhereabouts(vehicle)),
  };
}

function toProfile({ createdAt, updatedAt, make, model, year, submodel, name, color, fuelGrade }: VehicleFacts) {
  return {
    created_at: toIso(createdAt.getTime()),
    updated_at: toIso(updatedAt.getTime()),
    make,
    model,
    year,
    submodel,
    display_name: name,
    color,
    fuel_grade: fuelGrade,
  };
}

function toState({ signals }: VehicleFacts) {
  return {
    fuel_level_percent: roundOrNull(signals?.fuelLevelPct?.value ?? null, 2),
    battery_voltage: roundOrNull(signals?.batteryV?.value ?? null, 2),
    active_dtcs: signals && (signals.dtcs ?? []).filter(({ status }) => status === "stored").map(toActiveDtc),
  };
}

function toActiveDtc({ code, atMs }: OpenDtc) {
  return { code, created_at: toIso(atMs), description: describeFault(code) };
}

/** What a fault code means, in short. */
export function describeFault(code: string): string {
  return describeDtc(code)?.title ?? code;
}

/** Nothing while it is not known where the car is. */
function toWhereabouts({ signals }: VehicleFacts) {
  const position = signals?.position;
  if (!position) return {};
  return { latest_location: { ...toPosition(position.value, position.value.accuracyM), created_at: toIso(position.atMs) } };
}

import type { Database } from "#db/client.ts";
import { type ExportedTrip, type ExportedTripEvent, streamTripEvents, streamTrips } from "#db/queries/trips/export.ts";
import { systemScope } from "#server/auth/scope.ts";
import { createAccount } from "#server/commands/accounts/accounts.ts";
import { createDevice } from "#server/commands/vehicles/devices.ts";
import { createVehicle } from "#server/commands/vehicles/vehicles.ts";
import { AppError } from "#server/domain/errors.ts";
import { collect } from "#server/domain/telemetry/collect.ts";
import type { FileReport } from "#server/import/import-file.ts";
import { type ImportDeps, importFiles } from "#server/import/import-files.ts";

export interface Car {
  vehicleId: number;
  serial: string;
}

export interface CarOptions {
  fuelType?: "gasoline" | "diesel" | undefined;
}

export interface ImportOptions {
  format: string;
  timeZone?: string;
  map?: readonly string[];
}

/** The scratch fleet that recordings are imported into, through the same route and pipeline as everywhere. */
export interface Garage {
  addCar(name: string, options?: CarOptions): Promise<Car>;
  /** Throws AppError when a file cannot be imported as a whole. */
  importInto(car: Car, files: readonly string[], options: ImportOptions): Promise<FileReport[]>;
  listTrips(car: Car): Promise<ExportedTrip[]>;
  listEvents(car: Car): Promise<ExportedTripEvent[]>;
}

export async function createGarage(deps: ImportDeps, sql: Database["sql"]): Promise<Garage> {
  const account = await createAccount(deps, { kind: "system", reason: "validate" }, { name: "Validation" });
  const scope = systemScope(account.id, "validate");
  return {
    addCar: async (name, { fuelType } = {}) => {
      const vehicle = await createVehicle(deps, scope, { name, ...(fuelType && { fuelType }) });
      const device = await createDevice(deps, scope, { serial: name, vehicleId: vehicle.id });
      return { vehicleId: vehicle.id, serial: device.serial };
    },
    importInto: async (car, files, { format, timeZone = "UTC", map = [] }) => {
      const report = await importFiles(deps, { format, timeZone, map, device: car.serial, files });
      const [failure] = report.failures;
      if (deps.signal?.aborted) throw new AppError("unavailable", "Interrupted.");
      if (failure) throw new AppError("unprocessable", `${failure.file}: ${failure.message}`);
      if (report.problem !== null) throw new AppError("unavailable", report.problem);
      return report.files;
    },
    listTrips: (car) => collect(streamTrips(sql, scope, { vehicleIds: [car.vehicleId] })),
    listEvents: (car) => collect(streamTripEvents(sql, scope, { vehicleIds: [car.vehicleId] })),
  };
}

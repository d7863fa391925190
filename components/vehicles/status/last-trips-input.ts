/** The trips shown on a car's page; page and screen ask for the same. */
export function lastTripsOfVehicle(vehicleId: number) {
  return { vehicleId, limit: 6 };
}

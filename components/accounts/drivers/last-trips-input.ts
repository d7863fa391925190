/** The trips shown on a driver's page; page and screen ask for the same. */
export function lastTripsOfDriver(driverId: number) {
  return { driverId, limit: 8 };
}

/** What a new fleet of a scenario has besides its cars: papers, licences, service plans with the work done last. */
import { findOdometerKm } from "#db/queries/service/records.ts";
import type { Scenario, ServiceSeed } from "#db/seeds/scenario.ts";
import { type DocumentDeps, storeDocument } from "#server/commands/documents/documents.ts";
import { createServicePlan } from "#server/commands/service/plans.ts";
import { recordService } from "#server/commands/service/records.ts";
import type { Scope } from "#server/domain/scope.ts";
import { msPerDay, toIso } from "#server/domain/time.ts";
import type { Fleet } from "./create-fleet.ts";

const dayFrom = (end: number, days: number): string => toIso(end + days * msPerDay).slice(0, 10);

/** Furnishes a fleet that was just made and has driven, so that odometers are known; leaves one of an earlier run alone. */
export async function furnishFleet(deps: DocumentDeps, scenario: Scenario, fleet: Fleet, end: number): Promise<void> {
  if (!fleet.isNew) return;
  const { scope } = fleet;
  for (const { key, licence } of scenario.drivers) {
    const driverId = fleet.driverIds.get(key);
    if (!licence || driverId === undefined) continue;
    const expiresOn = dayFrom(end, licence.expiresInDays);
    await storeDocument(deps, scope, { driverId, kind: "licence", number: licence.number, expiresOn });
  }
  for (const { seed, vehicleId } of fleet.cars) {
    for (const { kind, number, expiresInDays } of seed.papers ?? []) {
      await storeDocument(deps, scope, { vehicleId, kind, number, expiresOn: dayFrom(end, expiresInDays) });
    }
    const standing = await findOdometerKm(deps.db, scope, vehicleId);
    for (const service of seed.services ?? []) await planService(deps, scope, { vehicleId, service, standing, end });
  }
}

interface Planned {
  vehicleId: number;
  service: ServiceSeed;
  /** What the odometer shows now, km. */
  standing: number | null;
  end: number;
}

async function planService(deps: DocumentDeps, scope: Scope, { vehicleId, service, standing, end }: Planned): Promise<void> {
  const { name, everyKm = null, everyMonths = null, doneDaysAgo, kmSince, cost = null } = service;
  const lastOn = dayFrom(end, -doneDaysAgo);
  const lastKm = standing === null ? null : Math.max(0, standing - kmSince);
  await createServicePlan(deps, scope, { vehicleId, name, everyKm, everyMonths, lastOn, lastKm });
  // Something to look back on: the time before that.
  const before = dayFrom(end, -2 * doneDaysAgo - 30);
  await recordService(deps, scope, { vehicleId, name, doneOn: before, odometerKm: lastKm && Math.max(0, lastKm - kmSince), cost });
}

import type { Tx } from "#db/client.ts";
import { updateOngoingAlerts } from "#db/queries/alerts/log.ts";
import { ensureDefaultRules, listAlertRules } from "#db/queries/alerts/rules.ts";
import { takeWatchRanges } from "#db/queries/alerts/watch-ranges.ts";
import {
  findLampPeriod,
  findWatchedVehicle,
  listScoredBrakes,
  listUnpluggedDevices,
  type WatchedVehicle,
} from "#db/queries/alerts/watching.ts";
import { appendEvents } from "#db/queries/outbox/append.ts";
import { lockVehicle, type TimeRange } from "#db/queries/trips/cutting.ts";
import { systemScope } from "#server/auth/scope.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { FenceWatch } from "#server/commands/geofences/watch-fences.ts";
import type { Condition } from "#server/domain/alerts/alert.ts";
import { type Occurrence, occurrenceAt, type WatchRule } from "#server/domain/alerts/occurrence.ts";
import { findLowBattery } from "#server/domain/health/battery.ts";
import type { Scope } from "#server/domain/scope.ts";
import { scoring } from "#server/domain/scoring/constants.ts";
import type { VehicleSignals } from "#server/domain/vehicles/state.ts";
import { raiseAlerts } from "./raise-alerts.ts";
import { joinNear, watchSamples } from "./watch-samples.ts";

/**
 * Holds what is new of a vehicle against the alert rules of its account: the stretches whose samples changed, the brakes of the
 * trips there, what the adapter and the car's computer said last. Whatever is uploaded again, late or shuffled raises nothing twice.
 */
export async function watchVehicle(deps: CommandDeps, vehicleId: number): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const locked = await lockVehicle(tx, vehicleId);
    if (!locked) return;
    await ensureDefaultRules(tx, locked.accountId);
    const scope = systemScope(locked.accountId, "alerts");
    const ranges = joinNear(await takeWatchRanges(tx, vehicleId));
    const rules: WatchRule[] = (await listAlertRules(tx, scope)).filter(
      ({ enabled, vehicleIds }) => enabled && (vehicleIds === null || vehicleIds.includes(vehicleId)),
    );
    const now = deps.now();
    const vehicle = await findWatchedVehicle(tx, vehicleId);
    const fences = await FenceWatch.open(tx, scope, vehicleId, rules);
    const unplugged = await listUnpluggedDevices(tx, vehicleId);
    const newsFromMs = now.getTime() - Math.max(0, ...rules.map(({ maxAgeS }) => maxAgeS)) * 1000;
    const found = [
      ...(await watchSamples(tx, { vehicleId, ...vehicle, rules, fences, newsFromMs }, ranges)),
      ...(await watchBrakes(tx, vehicleId, rules, ranges)),
      ...(await watchNewest(tx, vehicleId, rules, { ...vehicle, unplugged })),
    ];
    await fences.store();
    await raiseAlerts(tx, scope, now, [...found, ...fences.found]);
    await noteConditions(tx, scope, vehicleId, conditionsOf(vehicle.signals, unplugged));
  });
}

/** How the car is, as of its newest report. */
function conditionsOf(signals: VehicleSignals, unplugged: readonly { serial: string }[]): Condition[] {
  const conditions: Condition[] = unplugged.map(({ serial }) => ({ kind: "unplugged", subject: serial }));
  if (signals.mil?.value) conditions.push({ kind: "mil", subject: "" });
  if (findLowBattery(signals)) conditions.push({ kind: "low_battery", subject: "" });
  return conditions;
}

/** What was known too late to be sent is in the inbox as long as it is true; screens read again what is there now, or no longer. */
async function noteConditions(tx: Tx, scope: Scope, vehicleId: number, conditions: readonly Condition[]): Promise<void> {
  const changed = await updateOngoingAlerts(tx, vehicleId, conditions);
  const events = changed.flatMap(({ id, kind, severity, logOnly, at }) => {
    const about = { accountId: scope.accountId, vehicleId, at };
    return logOnly ? [{ ...about, type: "alert.changed" as const, payload: { alertId: id, kind, severity } }] : [];
  });
  await appendEvents(tx, events);
}

/** A change of the samples moves brakes up to this far away, ms (cleaning looks as far). */
const brakeReachMs = 120_000;

async function watchBrakes(tx: Tx, vehicleId: number, rules: readonly WatchRule[], ranges: readonly TimeRange[]): Promise<Occurrence[]> {
  const braking = rules.filter((rule) => rule.kind === "hard_brake");
  if (braking.length === 0) return [];
  const found: Occurrence[] = [];
  for (const { fromMs, toMs } of ranges) {
    const reach = { from: new Date(fromMs - brakeReachMs), to: new Date(toMs + brakeReachMs) };
    for (const { at, peakKmhS, tier, lat, lon, tripId, driverId } of await listScoredBrakes(tx, vehicleId, reach)) {
      const atMs = at.getTime();
      // With more samples the peak may move within what the scoring model takes as one event.
      const same = { sameFromMs: atMs - scoring.mergeS * 1000, sameToMs: atMs + scoring.mergeS * 1000 };
      const position = lat === null || lon === null ? null : { lat, lon };
      const facts = { peakKmhS: Math.round(peakKmhS * 10) / 10, tier };
      for (const rule of braking) {
        if (tier < rule.params.leastTier) continue;
        found.push({ ...occurrenceAt(rule, vehicleId, atMs), ...same, kind: "hard_brake", position, tripId, driverId, facts });
      }
    }
  }
  return found;
}

interface Newest extends WatchedVehicle {
  unplugged: readonly { serial: string; atMs: number }[];
}

/** What is so as of the newest report, whatever came with this upload. */
async function watchNewest(tx: Tx, vehicleId: number, rules: readonly WatchRule[], newest: Newest): Promise<Occurrence[]> {
  const found: Occurrence[] = [];
  const known = newest.signals.position?.value;
  const position = known ? { lat: known.lat, lon: known.lon } : null;
  for (const { serial, atMs } of newest.unplugged) {
    const about = { subject: serial, kind: "unplugged" as const, position, facts: { serial } };
    for (const rule of rules) if (rule.kind === "unplugged") found.push({ ...occurrenceAt(rule, vehicleId, atMs), ...about });
  }
  const lamp = rules.filter((rule) => rule.kind === "mil");
  const lit = lamp.length > 0 ? await findLampPeriod(tx, vehicleId) : null;
  for (const rule of lit ? lamp : []) {
    const { fromMs, toMs, codes } = lit ?? { fromMs: 0, toMs: 0, codes: [] };
    found.push({ ...occurrenceAt(rule, vehicleId, fromMs), sameToMs: toMs, kind: "mil", position, facts: { codes } });
  }
  return found;
}

import type { Tx } from "#db/client.ts";
import { listNewestDtcReports } from "#db/queries/dtc-reports.ts";
import { appendEvents } from "#db/queries/events.ts";
import { enqueueCutTrips } from "#db/queries/jobs.ts";
import type { DeviceStay } from "#db/queries/upload-batches.ts";
import { insertRecutRange, lockVehicleSignals, updateVehicleState } from "#db/queries/vehicle-states.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { Sample } from "#server/domain/telemetry/sample.ts";
import { type DtcReport, mergeDtcReports, mergeSamples, mergeSignals, type VehicleSignals } from "#server/domain/vehicle/state.ts";

/** What an upload tells of one vehicle: sums and newest values, so that its size does not grow with the upload's. */
interface News {
  /** Records. */
  accepted: number;
  /** First and last moment whose samples changed; reversed infinities without any. */
  fromMs: number;
  toMs: number;
  newestMs: number;
  signals: VehicleSignals;
  codes: Set<string>;
}

/** Gathers, slice by slice, what an upload tells of the vehicles its device sat in, and writes it once at the end. */
export class VehicleNews {
  readonly #stays: readonly DeviceStay[];
  readonly #byVehicle = new Map<number, News>();

  constructor(stays: readonly DeviceStay[]) {
    this.#stays = stays;
  }

  /** Samples that are new or told something new; `recordsAt` counts the records behind one. Time without a vehicle is skipped. */
  addSamples(samples: readonly Sample[], recordsAt: (atMs: number) => number): void {
    for (const { vehicleId, fromMs, toMs } of this.#stays) {
      const covered = samples.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
      if (covered.length === 0) continue;
      const news = this.#newsOf(vehicleId);
      news.signals = mergeSamples(news.signals, covered);
      for (const { atMs } of covered) {
        news.accepted += recordsAt(atMs);
        news.fromMs = Math.min(news.fromMs, atMs);
        news.toMs = Math.max(news.toMs, atMs);
      }
      news.newestMs = Math.max(news.newestMs, news.toMs);
    }
  }

  /** Reports of fault codes that were not known. */
  addDtcReports(reports: readonly DtcReport[]): void {
    for (const { code, atMs, mil } of reports) {
      const stay = this.#stays.find(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
      if (!stay) continue;
      const news = this.#newsOf(stay.vehicleId);
      news.accepted++;
      news.newestMs = Math.max(news.newestMs, atMs);
      news.codes.add(code);
      if (mil !== undefined) news.signals = mergeSignals(news.signals, { mil: { value: mil, atMs } });
    }
  }

  /** Writes the state of each vehicle, the stretch to cut anew, the event and the job; vehicles in order of id, so that none deadlock. */
  async publish(tx: Tx, scope: Scope, receivedAt: Date): Promise<void> {
    const sorted = [...this.#byVehicle].sort(([a], [b]) => a - b);
    for (const [vehicleId, news] of sorted) {
      await publishState(tx, scope, vehicleId, news, receivedAt);
      const at = new Date(news.newestMs);
      const payload = { accepted: news.accepted };
      await appendEvents(tx, [{ accountId: scope.accountId, type: "telemetry.received", vehicleId, at, payload }]);
      if (news.fromMs <= news.toMs) {
        await insertRecutRange(tx, vehicleId, news.fromMs, news.toMs);
        await enqueueCutTrips(tx, vehicleId);
      }
    }
  }

  #newsOf(vehicleId: number): News {
    const known = this.#byVehicle.get(vehicleId);
    if (known) return known;
    const never = Number.NEGATIVE_INFINITY;
    const news: News = { accepted: 0, fromMs: -never, toMs: never, newestMs: never, signals: {}, codes: new Set() };
    this.#byVehicle.set(vehicleId, news);
    return news;
  }
}

async function publishState(tx: Tx, scope: Scope, vehicleId: number, news: News, receivedAt: Date): Promise<void> {
  const at = new Date(news.newestMs);
  const known = await lockVehicleSignals(tx, scope, vehicleId, at, receivedAt);
  let signals = mergeSignals(known, news.signals);
  if (news.codes.size > 0) signals = mergeDtcReports(signals, await listNewestDtcReports(tx, vehicleId, [...news.codes]));
  await updateVehicleState(tx, vehicleId, at, receivedAt, signals);
}

import type { PlainTx } from "#db/client.ts";
import { listNewestDtcReports } from "#db/queries/health/dtc-reports.ts";
import type { DeviceStay, VehicleOutcome } from "#db/queries/telemetry/upload-batches.ts";
import { lockVehicleSignals } from "#db/queries/vehicles/states.ts";
import type { Sample } from "#server/domain/telemetry/sample.ts";
import { type DtcReport, mergeDtcReports, mergeSamples, mergeSignals, type VehicleSignals } from "#server/domain/vehicles/state.ts";

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

/** Gathers, slice by slice, what an upload tells of the vehicles its device sat in. */
export class VehicleNews {
  readonly #stays: readonly DeviceStay[];
  readonly #byVehicle = new Map<number, News>();

  constructor(stays: readonly DeviceStay[]) {
    this.#stays = stays;
  }

  /** Samples that are new or told something new; `recordsAt` counts the records behind one. Time without a vehicle is skipped. */
  addSamples(samples: readonly Sample[], recordsAt: (atMs: number) => number): void {
    for (const stay of this.#stays) {
      const covered = samples.filter(({ atMs }) => covers(stay, atMs));
      if (covered.length === 0) continue;
      const news = this.#newsOf(stay.vehicleId);
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
      const stay = this.#stays.find((each) => covers(each, atMs));
      if (!stay) continue;
      const news = this.#newsOf(stay.vehicleId);
      news.accepted++;
      news.newestMs = Math.max(news.newestMs, atMs);
      news.codes.add(code);
      if (mil !== undefined) news.signals = mergeSignals(news.signals, { mil: { value: mil, atMs } });
    }
  }

  /** Joins the news with what is known of each vehicle, and locks that until the transaction ends. */
  async toOutcomes(tx: PlainTx): Promise<VehicleOutcome[]> {
    if (this.#byVehicle.size === 0) return [];
    const known = await lockVehicleSignals(tx, [...this.#byVehicle.keys()]);
    const outcomes: VehicleOutcome[] = [];
    for (const [vehicleId, news] of this.#byVehicle) {
      let signals = mergeSignals(known.get(vehicleId) ?? {}, news.signals);
      if (news.codes.size > 0) signals = mergeDtcReports(signals, await listNewestDtcReports(tx, vehicleId, [...news.codes]));
      const changed = news.fromMs <= news.toMs ? { from: new Date(news.fromMs), to: new Date(news.toMs) } : null;
      const reportsDtcs = news.codes.size > 0;
      outcomes.push({ vehicleId, newestAt: new Date(news.newestMs), accepted: news.accepted, changed, reportsDtcs, signals });
    }
    return outcomes;
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

/** The vehicle a device sits in at a moment; null: none. */
export function findStay(stays: readonly DeviceStay[], atMs: number): number | null {
  return stays.find((stay) => covers(stay, atMs))?.vehicleId ?? null;
}

function covers({ fromMs, toMs }: DeviceStay, atMs: number): boolean {
  return (fromMs === null || atMs >= fromMs) && (toMs === null || atMs < toMs);
}

import type { PlainTx } from "#db/client.ts";
import { insertDtcReports } from "#db/queries/health/dtc-reports.ts";
import { storeSamples } from "#db/queries/telemetry/samples.ts";
import type { Scope } from "#server/domain/scope.ts";
import type { DeviceReport } from "#server/domain/telemetry/records.ts";
import { joinCounting, type RecordSlice, type RejectedRecord } from "#server/domain/telemetry/slice.ts";
import { maxRejectedListed, type UploadAnswer } from "#server/domain/telemetry/upload-answer.ts";
import type { VehicleNews } from "./ingest-changes.ts";

interface Counts {
  accepted: number;
  duplicates: number;
}

/** Stores the slices of one upload in its transaction and keeps count for the answer. */
export class Intake {
  readonly #tx: PlainTx;
  readonly #scope: Scope;
  readonly #deviceId: number;
  readonly #news: VehicleNews;
  readonly #counts: Counts = { accepted: 0, duplicates: 0 };
  readonly #rejected: RejectedRecord[] = [];
  #rejectedTotal = 0;
  readonly #knownMs: number;
  #deviceReport: DeviceReport | null = null;

  /** `reportedMs`: when the device last said something of itself. */
  constructor(tx: PlainTx, scope: Scope, device: { id: number; reportedMs: number | null }, news: VehicleNews) {
    this.#tx = tx;
    this.#scope = scope;
    this.#deviceId = device.id;
    this.#news = news;
    this.#knownMs = device.reportedMs ?? Number.NEGATIVE_INFINITY;
  }

  async store(slice: RecordSlice): Promise<void> {
    await this.#storeSamples(slice);
    await this.#storeDtcReports(slice);
    for (const report of slice.deviceReports) this.#noteDeviceReport(report);
    this.#rejectedTotal += slice.rejected.length;
    this.#rejected.push(...slice.rejected.slice(0, maxRejectedListed - this.#rejected.length));
  }

  /** What the adapter said of itself, the newest of each; null when it said nothing new. */
  get deviceReport(): DeviceReport | null {
    return this.#deviceReport;
  }

  toAnswer(batchId: string): UploadAnswer {
    const all = this.#rejectedTotal === this.#rejected.length;
    return {
      batch_id: batchId,
      ...this.#counts,
      rejected: this.#rejected,
      ...(!all && { rejected_total: this.#rejectedTotal }),
      commands: [],
    };
  }

  async #storeSamples(slice: RecordSlice): Promise<void> {
    const { samples, recordsAt } = joinCounting(slice.samples);
    const news = await storeSamples(this.#tx, this.#deviceId, samples);
    const accepted = news.reduce((sum, { atMs }) => sum + recordsAt(atMs), 0);
    this.#count(accepted, slice.samples.length);
    this.#news.addSamples(news, recordsAt);
  }

  async #storeDtcReports(slice: RecordSlice): Promise<void> {
    const news = await insertDtcReports(this.#tx, this.#scope, this.#deviceId, slice.dtcs);
    this.#count(news.length, slice.dtcs.length);
    this.#news.addDtcReports(news);
  }

  /** Older reports than the last one known tell nothing: only the newest values of a device are kept. */
  #noteDeviceReport(report: DeviceReport): void {
    const isNews = report.atMs > this.#knownMs;
    this.#count(isNews ? 1 : 0, 1);
    if (!isNews) return;
    const other = this.#deviceReport;
    this.#deviceReport = other && other.atMs > report.atMs ? { ...report, ...other } : { ...other, ...report };
  }

  #count(accepted: number, total: number): void {
    this.#counts.accepted += accepted;
    this.#counts.duplicates += total - accepted;
  }
}

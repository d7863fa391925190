import type { FileReport } from "./import-file.ts";
import type { ImportedTrip, ImportReport } from "./import-files.ts";
import { summarise } from "./progress.ts";

const maxTrips = 20;

/** The report as a person reads it. */
export function printReport(report: ImportReport): string {
  const lines = [
    ...report.files.flatMap(printFile),
    ...report.failures.map(printFailure),
    printTotals(report),
    ...report.vehicles.flatMap(printVehicle),
  ];
  return lines.join("\n");
}

function printFile(file: FileReport): string[] {
  const start = file.undated && file.firstAtMs !== null ? `; it has no date and was laid on ${toMoment(file.firstAtMs)}` : "";
  const more = file.rejected - file.reasons.length;
  return [
    `${file.file}: ${summarise(file)}${start}`,
    ...file.reasons.map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}

function printFailure({ file, message, stored }: ImportReport["failures"][number]): string {
  return stored.firstAtMs === null ? `FAILED ${file}: ${message}` : `FAILED ${file}: ${message} Until then: ${summarise(stored)}`;
}

function printTotals({ files, failures }: ImportReport): string {
  const all = [...files, ...failures.map(({ stored }) => stored)];
  const sum = (count: (file: FileReport) => number) => all.reduce((total, file) => total + count(file), 0);
  const there = sum((file) => file.duplicates + file.skipped);
  const failed = failures.length > 0 ? `, ${failures.length} failed` : "";
  return `${files.length} files${failed}: ${sum((file) => file.accepted)} samples new, ${there} already there, ${sum((file) => file.rejected)} rejected`;
}

function printVehicle({ name, trips }: ImportReport["vehicles"][number]): string[] {
  const more = trips.length - maxTrips;
  return [
    `${name}: ${trips.length} trips in that time`,
    ...trips.slice(0, maxTrips).map(printTrip),
    ...(more > 0 ? [`  … and ${more} more: npm run -s export -- trips --format csv`] : []),
  ];
}

function printTrip(trip: ImportedTrip): string {
  const score = trip.driveScore === null ? "no score" : `score ${Math.round(trip.driveScore)}`;
  const span = `${toMoment(trip.startedAt.getTime())} – ${toMoment(trip.endedAt.getTime()).slice(11)}`;
  return `  ${span}  ${(trip.distanceM / 1000).toFixed(1).padStart(7)} km  ${score}`;
}

function toMoment(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace("T", " ")}Z`;
}

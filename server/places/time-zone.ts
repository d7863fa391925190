/**
 * Time zones by their exact boundaries: timezone-boundary-builder's, made from OpenStreetMap (ODbL). They are read from a file of 30 MB
 * where they are needed, so only the worker loads this module; the web process reads zones that were stored.
 */
import { find, setCache } from "geo-tz/all";
import { isTimeZone } from "#server/domain/time.ts";
import type { Position } from "#server/domain/trips/trip.ts";

/**
 * Where two zones are in use side by side, the one of official clocks: Xinjiang, Israeli settlements, Abkhazia. Elsewhere the first by
 * name, so that it does not depend on the order of the file.
 */
const preferred: readonly string[] = ["Asia/Shanghai", "Asia/Jerusalem", "Asia/Tbilisi"];

/**
 * Boundaries are read in cells; the last used ones are kept. Reading one takes 0.1 ms on average. All of them would take 770 MB, one
 * at most 2 MB.
 */
const keptCells = 64;

class RecentCells {
  readonly #cells = new Map<string, unknown>();

  get(name: string): unknown {
    const cell = this.#cells.get(name);
    if (cell !== undefined) this.set(name, cell);
    return cell;
  }

  set(name: string, cell: unknown): void {
    this.#cells.delete(name);
    this.#cells.set(name, cell);
    const [oldest] = this.#cells.keys();
    if (this.#cells.size > keptCells && oldest !== undefined) this.#cells.delete(oldest);
  }
}

setCache({ store: new RecentCells() });

/** The IANA time zone of a position; on the high seas the nautical one, "Etc/GMT+2" (which is two hours behind UTC). */
export function findTimeZone({ lat, lon }: Position): string {
  return pickZone(find(lat, lon), lon);
}

/** One of the zones of a place; that of its longitude where this runtime knows none of them, which an old Node may not. */
export function pickZone(zones: readonly string[], lon: number): string {
  const known = zones.filter(isTimeZone).sort();
  return preferred.find((zone) => known.includes(zone)) ?? known[0] ?? nauticalZone(lon);
}

function nauticalZone(lon: number): string {
  const hours = Math.round(lon / 15);
  return hours === 0 ? "Etc/GMT" : `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
}

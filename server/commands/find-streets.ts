import { listUnaskedStreets, storeStreet } from "#db/queries/streets.ts";
import { msPerDay } from "#server/domain/time.ts";
import type { Geocoder } from "#server/places/geocoder.ts";
import type { CommandDeps } from "./deps.ts";

export interface StreetDeps extends CommandDeps {
  /** Null: none is set, and trips are known by the nearest town alone. */
  geocoder: Geocoder | null;
}

/** Of older trips nobody asks which street it was. */
const newestMs = 30 * msPerDay;
/** As many as a service that is asked once a second answers until the next time. */
const batchSize = 50;
/** The service itself is down then, not one answer bad. */
const mostFailures = 3;

/**
 * Asks for the streets where the newest trips begin and end, those that were not asked for yet. What fails is asked for again next
 * time; a few failures in a row end this time. Throws the last failure when all is done, so that it is noted.
 */
export async function findStreets({ db, now, geocoder }: StreetDeps, signal: AbortSignal): Promise<void> {
  if (!geocoder) return;
  let failure: unknown;
  let failures = 0;
  for (const key of await listUnaskedStreets(db, { since: new Date(now().getTime() - newestMs), limit: batchSize })) {
    const asked = await geocoder({ lat: key.latE4 / 10_000, lon: key.lonE4 / 10_000 }, signal).then(
      (address) => ({ address }),
      (error: unknown) => ({ error }),
    );
    if (signal.aborted) return;
    if ("error" in asked) {
      failure = asked.error;
      if (++failures === mostFailures) break;
    } else {
      failures = 0;
      await storeStreet(db, key, asked.address, now());
    }
  }
  if (failure) throw failure;
}

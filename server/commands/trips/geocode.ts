import { clearEndpointFailures, findServicePause, noteEndpointFailure } from "#db/queries/alerts/endpoints.ts";
import { listUnaskedStreets, storeStreet } from "#db/queries/trips/streets.ts";
import type { CommandDeps } from "#server/commands/deps.ts";
import { endpointPauseMs } from "#server/domain/alerts/delivery/endpoint.ts";
import { msPerDay } from "#server/domain/time.ts";
import type { Geocoder } from "#server/places/geocoder.ts";

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
 * time; a few failures in a row end this time, and the service is left alone for a while. Throws the last failure when all is done, so
 * that it is logged.
 */
export async function findStreets(deps: StreetDeps, signal: AbortSignal): Promise<void> {
  const { db, now, geocoder } = deps;
  const begunAt = now();
  const pausedUntil = geocoder && (await findServicePause(db, "geocoder"));
  if (!geocoder || (pausedUntil && pausedUntil > begunAt)) return;
  let failure: unknown;
  let failures = 0;
  for (const key of await listUnaskedStreets(db, { since: new Date(begunAt.getTime() - newestMs), limit: batchSize })) {
    const asked = await geocoder({ lat: key.latE4 / 10_000, lon: key.lonE4 / 10_000 }, signal).then(
      (address) => ({ address }),
      (error: unknown) => ({ error }),
    );
    if (signal.aborted) return;
    if ("error" in asked) {
      failure = asked.error;
      if (++failures === mostFailures) break;
    } else {
      if (failures > 0 || pausedUntil) await clearEndpointFailures(db, ["geocoder"]);
      failures = 0;
      await storeStreet(db, key, asked.address, now());
    }
  }
  if (failures === mostFailures) await noteDown(deps, begunAt, failure);
  if (failure) throw failure;
}

async function noteDown({ db, now }: CommandDeps, begunAt: Date, failure: unknown): Promise<void> {
  const error = failure instanceof Error ? failure.message : "unknown";
  const pauseMs = (failures: number) => endpointPauseMs({ failures, retryAfterMs: null, spread: Math.random() });
  await db.transaction((tx) => noteEndpointFailure(tx, { key: "geocoder", begunAt, at: now(), error, pauseMs }));
}

/** Streets from a service that speaks like Nominatim, whose address the operator sets. */
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { setTimeout } from "node:timers/promises";
import type { Address } from "#server/domain/trips/places/address.ts";
import { readStreetAnswer } from "#server/domain/trips/places/read-street-answer.ts";
import type { Position } from "#server/domain/trips/trip.ts";

/** The address of a position, null where the service knows none. Rejects while the service fails, or when told to stop. */
export type Geocoder = (position: Position, signal: AbortSignal) => Promise<Address | null>;

export interface GeocoderOptions {
  /** `https://nominatim.example/reverse`, with a parameter of its own such as a key if need be. */
  url: string;
  /** Names this installation to the service. */
  publicUrl: string;
  /** For tests. */
  timeoutMs?: number;
  clock?: Clock;
}

export interface Clock {
  nowMs: () => number;
  pause: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

const realClock: Clock = { nowMs: () => performance.now(), pause: (ms, signal) => setTimeout(ms, undefined, { signal }) };

/** Nominatim's usage policy: one request a second at most, and a User-Agent that names the application. */
const intervalMs = 1000;
const slowestMs = 5000;
const maxAnswerBytes = 64 * 1024;

/**
 * Asks one at a time, at most one a second. The address may be private, for it is the operator's own; redirects are not followed, and
 * what comes back is read as any other text from outside.
 */
export function createGeocoder({ url, publicUrl, timeoutMs = slowestMs, clock = realClock }: GeocoderOptions): Geocoder {
  const headers = { accept: "application/json", "accept-language": "en", "user-agent": `Motorpool (${publicUrl})` };
  let freeAtMs = 0;
  return async (position, signal) => {
    const nowMs = clock.nowMs();
    const waitMs = Math.max(0, freeAtMs - nowMs);
    freeAtMs = nowMs + waitMs + intervalMs;
    await clock.pause(waitMs, signal);
    return read(await ask(toAddressOf(url, position), headers, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])));
  };
}

function read(answer: string): Address | null {
  try {
    return readStreetAnswer(JSON.parse(answer));
  } catch (cause) {
    throw new Error("The geocoder's answer is not one of Nominatim's in the format jsonv2.", { cause });
  }
}

function toAddressOf(base: string, { lat, lon }: Position): URL {
  const url = new URL(base);
  const query = { format: "jsonv2", lat: lat.toFixed(4), lon: lon.toFixed(4), addressdetails: "1" };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

function ask(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(signal.aborted ? signal.reason : error);
    const request = url.protocol === "https:" ? requestHttps : requestHttp;
    const sent = request(url, { headers, signal }, (response) => {
      readAnswer(response).then(resolve, fail);
    });
    sent.on("error", fail);
    sent.end();
  });
}

async function readAnswer(response: IncomingMessage): Promise<string> {
  const status = response.statusCode ?? 0;
  // Some versions say with 404 that there is nothing there, in the same words.
  if (status !== 200 && status !== 404) {
    response.destroy();
    throw new Error(`The geocoder answered ${status}.`);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Leaving the loop closes the connection.
    if (bytes > maxAnswerBytes) throw new Error(`The geocoder answered more than ${maxAnswerBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

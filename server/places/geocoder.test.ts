import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createGeocoder, type GeocoderOptions } from "./geocoder.ts";

const position = { lat: 33.945_21, lon: -118.379_94 };
const answer = { address: { road: "Arbor Vitae Street", city: "Los Angeles", "ISO3166-2-lvl4": "US-CA", country_code: "us" } };
const never = new AbortController().signal;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A geocoder that asks a service on this machine. */
async function geocoderAt(listener: RequestListener, options: Partial<GeocoderOptions> = {}, path = "/reverse") {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  return createGeocoder({ url, publicUrl: "https://cars.example", ...options });
}

const answering =
  (body: string, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  };

test("asks as Nominatim wants to be asked", async () => {
  const asked: { url: string | undefined; agent: string | undefined; language: string | undefined }[] = [];
  const geocode = await geocoderAt(
    (request, response) => {
      asked.push({ url: request.url, agent: request.headers["user-agent"], language: request.headers["accept-language"] });
      response.end(JSON.stringify(answer));
    },
    {},
    "/reverse?key=k7",
  );
  expect(await geocode(position, never)).toMatchObject({ displayName: "Arbor Vitae Street, Los Angeles, CA", country: "US" });
  const url = "/reverse?key=k7&format=jsonv2&lat=33.9452&lon=-118.3799&addressdetails=1";
  expect(asked).toEqual([{ url, agent: "Motorpool (https://cars.example)", language: "en" }]);
});

test("asks once a second at most, and at once after a while", async () => {
  const pauses: number[] = [];
  let nowMs = 50_000;
  const pause = async (ms: number) => pauses.push(ms);
  const geocode = await geocoderAt(answering(JSON.stringify(answer)), { clock: { nowMs: () => nowMs, pause } });
  await Promise.all([geocode(position, never), geocode(position, never)]);
  nowMs += 400;
  await geocode(position, never);
  nowMs += 5000;
  await geocode(position, never);
  expect(pauses).toEqual([0, 1000, 1600, 0]);
});

test("nothing there is no failure, whatever the status", async () => {
  const nothing = JSON.stringify({ error: "Unable to geocode" });
  expect(await (await geocoderAt(answering(nothing)))(position, never)).toBeNull();
  expect(await (await geocoderAt(answering(nothing, 404)))(position, never)).toBeNull();
});

test.each([
  ["an error", answering("no", 500), /answered 500/],
  ["too many requests", answering("no", 429), /answered 429/],
  ["no JSON", answering("<html>"), /not one of Nominatim/],
  ["a missing page", answering("<html>", 404), /not one of Nominatim/],
  ["another answer", answering("[]"), /not one of Nominatim/],
  ["an endless answer", answering(`"${"x".repeat(70_000)}"`), /more than 65536 bytes/],
  ["a cut connection", ((request) => request.socket.destroy()) satisfies RequestListener, /hang up/],
] satisfies [string, RequestListener, RegExp][])("%s is a failure", async (_what, listener, words) => {
  await expect((await geocoderAt(listener))(position, never)).rejects.toThrow(words);
});

test("a redirect is not followed", async () => {
  let asked = 0;
  const geocode = await geocoderAt((_request, response) => {
    asked++;
    response.writeHead(302, { location: "/elsewhere" }).end();
  });
  await expect(geocode(position, never)).rejects.toThrow(/answered 302/);
  expect(asked).toBe(1);
});

test("a service that hangs is given up, before and after it begins to answer", async () => {
  const silent = await geocoderAt(() => {}, { timeoutMs: 50 });
  await expect(silent(position, never)).rejects.toThrow(/timeout/i);
  const begins = await geocoderAt((_request, response) => response.write("{"), { timeoutMs: 50 });
  await expect(begins(position, never)).rejects.toThrow(/timeout/i);
});

test("stops when told to", async () => {
  const stop = new AbortController();
  const geocode = await geocoderAt(() => stop.abort());
  await expect(geocode(position, stop.signal)).rejects.toThrow(/abort/i);
});

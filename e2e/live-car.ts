import { type APIRequestContext, expect } from "@playwright/test";

/** The car that the specs about live values move; no other spec touches it. */
export const liveCar = "Live Van";

/** One place of its own, and how far it goes at a time, degrees. */
const start = { lat: 42.3, lon: -89.1 };
const step = 0.004;

/** Reports the car so many steps east of where it began. */
export async function moveLiveCar(request: APIRequestContext, steps: number, values: object = {}): Promise<void> {
  const at = new Date().toISOString();
  const sample = { type: "sample", at, lat: start.lat, lon: start.lon + steps * step, speed_kmh: 30, ignition: true, ...values };
  const answer = await request.post("/api/ingest/uploads", {
    headers: { authorization: `Bearer ${process.env["E2E_LIVE_TOKEN"]}` },
    data: { batch_id: crypto.randomUUID(), records: [sample] },
  });
  expect(answer.status()).toBe(200);
}

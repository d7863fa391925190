/** How many of an app's deliveries may be on their way at once. */
const lanes = 3;
/** One that has failed for longer is only tried with one at once: a dead receiver shall hold up little, ms. */
const patienceMs = 60_000;

export interface QueuedDelivery {
  appId: number;
  vehicleId: number | null;
  /** How long all that was sent to the app has failed, ms. */
  failingForMs: number;
}

/**
 * The queue a delivery waits in. Jobs of one queue run one after another: so what a car tells an app keeps its order, and one receiver
 * that does not answer takes up a few places of the worker, not all. Second and later attempts have one of their own, so that they do
 * not hold up what is new.
 */
export function toDeliveryQueue({ appId, vehicleId, failingForMs }: QueuedDelivery): string {
  return failingForMs > patienceMs ? toRetryQueue(appId) : `webhook:${appId}:${(vehicleId ?? 0) % lanes}`;
}

export const toRetryQueue = (appId: number): string => `webhook:${appId}:again`;

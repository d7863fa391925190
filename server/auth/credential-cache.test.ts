import { describe, expect, it } from "vitest";
import type { EventBus, EventListener } from "#server/events/bus.ts";
import { CredentialCache } from "./credential-cache.ts";

/** A bus that hears what the test says. */
function createTestBus() {
  const listeners = new Map<number, EventListener>();
  const bus: EventBus = {
    subscribe: (accountId, listener) => {
      listeners.set(accountId, listener);
      return () => listeners.delete(accountId);
    },
    subscribeAll: () => () => {},
    ready: () => Promise.resolve(),
  };
  const tell = (accountId: number, type: string) =>
    listeners.get(accountId)?.({ id: 1, accountId, type, vehicleId: null, tripId: null, at: new Date(0), payload: {} });
  return { bus, tell };
}

/** A cache whose loads are counted, at a time of the test's choice; accounts 1 and 2 are heard already. */
async function createTestCache() {
  const { bus, tell } = createTestBus();
  const clock = { ms: 0 };
  let loads = 0;
  const cache = new CredentialCache<{ accountId: number; load: number }>({ bus, nowMs: () => clock.ms });
  const get = (hash: string, accountId = 1) => cache.get(hash, async () => ({ accountId, load: ++loads }));
  await get("first", 1);
  await get("first", 2);
  loads = 0;
  return { cache, get, tell, clock };
}

describe("the credential cache", () => {
  it("asks once in a second", async () => {
    const { get, clock } = await createTestCache();
    expect(await get("a")).toEqual({ accountId: 1, load: 1 });
    clock.ms = 999;
    expect((await get("a")).load).toBe(1);
    clock.ms = 1000;
    expect((await get("a")).load).toBe(2);
  });

  it("counts the second from before it asked, so that nothing is believed for longer", async () => {
    const { cache, get, clock } = await createTestCache();
    await cache.get("slow", async () => {
      clock.ms = 900;
      return { accountId: 1, load: -1 };
    });
    clock.ms = 1000;
    expect((await get("slow")).load).toBe(1);
  });

  it("asks anew when credentials of the account change, and not when others do", async () => {
    const { get, tell } = await createTestCache();
    await get("a", 1);
    await get("b", 2);
    tell(1, "trip.scored");
    expect((await get("a", 1)).load).toBe(1);
    tell(1, "credentials.changed");
    expect((await get("b", 2)).load).toBe(2);
    expect((await get("a", 1)).load).toBe(3);
  });

  it("does not keep what was found before a change and arrives after it", async () => {
    const { cache, get, tell } = await createTestCache();
    const stale = await cache.get("a", async () => {
      tell(1, "credentials.changed");
      return { accountId: 1, load: -1 };
    });
    expect(stale.load).toBe(-1);
    expect((await get("a")).load).toBe(1);
  });

  it("keeps nothing of what failed", async () => {
    const { cache, get } = await createTestCache();
    await expect(cache.get("a", () => Promise.reject(new Error("no such key")))).rejects.toThrow("no such key");
    expect((await get("a")).load).toBe(1);
  });

  it("keeps nothing without a bus", async () => {
    const cache = new CredentialCache<{ accountId: number }>({});
    let loads = 0;
    const load = async () => ({ accountId: ++loads });
    await cache.get("a", load);
    expect(await cache.get("a", load)).toEqual({ accountId: 2 });
  });

  it("forgets the oldest of more than ten thousand", async () => {
    const { get } = await createTestCache();
    for (let index = 0; index <= 10_000; index++) await get(`key ${index}`);
    expect((await get("key 10000")).load).toBe(10_001);
    expect((await get("key 0")).load).toBe(10_002);
  });
});

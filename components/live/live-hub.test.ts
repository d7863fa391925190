import { afterEach, expect, test, vi } from "vitest";
import { joinLiveHub, type LiveHubOptions } from "./live-hub.ts";
import type { LiveListener, LiveUpdate } from "./live-update.ts";

/** The browser's lock manager, as far as one lock of each name goes: Node has none. */
function createLocks(): LiveHubOptions["locks"] & { freeze: (name: string) => Promise<void> } {
  const held = new Map<string, { lose: (reason: unknown) => void }>();
  const waiting = new Map<string, (() => void)[]>();
  const grant = async (name: string, run: () => Promise<unknown>) => {
    const lost = new Promise<never>((_, reject) => held.set(name, { lose: reject }));
    const mine = held.get(name);
    try {
      return await Promise.race([run(), lost]);
    } finally {
      if (held.get(name) === mine) {
        held.delete(name);
        waiting.get(name)?.shift()?.();
      }
    }
  };
  const request = async (name: string, options: LockOptions, run: () => Promise<unknown>) => {
    if (options.steal) held.get(name)?.lose(new DOMException("Stolen.", "AbortError"));
    else if (held.has(name)) {
      await new Promise<void>((resolve, reject) => {
        const queue = waiting.get(name) ?? [];
        waiting.set(name, [...queue, resolve]);
        options.signal?.addEventListener("abort", () => {
          waiting.set(
            name,
            (waiting.get(name) ?? []).filter((each) => each !== resolve),
          );
          reject(options.signal?.reason);
        });
      });
    }
    return grant(name, run);
  };
  const freeze = (name: string) => grant(name, () => new Promise(() => {})) as Promise<void>;
  return { request: request as LiveHubOptions["locks"]["request"], freeze };
}

interface Source extends LiveListener {
  from: string | null;
}

/** A browser with tabs of one person. */
function createBrowser() {
  const name = crypto.randomUUID();
  const locks = createLocks();
  const open = new Set<Source>();
  const opened: (string | null)[] = [];
  const openSource: LiveHubOptions["openSource"] = (from, listener) => {
    const source = { ...listener, from };
    open.add(source);
    opened.push(from);
    return () => void open.delete(source);
  };
  const leaves: (() => void)[] = [];
  const openTab = (lastEventId: string | null = "10", more: Partial<LiveHubOptions> = {}) => {
    const heard: string[] = [];
    const statuses: string[] = [];
    const onUpdate = (update: LiveUpdate, eventId: string) =>
      void heard.push(update.kind === "ready" ? `reread ${update.reread}` : eventId);
    const onStatus = (status: string) => void statuses.push(status);
    const times = { checkEveryMs: 20, answerWithinMs: 200 };
    const options = { name, lastEventId, openSource, locks, isVisible: () => true, onUpdate, onStatus, ...times, ...more };
    const leave = joinLiveHub(options);
    leaves.push(leave);
    return { heard, statuses, leave };
  };
  const report = (eventId: number) => {
    const [source] = open;
    source?.onStatus("live");
    source?.onUpdate({ kind: "changed", vehicles: [], trips: [], alerts: [] }, String(eventId));
  };
  const closeAll = () => {
    for (const leave of leaves) leave();
  };
  return { name, locks, open, opened, openTab, report, closeAll };
}

let browser: ReturnType<typeof createBrowser>;
afterEach(() => browser.closeAll());
const until = vi.waitFor;

test("tabs share one source, and all hear what it reports", async () => {
  browser = createBrowser();
  const tabs = Array.from({ length: 8 }, () => browser.openTab());
  browser.report(11);
  browser.report(12);
  for (const { heard, statuses } of tabs) {
    await until(() => expect(heard).toEqual(["11", "12"]));
    await until(() => expect(statuses.at(-1)).toBe("live"));
  }
  expect(browser.opened).toEqual(["10"]);
});

test("when the leader closes another goes on from the last event, and leaves no source behind", async () => {
  browser = createBrowser();
  const [leader, ...others] = Array.from({ length: 4 }, () => browser.openTab());
  browser.report(11);
  for (const { heard } of others) await until(() => expect(heard).toEqual(["11"]));
  leader?.leave();
  await until(() => expect(browser.opened).toEqual(["10", "11"]));
  expect(browser.open.size).toBe(1);
  // What happened meanwhile comes from the source of the new leader.
  browser.report(12);
  for (const { heard } of others) await until(() => expect(heard).toEqual(["11", "12"]));
  for (const { leave } of others) leave();
  await until(() => expect(browser.open.size).toBe(0));
});

test("a tab that joins is given what it missed, or reads everything again where that is not kept", async () => {
  browser = createBrowser();
  browser.openTab("10");
  for (const id of [11, 12, 13]) browser.report(id);
  const between = browser.openTab("12");
  await until(() => expect(between.heard).toContain("13"));
  expect(between.heard).not.toContain("reread true");
  const older = browser.openTab("9");
  await until(() => expect(older.heard).toEqual(["reread true"]));
  await until(() => expect(older.statuses.at(-1)).toBe("live"));
  expect(browser.opened).toHaveLength(1);
});

test("a leader that does not answer loses its place to a tab that is looked at", async () => {
  browser = createBrowser();
  const frozen = browser.locks.freeze(browser.name).catch(() => "lost");
  browser.openTab("10", { isVisible: () => false });
  browser.openTab("10");
  expect(await frozen).toBe("lost");
  await until(() => expect(browser.open.size).toBe(1));
  expect(browser.opened).toEqual(["10"]);
});

test("tabs of another person share nothing with these", async () => {
  browser = createBrowser();
  const mine = browser.openTab();
  const stranger = browser.openTab("10", { name: `${browser.name} of another` });
  expect(browser.opened).toHaveLength(2);
  browser.report(11);
  await until(() => expect(mine.heard).toEqual(["11"]));
  browser.report(12);
  await until(() => expect(mine.heard).toEqual(["11", "12"]));
  expect(stranger.heard).toEqual([]);
});

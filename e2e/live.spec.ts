import { type BrowserContext, expect, type Locator, type Page, type Request } from "@playwright/test";
import { liveCar, moveLiveCar } from "./live-car.ts";
import { findPerson, signIn, signInByForm } from "./people.ts";
import { expectAccessible, phone, test } from "./screen-test.ts";

// One car drives, one spec after another.
test.describe.configure({ mode: "serial", timeout: 180_000 });

const followButton = (page: Page) => page.getByRole("button", { name: "Follow", exact: true });

/** How far a car's marker is from the middle of its map, px. */
async function offCentrePx(map: Locator): Promise<number> {
  const [area, marker] = await Promise.all([map.boundingBox(), map.getByRole("button", { name: new RegExp(liveCar) }).boundingBox()]);
  if (!area || !marker) return Number.POSITIVE_INFINITY;
  const across = marker.x + marker.width / 2 - (area.x + area.width / 2);
  const down = marker.y + marker.height / 2 - (area.y + area.height / 2);
  return Math.hypot(across, down);
}

const isCentred = (map: Locator) => expect.poll(() => offCentrePx(map)).toBeLessThan(12);

async function drag(page: Page, map: Locator): Promise<void> {
  const box = await map.boundingBox();
  if (!box) throw new Error("There is no map.");
  const [x, y] = [box.x + box.width * 0.3, box.y + box.height * 0.3];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 150, y + 100, { steps: 5 });
  await page.mouse.up();
}

/** Leaflet does not hear the keyboard while the map still glides. */
const isStill = (map: Locator) => expect.poll(() => map.locator(".leaflet-pan-anim, .leaflet-zoom-anim").count()).toBe(0);

/** Where the map stands: Leaflet moves this pane. */
const viewOf = (map: Locator) => map.locator(".leaflet-map-pane").evaluate((pane) => pane.style.transform);

/** Follows, yields to every way a hand moves the map, and follows again by the switch. */
async function followAndYield(page: Page, map: Locator): Promise<void> {
  const follow = followButton(page);
  let steps = 1;
  const drive = () => moveLiveCar(page.request, ++steps);
  await expect(follow).toHaveAttribute("aria-pressed", "true");
  await drive();
  await isCentred(map);
  const byHand: (() => Promise<unknown>)[] = [
    () => drag(page, map),
    () => map.getByRole("button", { name: "Zoom in" }).click(),
    () => map.locator(".leaflet-container").press("ArrowLeft"),
  ];
  for (const move of byHand) {
    await isStill(map);
    await move();
    await expect(follow).toHaveAttribute("aria-pressed", "false");
    const marker = map.getByRole("button", { name: new RegExp(liveCar) });
    const before = await marker.evaluate((element) => element.style.transform);
    await isStill(map);
    const view = await viewOf(map);
    await drive();
    await expect.poll(() => marker.evaluate((element) => element.style.transform)).not.toBe(before);
    expect(await viewOf(map)).toBe(view);
    await follow.press("Enter");
    await expect(follow).toHaveAttribute("aria-pressed", "true");
    await isCentred(map);
    await drive();
    await isCentred(map);
  }
  await follow.press("Space");
  await expect(follow).toHaveAttribute("aria-pressed", "false");
}

test("the garage follows a chosen car until the map is moved by hand", async ({ page, request }) => {
  await moveLiveCar(request, 0);
  await signIn(page);
  await page.goto("/garage");
  const map = page.getByRole("region", { name: "Map of vehicles" });
  await expect(followButton(page)).toHaveCount(0);
  await page
    .getByRole("list", { name: "Cars" })
    .getByRole("button", { name: new RegExp(liveCar) })
    .click();
  await isCentred(map);
  await followAndYield(page, map);
  await expectAccessible(page);
});

test("the map of a car does so too, and fits a phone", async ({ page, request, browser }) => {
  await moveLiveCar(request, 0);
  await signIn(page);
  await page.goto("/garage");
  await page
    .getByRole("list", { name: "Cars" })
    .getByRole("button", { name: new RegExp(liveCar) })
    .click();
  await page.getByRole("link", { name: "Car status", exact: true }).click();
  const map = page.getByRole("region", { name: "Map", exact: true });
  await isCentred(map);
  await followAndYield(page, map);
  const context = await browser.newContext({ ...phone, storageState: await page.context().storageState() });
  const small = await context.newPage();
  await small.goto(page.url());
  await expect(followButton(small)).toHaveAttribute("aria-pressed", "true");
  await expectAccessible(small);
  await context.close();
});

const isLive = (page: Page) => expect(page.getByRole("status").getByText("Live", { exact: true })).toBeVisible();
const isStream = (url: string) => url.includes("/api/trpc/live.fleet");

/** The speed of the car on the list tells one report from another. */
const showsSpeed = (page: Page, speedKmh: number) =>
  expect(
    page.getByRole("list", { name: "Cars" }).getByRole("button", { name: new RegExp(`${liveCar}.*\\b${speedKmh} km/h`) }),
  ).toBeVisible();

/** Tabs of one browser, which of them have a stream open, and how many had one at the same time. */
async function openTabs(context: BrowserContext, count: number) {
  const streaming: Page[] = [];
  let maxAtOnce = 0;
  const pages = await Promise.all(Array.from({ length: count }, () => context.newPage()));
  for (const page of pages) {
    page.on("request", (request) => {
      if (isStream(request.url())) maxAtOnce = Math.max(maxAtOnce, streaming.push(page));
    });
    const ended = (request: Request) => isStream(request.url()) && streaming.splice(streaming.indexOf(page), 1);
    page.on("requestfinished", ended);
    page.on("requestfailed", ended);
  }
  for (const page of pages) await page.goto("/garage");
  return { pages, streaming, maxAtOnce: () => maxAtOnce };
}

test("eight tabs load, share one stream and stay live when the tab that keeps it is closed", async ({ page, context, request }) => {
  await signIn(page);
  const { pages, streaming, maxAtOnce } = await openTabs(context, 8);
  for (const tab of pages) await isLive(tab);
  await expect.poll(() => streaming).toHaveLength(1);
  await moveLiveCar(request, 30, { speed_kmh: 41 });
  for (const tab of pages) await showsSpeed(tab, 41);

  const leader = streaming[0];
  const others = pages.filter((tab) => tab !== leader);
  // What happens while nobody keeps a stream is not lost either.
  await Promise.all([leader?.close(), moveLiveCar(request, 31, { speed_kmh: 43 })]);
  for (const tab of others) await showsSpeed(tab, 43);
  await moveLiveCar(request, 32, { speed_kmh: 47 });
  for (const tab of others) await showsSpeed(tab, 47);
  await expect.poll(() => streaming.filter((tab) => tab !== leader)).toHaveLength(1);
  for (const tab of others) await isLive(tab);
  // On a busy machine a tab may take over from one that answers late: two for a moment, and never one for each.
  expect(maxAtOnce()).toBeLessThanOrEqual(2);
});

/**
 * Streams of the browser's session, as many as it may have, so that none is left for its pages. They are asked for by this process,
 * because a browser has no more than six connections to a host and the seventh stream would wait instead of being refused.
 */
async function takeAllStreams(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  await page.route(/live\.fleet/, (route) => route.abort());
  const [asked] = await Promise.all([page.waitForRequest(/live\.fleet/), page.goto("/garage")]);
  await page.close();
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const closed = new AbortController();
  context.once("close", () => closed.abort());
  const take = async () => {
    const { body } = await fetch(asked.url(), { headers: { cookie }, signal: closed.signal });
    const first = await body?.getReader().read();
    return new TextDecoder().decode(first?.value);
  };
  const firstEvents = await Promise.all(Array.from({ length: 7 }, take));
  expect(firstEvents.filter((text) => text.includes("TOO_MANY_REQUESTS"))).toHaveLength(1);
}

test("a browser whose session has too many streams, or that cannot share one, polls", async ({ browser, request }) => {
  const lockless = (context: BrowserContext) =>
    context.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { value: undefined }));
  for (const [index, prepare] of [takeAllStreams, lockless].entries()) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signInByForm(page);
    await page.goto("about:blank");
    await prepare(context);
    const asked = page.waitForRequest(/live\.since/);
    await page.goto("/garage");
    await asked;
    await isLive(page);
    await moveLiveCar(request, 40 + index, { speed_kmh: 51 + index });
    await showsSpeed(page, 51 + index);
    await context.close();
  }
});

test("a tab of one person does not stay with them, or share, when somebody else signs in", async ({ page, context, request }) => {
  await signInByForm(page);
  await page.goto("/garage");
  await isLive(page);
  const other = await context.newPage();
  await other.goto("/garage");
  await other.getByRole("button", { name: /^Menu of/ }).click();
  await other.getByRole("menuitem", { name: "Sign out", exact: true }).click();
  await expect(other).toHaveURL(/\/sign-in/);
  await signInByForm(other, findPerson("driver"));
  await other.goto("/garage");
  await isLive(other);
  await moveLiveCar(request, 50, { speed_kmh: 37 });
  // The owner's stream has ended with the session: the page is loaded again, for the one who is signed in now.
  await expect(page.getByRole("list", { name: "Cars" }).getByRole("listitem")).toHaveCount(1);
  await expect(other.getByRole("list", { name: "Cars" }).getByRole("button", { name: new RegExp(liveCar) })).toHaveCount(0);
});

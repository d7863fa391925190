import { expect, type Page } from "@playwright/test";
import { io, type Socket } from "socket.io-client";
import { recordDrive } from "./drive.ts";
import { signIn } from "./people.ts";
import { expectAccessible, test } from "./screen-test.ts";
import { ThirdParty } from "./third-party.ts";

const app = "Road Journal";
const car = "App Hatchback";
const scopes = ["Places of trips", "Car details", "Events while driving", "Trips", "Driving figures"];

test.setTimeout(120_000);

/** Up to 120 km/h in the last minutes, and braked hard from there: late enough for what is told at once. */
function fastSpeedAt(second: number): number {
  if (second < 400) return Math.min(60, second);
  if (second < 500) return Math.min(120, 60 + (second - 400) * 2);
  return Math.max(0, 90 - (second - 500) * 2);
}

interface Client {
  id: string;
  secret: string;
}

async function createApp(page: Page, party: ThirdParty): Promise<Client> {
  await page.goto("/developers");
  await page.getByRole("link", { name: "Manage apps" }).click();
  await page.getByRole("button", { name: "New app" }).first().click();
  const form = page.getByRole("dialog", { name: "New app" });
  await form.getByLabel("Name", { exact: true }).fill(app);
  await form.getByLabel("Redirect URIs").fill(`${party.origin}/callback`);
  for (const scope of scopes) await form.getByRole("checkbox", { name: new RegExp(`^${scope}`) }).check();
  await form.getByRole("button", { name: "Create app" }).click();
  const made = page.getByRole("dialog", { name: "Your new app" });
  const texts = made.locator("code");
  await expect(texts).toHaveCount(2);
  const [id = "", secret = ""] = await texts.allTextContents();
  await made.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("heading", { level: 1, name: app })).toBeVisible();
  return { id, secret };
}

/** Gives the app a webhook and sees a signed test arrive. */
async function openWebhook(page: Page, party: ThirdParty): Promise<void> {
  const webhook = page.getByRole("region", { name: "Webhook" });
  await webhook.getByLabel("Webhook URL").fill(`${party.origin}/webhook`);
  await webhook.getByRole("button", { name: "Save" }).click();
  await webhook.getByRole("button", { name: "Show" }).click();
  party.signingSecret = (await webhook.locator("code").first().textContent()) ?? "";
  await webhook.getByRole("button", { name: "Send a test" }).click();
  await expect.poll(() => party.webhooks.length).toBe(1);
  await expect(page.getByRole("region", { name: "Deliveries" }).getByText("Arrived").first()).toBeVisible();
}

/** Follows the documented address, allows the app, and gives the code the person came back with. */
async function allow(page: Page, party: ThirdParty, { id }: Client): Promise<string> {
  const asked = ["location", "vehicle:profile", "vehicle:events", "trip", "behavior"].map((scope) => `scope:${scope}`).join(" ");
  const query = new URLSearchParams({ client_id: id, response_type: "code", scope: asked, state: "a/b c+d" });
  await page.goto(`/api/automatic/oauth/authorize/?${query}`);
  await expect(page.getByRole("heading", { level: 1, name: `Let ${app} see your data?` })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  const answer = party.answers.at(-1);
  expect(answer?.get("state")).toBe("a/b c+d");
  return answer?.get("code") ?? "";
}

async function exchange(origin: string, { id, secret }: Client, code: string): Promise<string> {
  const form = { client_id: id, client_secret: secret, code, grant_type: "authorization_code" };
  const answer = await fetch(`${origin}/api/automatic/oauth/access_token`, { method: "POST", body: new URLSearchParams(form) });
  const tokens = await answer.json();
  expect(tokens).toMatchObject({ token_type: "Bearer", user: { sid: expect.stringMatching(/^U_/) } });
  return tokens.access_token;
}

/** A stream of the app's and what it hears. */
async function openStream(origin: string, { id, secret }: Client): Promise<{ socket: Socket; heard: string[] }> {
  const heard: string[] = [];
  const socket = io(`${origin}?token=${id}:${secret}`, { transports: ["websocket"] });
  socket.onAny((type: string) => heard.push(type));
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return { socket, heard };
}

async function drive(origin: string): Promise<void> {
  const records = recordDrive(Date.now() - 602_000, fastSpeedAt, 42);
  const headers = { authorization: `Bearer ${process.env["E2E_APP_TOKEN"] ?? ""}`, "content-type": "application/json" };
  const body = JSON.stringify({ batch_id: "app-drive", records });
  const answer = await fetch(`${origin}/api/ingest/uploads`, { method: "POST", headers, body });
  expect(await answer.json()).toMatchObject({ rejected: [] });
}

async function revoke(page: Page): Promise<void> {
  await page.goto("/settings");
  await page.getByRole("button", { name: `Revoke ${app}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("button", { name: `Revoke ${app}` })).toHaveCount(0);
}

test("an app: made on the screen, allowed by its page, told of a drive by webhook and stream, read over REST, revoked", async ({
  page,
  baseURL,
}) => {
  const origin = baseURL ?? "";
  const party = new ThirdParty();
  await party.open();
  await signIn(page);
  const client = await createApp(page, party);
  await openWebhook(page, party);
  const token = await exchange(origin, client, await allow(page, party, client));
  const { socket, heard } = await openStream(origin, client);

  await drive(origin);
  const told = ["notification:speeding", "notification:hard_brake", "ignition:off", "trip:finished"];
  await expect.poll(() => heard).toEqual(expect.arrayContaining(told));
  await expect.poll(() => party.webhooks.slice(1).map(({ type }) => type)).toEqual(expect.arrayContaining(told));
  expect(party.refused).toEqual([]);

  const ask = (path: string, init = {}) =>
    fetch(`${origin}/api/automatic${path}`, { headers: { authorization: `bearer ${token}` }, ...init });
  const vehicles = await (await ask("/vehicle/?limit=250")).json();
  const { url: vehicle } = vehicles.results.find((one: { display_name: string }) => one.display_name === car);
  const trips = await (await ask(`/trip?vehicle=${vehicle.split("/").at(-2)}`)).json();
  expect(trips).toMatchObject({ _metadata: { count: 1 }, results: [{ vehicle, hard_brakes: 1, tags: [] }] });

  await revoke(page);
  await expect.poll(async () => (await ask("/user/me")).status).toBe(401);
  socket.close();
  party.close();
});

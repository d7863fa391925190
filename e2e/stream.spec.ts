import { expect, test } from "@playwright/test";

/** The stream speaks plain HTTP where it has to: this is what its clients say and hear, without one. */
const path = "/socket.io/?EIO=4&transport=polling";

test("the stream answers beside the pages, and refuses a wrong secret on the open connection", async ({ request }) => {
  const opened = await request.get(`${path}&token=nobody:wrong`);
  expect(opened.status()).toBe(200);
  const { sid } = JSON.parse((await opened.text()).slice(1));
  expect((await request.post(`${path}&sid=${sid}`, { data: "40", headers: { "content-type": "text/plain" } })).status()).toBe(200);
  expect(await (await request.get(`${path}&sid=${sid}`)).text()).toBe('44{"message":"Unauthorized client."}');
});

test("clients of old poll it in binary frames", async ({ request }) => {
  const opened = await request.get("/socket.io/?EIO=3&transport=polling");
  expect(opened.headers()["content-type"]).toBe("application/octet-stream");
  const frame = await opened.body();
  expect([frame[0], frame.includes('0{"sid":')]).toEqual([0, true]);
});

test("a request that offers to speak something else is answered like any other", async ({ request }) => {
  const headers = { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "AAMAAABk" };
  const answer = await request.get("/api/health", { headers });
  expect(await answer.json()).toEqual({ status: "ok" });
});

test("a host that stands for an API has its calls at the root, and the stream where it always is", async ({ request }) => {
  const get = (path: string, host: string) => request.get(path, { headers: { host }, maxRedirects: 0 });
  expect((await (await get("/openapi.json", "API.automatic.test")).json()).info.title).toBe("Automatic");
  expect((await get("/api/automatic/user/me/", "api.automatic.test")).status()).toBe(401);
  expect((await get("/trip/?limit=1", "api.automatic.test")).status()).toBe(401);
  const consent = await get("/oauth/authorize?client_id=x", "api.automatic.test");
  expect([consent.status(), consent.headers()["location"]]).toEqual([
    303,
    expect.stringMatching(/^http:\/\/localhost:\d+\/oauth\/authorize\?/),
  ]);
  expect((await get("/cars/", "carnot.test:8443")).status()).toBe(401);
  expect((await get("/cars/", "carnot.test")).status()).toBe(404);
  expect((await get(path, "api.automatic.test")).status()).toBe(200);
});

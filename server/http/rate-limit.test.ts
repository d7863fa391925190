import { Hono } from "hono";
import { expect, test } from "vitest";
import { AppError } from "#server/domain/errors.ts";
import { createRateLimit } from "./rate-limit.ts";

/** An app that lets ten requests a minute through for each key, and the clock it goes by. */
function createLimited() {
  const clock = { ms: Date.UTC(2026, 0, 1) };
  const limit = createRateLimit({ name: "test", requests: 10, windowS: 60 }, () => new Date(clock.ms));
  const app = new Hono();
  app.get("/:key", (context) => {
    limit(context, context.req.param("key"));
    return context.text("ok");
  });
  app.onError((error, context) =>
    error instanceof AppError ? context.text(error.message, 429, { "Retry-After": String(error.retryAfterS) }) : context.text("", 500),
  );
  const ask = async (key = "a") => {
    const { status, headers } = await app.request(`/${key}`);
    return { status, remaining: Number(headers.get("x-ratelimit-remaining")), headers };
  };
  return { clock, ask };
}

test("a burst gets through up to the quota, and the headers count down", async () => {
  const { ask } = createLimited();
  const answers = await Promise.all(Array.from({ length: 12 }, () => ask()));
  expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(200), 429, 429]);
  expect(answers.map(({ remaining }) => remaining)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0]);
});

test("the headers say the policy, what is left and when it is full again", async () => {
  const { ask } = createLimited();
  const { headers } = await ask();
  expect(headers.get("ratelimit-policy")).toBe('"test";q=10;w=60');
  expect(headers.get("ratelimit")).toBe('"test";r=9;t=6');
  expect(headers.get("x-ratelimit-reset")).toBe("6");
});

test("it refills steadily, for each key apart, and a clock set back gives nothing", async () => {
  const { ask, clock } = createLimited();
  for (let count = 0; count < 10; count++) await ask();
  const refused = await ask();
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "6"]);
  expect((await ask("b")).status).toBe(200);
  clock.ms += 6000;
  expect((await ask()).status).toBe(200);
  expect((await ask()).status).toBe(429);
  clock.ms -= 3_600_000;
  expect((await ask()).status).toBe(429);
});

import { pino } from "pino";
import { expect, test } from "vitest";
import { AppError } from "#server/domain/errors.ts";
import { answerRouteErrors } from "./route-errors.ts";

const log = pino({ enabled: false });
const headers = { "cache-control": "no-store" };
const throwing = (error: unknown, as: "json" | "text" = "json") =>
  answerRouteErrors({ log, what: "a test", as, headers }, () => Promise.reject(error));

test("what is known has its status, its message and when to try again", async () => {
  const answer = await throwing(new AppError("rate_limited", "Not so fast.", { retryAfterS: 7 }));
  expect([answer.status, await answer.json()]).toEqual([429, { error: "Not so fast." }]);
  expect(answer.headers.get("retry-after")).toBe("7");
  expect(answer.headers.get("cache-control")).toBe("no-store");
});

test("while the database is away it says when to try again", async () => {
  const answer = await throwing(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("5");
});

test("what is not known is a 500 that says nothing of the cause", async () => {
  const answer = await throwing(new Error("secret"), "text");
  expect([answer.status, await answer.text()]).toEqual([500, "Something went wrong on our side.\n"]);
  expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
});

import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { afterAll, expect, test } from "vitest";
import { answerJson } from "./answer-json.ts";

const platform = globalThis.Response;
const app = new Hono();
app.get("/book", (context) => {
  context.header("X-Shelf", "7");
  return answerJson(context, { title: "Emma", author: "Jane Austen – ü" }, 203, { Allow: "GET" });
});
const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
afterAll(() => server.close());

test("on a socket: body, status and headers arrive whole, and the platform's Response stays what it was", async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/book`);
  const text = await answer.text();
  expect(JSON.parse(text)).toEqual({ title: "Emma", author: "Jane Austen – ü" });
  expect([answer.status, answer.headers.get("x-shelf"), answer.headers.get("allow")]).toEqual([203, "7", "GET"]);
  expect(answer.headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
  expect(answer.headers.get("content-type")).toContain("application/json");
  expect(globalThis.Response).toBe(platform);
  expect(Response.json({})).toBeInstanceOf(Response);
});

test("without a socket it answers with the platform's Response", async () => {
  const answer = await app.request("/book");
  expect(answer).toBeInstanceOf(platform);
  expect(await answer.json()).toMatchObject({ title: "Emma" });
});

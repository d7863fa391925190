import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OpenAPIHono } from "@hono/zod-openapi";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { openDatabase } from "#db/client.ts";

/** Every family, found by its routes.json: what is documented is mounted, what is mounted is documented, and all of it is tested. */

const folder = import.meta.dirname;
const families = readdirSync(folder).filter((name) => existsSync(join(folder, name, "routes.json")));
const routesFile = z.array(z.object({ method: z.string(), path: z.string() }));

/** Builds a family by the one function its index.ts exports; the database is never asked. */
async function createFamilyApi(name: string): Promise<OpenAPIHono> {
  const module: Record<string, unknown> = await import(join(folder, name, "index.ts"));
  const create = Object.values(module).find((value) => typeof value === "function" && /^create\w+Api$/.test(value.name));
  if (typeof create !== "function") throw new Error(`server/api/${name}/index.ts exports no create…Api function.`);
  const { orm } = openDatabase("postgres://localhost/unused");
  const api: unknown = create({ db: orm, now: () => new Date(), log: pino({ level: "silent" }), publicUrl: "https://cars.example" });
  if (!(api instanceof OpenAPIHono)) throw new Error(`server/api/${name} is not made by createFamily.`);
  return api;
}

function readTests(name: string): string {
  const files = readdirSync(join(folder, name)).filter((file) => file.endsWith(".test.ts"));
  return files.map((file) => readFileSync(join(folder, name, file), "utf8")).join("\n");
}

test("there are families", () => {
  expect(families).toContain("ingest");
});

describe.each(families)("%s", async (name) => {
  const api = await createFamilyApi(name);
  const base = `/api/${name}`;
  const listed = routesFile
    .parse(JSON.parse(readFileSync(join(folder, name, "routes.json"), "utf8")))
    .map(({ method, path }) => `${method} ${path}`);
  const mounted = api.routes
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method} ${path.slice(base.length).replaceAll(/:(\w+)(\{[^}]+\})?/g, "{$1}")}`);
  const tests = readTests(name);
  const tested = listed.filter((call) => tests.includes(`describe("${call}"`));

  const counted = `${listed.length} calls documented, ${mounted.length} mounted, ${tested.length} tested`;
  test(counted, () => {
    console.info(`${base}: ${counted}`);
    expect([mounted.length, tested.length]).toEqual([listed.length, listed.length]);
  });

  test("no call is answered that a proxy in front was sent by plain HTTP", async () => {
    for (const call of listed) {
      const [method = "", path = ""] = call.split(" ");
      const headers = { authorization: "Bearer any", "x-forwarded-proto": "http" };
      const answer = await api.request(`${base}${path.replaceAll(/\{\w+\}/g, "1")}`, { method, headers });
      expect([call, answer.ok, await answer.text()]).toEqual([call, false, expect.stringContaining("Use https://")]);
    }
  });

  test("what routes.json lists is what is mounted", () => {
    expect([...mounted].sort()).toEqual([...listed].sort());
  });

  test("its OpenAPI document has the same calls", () => {
    const { paths = {} } = api.getOpenAPI31Document({ openapi: "3.1.0", info: { title: name, version: "1" } });
    const documented = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path.slice(base.length)}`),
    );
    expect(documented.sort()).toEqual([...listed].sort());
  });

  test("each call has tests under its name", () => {
    expect(listed.filter((call) => !tested.includes(call))).toEqual([]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { addEnvFile, readEnv, readLauncherEnv } from "./env.ts";

const least = { DATABASE_URL: "postgres://motorpool@127.0.0.1:5432/motorpool", NEXTAUTH_SECRET: "9f3c61d2b7a84e05c1f6d83a2b9e740d" };

describe("readEnv", () => {
  test("fills in what is safe to assume: loopback, port 3000", () => {
    expect(readEnv(least)).toMatchObject({ HOST: "127.0.0.1", PORT: 3000, PUBLIC_URL: "http://localhost:3000", TRUST_PROXY: false });
  });

  test("the public address follows the port; an empty value counts as none", () => {
    expect(readEnv({ ...least, PORT: "4000", PUBLIC_URL: "" }).PUBLIC_URL).toBe("http://localhost:4000");
  });

  test.each([
    ["a missing database", { ...least, DATABASE_URL: undefined }, "DATABASE_URL"],
    ["another kind of database", { ...least, DATABASE_URL: "mysql://127.0.0.1/x" }, "DATABASE_URL"],
    ["a port that is none", { ...least, PORT: "99999" }, "PORT"],
    ["a short secret", { ...least, NEXTAUTH_SECRET: "short" }, "openssl rand -hex 32"],
    ["an example secret", { ...least, NEXTAUTH_SECRET: "please-change-me-please-change-me-please" }, "example value"],
    ["one character over and over", { ...least, NEXTAUTH_SECRET: "a".repeat(40) }, "openssl rand -hex 32"],
    ["a short text over and over", { ...least, NEXTAUTH_SECRET: "s3cr3t!".repeat(6) }, "can be guessed"],
    ["a row of characters", { ...least, NEXTAUTH_SECRET: "0123456789abcdef0123456789abcdef" }, "can be guessed"],
    ["plain HTTP on every interface", { ...least, HOST: "0.0.0.0" }, "in the clear"],
    ["plain HTTP on a network address", { ...least, HOST: "192.168.1.5", PUBLIC_URL: "http://cars.test" }, "in the clear"],
  ])("refuses %s by name", (_, variables, word) => {
    expect(() => readEnv(variables)).toThrow(word);
  });

  test.each([
    ["an https address", { PUBLIC_URL: "https://cars.test" }],
    ["the word of the operator", { ALLOW_INSECURE_HTTP: "1" }],
  ])("opens to the network with %s", (_, more) => {
    expect(readEnv({ ...least, HOST: "0.0.0.0", ...more }).HOST).toBe("0.0.0.0");
  });
});

describe("readLauncherEnv", () => {
  test("needs nothing", () => {
    expect(readLauncherEnv({})).toEqual({ DATA_DIR: ".data", DEMO: true });
  });

  test("refuses an example secret before anything is started", () => {
    expect(() => readLauncherEnv({ NEXTAUTH_SECRET: "a".repeat(40) })).toThrow("can be guessed");
    expect(() => readLauncherEnv({ NEXTAUTH_SECRET: "example-example-example-example-example" })).toThrow("example value");
  });
});

test("a .env file adds what is not set already", () => {
  const folder = mkdtempSync(join(tmpdir(), "motorpool-env-"));
  const path = join(folder, ".env");
  writeFileSync(
    path,
    "# a comment\nPORT=4000 # why\nexport HOST='127.0.0.2'\nMAP_TILE_URL=\"https://t/{z}#x\"\n\nEMPTY=\n  PUBLIC_URL = http://a.test\n",
  );
  expect(addEnvFile(path, { PORT: "5000" })).toEqual({
    PORT: "5000",
    HOST: "127.0.0.2",
    MAP_TILE_URL: "https://t/{z}#x",
    EMPTY: "",
    PUBLIC_URL: "http://a.test",
  });
  expect(addEnvFile(join(folder, "missing"), { PORT: "1" })).toEqual({ PORT: "1" });
  rmSync(folder, { recursive: true });
});

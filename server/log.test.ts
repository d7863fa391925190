import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const secret = `mpk_${"0aB1cD2eF3".repeat(5)}`;

/** All that a process writes that runs this, with the log of the product. */
function run(code: string): string {
  const script = `import { createLog, scrubOutput } from "./server/log.ts"; scrubOutput(); const log = createLog("info", "test"); ${code}`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], { encoding: "utf8" });
  return stdout + stderr;
}

test("no way to write it down lets a secret out", () => {
  const written = run(`
    log.info({ path: "/api/carnot/${secret}" }, "request ${secret}");
    log.error({ err: new Error("outer ${secret}", { cause: new Error("inner ${secret}") }) }, "failed");
    console.log("GET /setup?token=${secret}");
    console.error(new Error("${secret}"));
    process.stderr.write(Buffer.from("${secret}"));
    throw new Error("nobody caught ${secret}");
  `);
  for (const part of ["/api/carnot/mpk_…", "outer mpk_…", "inner mpk_…", "GET /setup?…"]) expect(written).toContain(part);
  expect(written).toContain("nobody caught mpk_…");
  expect(written).not.toContain(secret.slice(4));
});

test("a query that failed is written down without the values it was asked with", () => {
  const written = run(`
    const { DrizzleQueryError } = await import("drizzle-orm");
    const failed = new DrizzleQueryError("select $1, $2", ["bo@acme.example", "line\\nof text"], new Error("away"));
    log.error({ err: failed }, "failed");
    log.error({ err: new Error("outer", { cause: failed }) }, "failed");
  `);
  expect(written).toContain("Failed query: select $1, $2");
  for (const value of ["bo@acme", "of text"]) expect(written).not.toContain(value);
});

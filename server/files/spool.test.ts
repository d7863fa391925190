import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createSpool, type SpoolFile } from "./spool.ts";

const folder = mkdtempSync(join(tmpdir(), "motorpool-spool-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function readAll(file: SpoolFile): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of file.pieces()) pieces.push(piece.toString());
  return pieces;
}

describe("the spool", () => {
  test("gives back what was appended, piece by piece, more than once", async () => {
    const file = await createSpool(folder).open(1);
    for (const piece of ["one", "", "three ü"]) await file.append(Buffer.from(piece));
    expect(await readAll(file)).toEqual(["one", "", "three ü"]);
    expect(await readAll(file)).toEqual(["one", "", "three ü"]);
    await file.close();
    await file.close();
  });

  test("leaves no name behind, so that a killed process leaves no file either", async () => {
    const file = await createSpool(folder).open(1);
    await file.append(Buffer.alloc(1000));
    expect(readdirSync(join(folder, "spool"))).toEqual([]);
    expect(statSync(join(folder, "spool")).mode & 0o077).toBe(0);
    await file.close();
  });

  test("bounds what one account keeps, and no other; what is closed makes room", async () => {
    const spool = createSpool(folder, { bytesPerAccount: 100 });
    const [first, second, foreign] = [await spool.open(1), await spool.open(1), await spool.open(2)];
    await first.append(Buffer.alloc(60));
    await expect(second.append(Buffer.alloc(41))).rejects.toMatchObject({ code: "rate_limited", retryAfterS: 30 });
    await foreign.append(Buffer.alloc(100));
    await second.append(Buffer.alloc(40));
    expect((await readAll(second)).join("")).toHaveLength(40);
    await first.close();
    await second.append(Buffer.alloc(60));
  });

  test("bounds how many files one account has open, and no other", async () => {
    const spool = createSpool(folder, { filesPerAccount: 2 });
    const [first] = [await spool.open(1), await spool.open(1)];
    await expect(spool.open(1)).rejects.toMatchObject({ code: "rate_limited" });
    await (await spool.open(2)).close();
    await first.close();
    await (await spool.open(1)).close();
  });

  test("unavailable while the disk has no room to spare, and nothing is held afterwards", async () => {
    const spool = createSpool(folder, { keptFreeBytes: Number.MAX_SAFE_INTEGER, filesPerAccount: 1 });
    for (let tries = 0; tries < 2; tries++) await expect(spool.open(1)).rejects.toMatchObject({ code: "unavailable", retryAfterS: 30 });
  });
});

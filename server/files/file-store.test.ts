import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { createFileStore } from "./file-store.ts";

const folder = mkdtempSync(join(tmpdir(), "motorpool-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const store = createFileStore(folder);

describe("the file store", () => {
  test("keeps bytes under a name of its own that only its user can read", async () => {
    const name = await store.put(Buffer.from("hello"));
    expect(name).toMatch(/^[0-9a-f]{32}$/);
    expect(await store.put(Buffer.from("hello"))).not.toBe(name);
    expect((await store.read(name))?.toString()).toBe("hello");
    expect(statSync(join(folder, "files", name)).mode & 0o077).toBe(0);
    await store.remove(name);
    await store.remove(name);
    expect(await store.read(name)).toBeUndefined();
  });

  test.each([
    "../secret",
    "..%2fsecret",
    "/etc/passwd",
    "..\\secret",
    "a".repeat(31),
    `${"a".repeat(32)}\n`,
    `${"a".repeat(32)}/x`,
    "",
    "\0",
  ])("does not look for %j", async (name) => {
    writeFileSync(join(folder, "secret"), "not yours");
    await expect(store.read(name)).rejects.toThrow("not a name");
    await expect(store.remove(name)).rejects.toThrow("not a name");
  });

  test("does not look for any other text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (name) => {
        fc.pre(!/^[0-9a-f]{32}$/.test(name));
        await expect(store.read(name)).rejects.toThrow("not a name");
      }),
    );
  });

  test("lists its files by age, and nothing else that lies there", async () => {
    const [old, young] = [await store.put(Buffer.from("1")), await store.put(Buffer.from("2"))];
    writeFileSync(join(folder, "files", "README"), "");
    for (const name of [old, "README"]) utimesSync(join(folder, "files", name), 1000, 1000);
    const listed: string[] = [];
    for await (const name of store.listOlderThan(new Date(2_000_000))) listed.push(name);
    expect(listed).toEqual([old]);
    expect(readdirSync(join(folder, "files"))).toContain(young);
    for await (const name of createFileStore(join(folder, "nowhere")).listOlderThan(new Date())) expect(name).toBe("no file");
  });
});

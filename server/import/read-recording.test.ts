import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collect } from "#server/domain/telemetry/collect.ts";
import { hashRecording, measureFile, readText } from "./read-recording.ts";

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "motorpool-read-"));
});
afterAll(() => rm(directory, { recursive: true }));

async function write(name: string, content: string | Buffer): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, content);
  return path;
}

const text = "t,v\n1,°\n".repeat(20_000);

test("reads plain and packed files alike, whatever their names", async () => {
  const plain = await write("a.gz", text);
  const packed = await write("b.csv", gzipSync(text));
  expect((await collect(readText(plain))).join("")).toBe(text);
  expect((await collect(readText(packed))).join("")).toBe(text);
  expect(await hashRecording(packed)).toBe(await hashRecording(plain));
});

test("drops byte-order marks and reads UTF-16", async () => {
  expect((await collect(readText(await write("bom", `\ufeffa,b`)))).join("")).toBe("a,b");
  expect((await collect(readText(await write("utf16", Buffer.from("\ufeffa,b", "utf16le"))))).join("")).toBe("a,b");
});

test("counts the bytes on the disk", async () => {
  const packed = gzipSync(text);
  let bytes = 0;
  for await (const _ of readText(await write("c", packed), (read) => (bytes += read)));
  expect(bytes).toBe(packed.length);
});

test("says what is wrong with a file", async () => {
  await expect(measureFile(join(directory, "missing"))).rejects.toThrow("There is no such file.");
  await expect(measureFile(await write("empty", ""))).rejects.toThrow("The file is empty.");
  await expect(measureFile(directory)).rejects.toThrow("This is not a file.");
  await expect(collect(readText(await write("cut", gzipSync(text).subarray(0, 100))))).rejects.toThrow("The gzip data is damaged");
});

import { randomBytes } from "node:crypto";
import { mkdir, open, opendir, readFile, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";

/** Files people upload: outside the web root, under names of our own that tell nothing. */
export interface FileStore {
  /** Stores bytes for good; gives the name to find them by. */
  put(bytes: Uint8Array): Promise<string>;
  /** Undefined when there is no such file. */
  read(name: string): Promise<Buffer | undefined>;
  /** Does nothing when it is gone already. */
  remove(name: string): Promise<void>;
  /** The names of the files that were last written before a moment. */
  listOlderThan(at: Date): AsyncIterable<string>;
}

const namePattern = /^[0-9a-f]{32}$/;

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** The value, or undefined for a file or folder that does not exist. */
async function ifThere<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function* listOlderThan(folder: string, at: Date): AsyncGenerator<string> {
  const entries = await ifThere(opendir(folder));
  for await (const { name } of entries ?? []) {
    if (!namePattern.test(name)) continue;
    const facts = await ifThere(stat(join(folder, name)));
    if (facts && facts.mtimeMs < at.getTime()) yield name;
  }
}

/** Keeps files below `<dataDirectory>/files`, made when the first one comes. */
export function createFileStore(dataDirectory: string): FileStore {
  const folder = resolve(dataDirectory, "files");
  const pathOf = (name: string): string => {
    if (!namePattern.test(name)) throw new Error("This is not a name the store gave.");
    return join(folder, name);
  };
  return {
    put: async (bytes) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = randomBytes(16).toString("hex");
      const file = await open(pathOf(name), "wx", 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      return name;
    },
    read: async (name) => ifThere(readFile(pathOf(name))),
    remove: async (name) => rm(pathOf(name), { force: true }),
    listOlderThan: (at) => listOlderThan(folder, at),
  };
}

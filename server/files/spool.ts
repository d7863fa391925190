import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, rm, statfs } from "node:fs/promises";
import { join, resolve } from "node:path";
import { AppError } from "#server/domain/errors.ts";

/** Keeps what comes in too slowly, or is too large, to be held in memory until it can be worked on. */
export interface Spool {
  /** A new, empty file for an account. Throws `rate_limited` when the account has too many, `unavailable` when the disk is full. */
  open(accountId: number): Promise<SpoolFile>;
}

export interface SpoolFile {
  /** Throws `rate_limited` beyond what the account may keep, and `unavailable` when the disk is full. */
  append(piece: Uint8Array): Promise<void>;
  /** What was appended, piece by piece. */
  pieces(): AsyncGenerator<Buffer>;
  /** Frees the space. */
  close(): Promise<void>;
}

export interface SpoolLimits {
  filesPerAccount: number;
  bytesPerAccount: number;
  /** Bytes that stay free on the disk, for the database above all. */
  keptFreeBytes: number;
}

const gibibyte = 1024 ** 3;
/** The free space is looked at again after so many bytes. */
const checkEveryBytes = 16 * 1024 * 1024;
const retryAfterS = 30;

export const spoolLimits: SpoolLimits = { filesPerAccount: 16, bytesPerAccount: 4 * gibibyte, keptFreeBytes: gibibyte };

/** Spools below `<dataDirectory>/spool`. The limits hold for each process. */
export function createSpool(dataDirectory: string, limits: Partial<SpoolLimits> = {}): Spool {
  const folder = resolve(dataDirectory, "spool");
  const { filesPerAccount, bytesPerAccount, keptFreeBytes } = { ...spoolLimits, ...limits };
  const uses = new Map<number, { files: number; bytes: number }>();

  const requireDiskSpace = async () => {
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < keptFreeBytes) throw diskFull();
  };

  return {
    open: async (accountId) => {
      const use = uses.get(accountId) ?? { files: 0, bytes: 0 };
      if (use.files >= filesPerAccount) throw tooMuch(`more than ${filesPerAccount} long uploads`);
      uses.set(accountId, use);
      use.files++;
      const leave = (bytes: number) => {
        use.bytes -= bytes;
        if (--use.files === 0) uses.delete(accountId);
      };
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await requireDiskSpace();
        const admit = async (bytes: number, checksDisk: boolean) => {
          if (use.bytes + bytes > bytesPerAccount) throw tooMuch(`long uploads of more than ${bytesPerAccount} bytes`);
          use.bytes += bytes;
          if (checksDisk) await requireDiskSpace();
        };
        return toSpoolFile(await openUnnamed(folder), admit, leave);
      } catch (error) {
        leave(0);
        throw error;
      }
    },
  };
}

const tooMuch = (what: string) =>
  new AppError("rate_limited", `This account has ${what} under way. Send this one again when some of them are stored.`, { retryAfterS });

const diskFull = (cause?: unknown) =>
  new AppError("unavailable", "There is no room for long uploads right now. Try again later.", { retryAfterS, cause });

/** A file whose name is removed at once: the system frees it when it is closed, also when this process is killed. */
async function openUnnamed(folder: string): Promise<FileHandle> {
  const path = join(folder, randomBytes(16).toString("hex"));
  const handle = await open(path, "wx+", 0o600);
  await rm(path);
  return handle;
}

type Admit = (bytes: number, checksDisk: boolean) => Promise<void>;

function toSpoolFile(handle: FileHandle, admit: Admit, leave: (bytes: number) => void): SpoolFile {
  const lengths: number[] = [];
  let [size, checkedAt, isOpen] = [0, 0, true];
  return {
    append: async (piece) => {
      const isDue = size + piece.byteLength - checkedAt > checkEveryBytes;
      if (isDue) checkedAt = size;
      await admit(piece.byteLength, isDue);
      size += piece.byteLength;
      lengths.push(piece.byteLength);
      await handle.writeFile(piece).catch((error) => {
        throw error.code === "ENOSPC" ? diskFull(error) : error;
      });
    },
    pieces: async function* () {
      let position = 0;
      for (const length of lengths) {
        const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, position);
        if (bytesRead !== length) throw new Error("The spool file is shorter than what was written.");
        position += length;
        yield buffer;
      }
    },
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      leave(size);
      await handle.close();
    },
  };
}

import { createHash } from "node:crypto";

/**
 * Batch ids of imports: `import.<content>.<settings>.<base>.<n>`. They come from the content alone (and how it is read), so a file that
 * is imported again is recognised, wherever it lies and whatever it is called; `base` is the start laid under a recording without a date.
 */
export interface RecordingKey {
  /** First 16 hex digits of the content's SHA-256. */
  content: string;
  /** The same of the settings it is read with, 8 digits. */
  settings: string;
}

export function toRecordingKey(contentHash: string, settings: string): RecordingKey {
  return { content: contentHash.slice(0, 16), settings: createHash("sha256").update(settings).digest("hex").slice(0, 8) };
}

/** What every batch id of this content begins with, however it was read. */
export function toContentPrefix(key: RecordingKey): string {
  return `import.${key.content}.`;
}

export function toBatchId(key: RecordingKey, baseMs: number, number: number): string {
  return `${toContentPrefix(key)}${key.settings}.${Math.round(baseMs / 1000)}.${number}`;
}

/** The base a recording without a date was laid on in an earlier import; undefined when there was none. */
export function findEarlierBase(batchIds: Iterable<string>): number | undefined {
  for (const id of batchIds) {
    const baseS = Number(id.split(".")[3] ?? Number.NaN);
    if (baseS > 0) return baseS * 1000;
  }
  return undefined;
}

import { type LeastRate, leastRate } from "#server/http/request-body.ts";

/** How much one upload and one device may ask for. Memory does not depend on the sizes: long uploads wait on disk. */
export interface IngestLimits {
  /** Bytes on the wire. */
  bodyBytes: number;
  /** Bytes after gunzip. */
  inflatedBytes: number;
  /** Inflated bytes for each compressed one, once more than `ratioFromBytes` came out. */
  ratio: number;
  ratioFromBytes: number;
  /** Records, blank lines included. */
  records: number;
  /** Characters of one record or one line; with the known keys this also bounds nesting and the number of keys. */
  recordLength: number;
  /** Records in one insert. */
  sliceRecords: number;
  leastRate: LeastRate;
  /** Uploads of more than one slice are stored so many at once, fewer than the pool has connections … */
  longUploadsAtOnce: number;
  /** … and so many of one account. */
  longUploadsPerAccount: number;
  /** Requests of one device a minute. */
  uploadsPerMinute: number;
}

const mebibyte = 1024 * 1024;

export const defaultLimits: IngestLimits = {
  bodyBytes: 1024 * mebibyte,
  inflatedBytes: 1024 * mebibyte,
  ratio: 100,
  ratioFromBytes: mebibyte,
  records: 10_000_000,
  recordLength: 64 * 1024,
  sliceRecords: 1000,
  leastRate,
  longUploadsAtOnce: 4,
  longUploadsPerAccount: 2,
  uploadsPerMinute: 6000,
};
